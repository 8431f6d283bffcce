import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Where a framework hands a request to code, in forms that were once not seen, or seen where there is none.

const read = await makeVerdictReader();

describe('Rails', () => {
  test('the body under an inherited name, behind a filter that checks nothing', () => {
    expect(
      read({
        'app/controllers/inbound_webhooks/gitlab_controller.rb': [
          'module InboundWebhooks',
          '  class GitlabController < ApplicationController',
          '    before_action :verify_event',
          '    def create',
          '      InboundWebhook.create(body: payload)',
          '      head :ok',
          '    end',
          '    private',
          '    def verify_event',
          '      secret = ENV["GITLAB_WEBHOOK_SECRET"]',
          '    end',
          '  end',
          'end',
        ],
      }),
    ).toEqual(['app/controllers/inbound_webhooks/gitlab_controller.rb:4 unverified no-verification']);
  });

  test('filters on either side of a condition', () => {
    expect(
      read({
        'app/controllers/webhooks/stripe_controller.rb': [
          'class Webhooks::StripeController < ApplicationController',
          '  WEBHOOK_SECRET = ENV.fetch("STRIPE_WEBHOOK_SECRET", nil)',
          '  if WEBHOOK_SECRET.present?',
          '    before_action :check_signed',
          '  else',
          '    before_action :check_webhook',
          '  end',
          '  def webhook',
          '    Project.update_subscription(@event)',
          '    head :ok',
          '  end',
          '  private',
          '  def check_signed',
          '    @event = Stripe::Webhook.construct_event(request.body.read, request.env["HTTP_STRIPE_SIGNATURE"], WEBHOOK_SECRET)',
          '  end',
          '  def check_webhook',
          '    @event = Stripe::Event.construct_from(JSON.parse(request.body.read))',
          '  end',
          'end',
        ],
      }),
    ).toEqual(['app/controllers/webhooks/stripe_controller.rb:8 optional skipped-without-secret']);
  });

  test('a base controller that gives out the body receives nothing', () => {
    expect(
      read({
        'app/controllers/webhooks/base_controller.rb': [
          'module Webhooks',
          '  class BaseController < ApplicationController',
          '    def payload_body',
          '      request.body.read',
          '    end',
          '    def stored_event',
          '      Event.create!(payload: request.body.read)',
          '    end',
          '  end',
          'end',
        ],
      }),
    ).toEqual([]);
  });

  test('a concern without filters puts none in front', () => {
    expect(
      read({
        'app/controllers/webhooks/whatsapp_controller.rb': [
          'class Webhooks::WhatsappController < ActionController::API',
          '  include MetaTokenConcern',
          '  def process_payload',
          '    Webhooks::WhatsappEventsJob.perform_later(params.to_unsafe_hash)',
          '    head :ok',
          '  end',
          'end',
        ],
        'app/controllers/concerns/meta_token_concern.rb': [
          'module MetaTokenConcern',
          '  # webhook subscriptions of Webhooks::WhatsappController',
          '  def verify',
          '    render json: params["hub.challenge"] if valid_token?(params["hub.verify_token"])',
          '  end',
          'end',
        ],
      }),
    ).toEqual(['app/controllers/webhooks/whatsapp_controller.rb:3 unverified no-verification']);
  });
});

describe('what is in front of a Rails controller', () => {
  const controller = (before: string): string[] => [
    'class Api::V1::WebhookReportsController < Api::BaseController',
    `  ${before}`,
    '  def webhook',
    '    ReportJob.perform_later(params.permit(:status))',
    '  end',
    '  private',
    '  def authenticate_hook_relay',
    '    ActiveSupport::SecureCompareRotator.new(ENV.fetch("HOOK_RELAY_TOKEN")).secure_compare!(params[:token])',
    '  end',
    'end',
  ];
  test.each([
    ['before_action :authenticate_with_api_key', []],
    ['before_action :authenticate_hook_relay', ['verified token-compared']],
    ['http_basic_authenticate_with name: ENV["NAME"], password: ENV["PASSWORD"]', ['verified token-compared']],
    ['authenticate_with_mandrill_keys! ENV["MANDRILL_WEBHOOK_KEY"]', ['verified token-compared']],
  ])('%s', (before, expected) => {
    const path = 'app/controllers/api/v1/webhook_reports_controller.rb';
    expect(read({ [path]: controller(before) })).toEqual(expected.map((each) => `${path}:3 ${each}`));
  });
});

describe('Python', () => {
  test('a browser that comes back from a sign-in is no webhook', () => {
    expect(
      read({
        'allauth/providers/apple/views.py': [
          '@csrf_exempt',
          'def apple_post_callback(request):',
          '    for key in ["user", "id_token"]:',
          '        session.store[key] = request.POST[key]',
          '    session.save(request.POST)',
        ],
      }),
    ).toEqual([]);
  });

  test('Frappe fills the parameters from the body', () => {
    expect(
      read({
        'acme/integration/webhook.py': [
          'import frappe',
          '@frappe.whitelist(allow_guest=True)',
          'def order_success(data, event_time):',
          '    handle_order(data, event_time)',
        ],
      }),
    ).toEqual(['acme/integration/webhook.py:3 unverified no-verification']);
  });

  test('a model of the file is the body, and a parameter of the path is not the request', () => {
    expect(
      read({
        'app/research.py': [
          'class ResearchDone(BaseModel):',
          '    job: str',
          '@router.post("/webhooks/n8n/{provider}")',
          'async def research_callback(provider: str, done: ResearchDone):',
          '    store_signal(provider, done)',
        ],
      }),
    ).toEqual(['app/research.py:4 unverified no-verification']);
  });
});

test('PHP: a parameter before the request is none, and arguments of `new` are kept', () => {
  expect(
    read({
      'src/Controller/WebhookController.php': [
        '<?php',
        'use Acme\\Telegram;',
        'final class WebhookController {',
        '  public function __construct(private Telegram $telegram) {}',
        '  public function indexAction(string $bot, Request $request): Response {',
        '    $update = json_decode($request->getContent());',
        '    $this->telegram->processUpdate($bot, $update);',
        '    $this->bus->dispatch(new TelegramMessage($bot, $update));',
        '    return new Response();',
        '  }',
        '}',
      ],
    }),
  ).toEqual(['src/Controller/WebhookController.php:5 unverified no-verification']);
});

test('Java: the mapping stands at the interface', () => {
  expect(
    read({
      'src/main/java/acme/StripeService.java': [
        'import com.stripe.net.Webhook;',
        'public class StripeService implements StripeWebhookController {',
        '  @Override',
        '  public ResponseEntity<String> handleStripeWebhook(String payload, String sigHeader) {',
        '    try {',
        '      Event event = Webhook.constructEvent(payload, sigHeader, secret);',
        '      processor.processEvent(event);',
        '      return ResponseEntity.ok().build();',
        '    } catch (SignatureVerificationException e) {',
        '      return ResponseEntity.status(400).build();',
        '    }',
        '  }',
        '}',
      ],
    }),
  ).toEqual(['src/main/java/acme/StripeService.java:3 verified sdk-verifier']);
});

test('an action of a viewset that everybody may call', () => {
  expect(
    read({
      'payments/views.py': [
        'class PaymentViewSet(viewsets.ModelViewSet):',
        '    permission_classes = [IsAuthenticated]',
        '    @action(detail=False, methods=["POST"], permission_classes=[AllowAny])',
        '    def stripe_webhook(self, request):',
        '        Payment.objects.create(id=json.loads(request.body)["id"])',
        '    @action(detail=False, methods=["post"])',
        '    def refund_webhook(self, request):',
        '        Payment.objects.create(id=request.data["id"])',
      ],
    }),
  ).toEqual(['payments/views.py:4 unverified no-verification']);
});

test('who answers in the language of Twilio was called by it', () => {
  expect(
    read({
      'routers/phone.py': [
        'from fastapi import APIRouter',
        '@router.post("/__/phone/sms/")',
        'def incoming(data: dict):',
        '    save(data)',
        '    return MessagingResponse()',
        '# the webhook of the number',
      ],
    }),
  ).toEqual(['routers/phone.py:3 unverified no-verification']);
});

test('a controller of callbacks needs no word of webhooks', () => {
  expect(
    read({
      'app/controllers/twilio/callback_controller.rb': [
        'class Twilio::CallbackController < ApplicationController',
        '  def create',
        '    Message.create!(text: params[:Body], from: params[:From])',
        '  end',
        'end',
      ],
    }),
  ).toEqual(['app/controllers/twilio/callback_controller.rb:2 unverified no-verification']);
});

test('what a decorator wraps tells whose messages it takes', () => {
  expect(
    read({
      'sms.py': [
        'from twilio.twiml.messaging_response import MessagingResponse',
        'from twilio.request_validator import RequestValidator',
        'def validate_request(view):',
        '    def inner(*args, **kwargs):',
        '        validator = RequestValidator(os.environ["TWILIO_AUTH_TOKEN"])',
        '        if validator.validate(request.url, request.form, request.headers.get("X-TWILIO-SIGNATURE", "")):',
        '            return view(*args, **kwargs)',
        '        return abort(403)',
        '    return inner',
        '@app.route("/message", methods=["POST"])',
        '@validate_request',
        'def incoming():',
        '    save(request.values["Body"])',
        '    return str(MessagingResponse())',
      ],
    }),
  ).toEqual(['sms.py:12 verified sdk-verifier']);
});

test('a header called for the secret of a webhook tells that one is received', () => {
  expect(
    read({
      'app/auth_router.py': [
        "@router.post('/confirmed')",
        'async def confirmed(request: Request):',
        '    secret = os.getenv("WEBHOOK_SECRET", "")',
        '    if secret and request.headers.get("x-webhook-secret") != secret:',
        '        raise HTTPException(401)',
        '    await welcome(await request.json())',
      ],
    }),
  ).toEqual(['app/auth_router.py:2 optional skipped-without-secret']);
});

test('a router that is mounted as a whole, and answers the challenge of Meta beside', () => {
  const router = (key: string): string[] => [
    '@router.get("")',
    'async def verify_webhook(request: Request):',
    `    if request.query_params.get("${key}.verify_token") == VERIFY_TOKEN:`,
    `        return Response(content=request.query_params.get("${key}.challenge"))`,
    '    raise HTTPException(status_code=403)',
    '@router.post("")',
    'async def receive_message(request: Request):',
    '    data = await request.json()',
    '    await save_message(data["entry"])',
  ];
  const path = 'app/api/v1/endpoints/messenger.py';
  expect(read({ [path]: router('hub') })).toEqual([`${path}:7 unverified no-verification`]);
  expect(read({ [path]: router('app') })).toEqual([]);
});
