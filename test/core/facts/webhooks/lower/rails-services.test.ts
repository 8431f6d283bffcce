import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

const read = await makeVerdictReader();

const CONTROLLER = 'app/controllers/stripe_webhooks_controller.rb';

describe('a service that gives out whether it went well', () => {
  const files = (
    rescue: string,
    first = '',
    end = ['Order.update_from(event)', 'Result.new(true, nil)'],
  ): Record<string, string[]> => ({
    [CONTROLLER]: [
      'class StripeWebhooksController < ActionController::Base',
      '  def create',
      '    result = WebhookProcessor.new(payload: request.body.read, signature: request.env["HTTP_STRIPE_SIGNATURE"]).call',
      '    return head :bad_request unless result.success?',
      '    head :ok',
      '  end',
      'end',
    ],
    'app/services/webhook_processor.rb': [
      'class WebhookProcessor',
      '  def initialize(payload:, signature:)',
      '    @payload = payload',
      '    @signature = signature',
      '  end',
      '  def call',
      first,
      '    event = Stripe::Webhook.construct_event(@payload, @signature, ENV.fetch("STRIPE_WEBHOOK_SECRET"))',
      ...end.map((line) => `    ${line}`),
      '  rescue Stripe::SignatureVerificationError => e',
      `    ${rescue}`,
      '  end',
      'end',
    ],
  });

  test.each(['Result.new(false, e.message)', 'Result.failure(e.message)', 'result.service_failure!(code: "bad")'])(
    '%s',
    (rescue) => {
      expect(read(files(rescue))).toEqual([`${CONTROLLER}:2 verified sdk-verifier`]);
    },
  );

  test.each(['unless found.success?', 'if found.failure?'])('that of another one is given out %s', (when) => {
    const first = `    found = FindShop.call(@shop)\n    return found ${when}`;
    expect(read(files('result.fail!(e.message)', first, ['result.event = event', 'result']))).toEqual([
      `${CONTROLLER}:2 verified sdk-verifier`,
    ]);
  });
});

test('public methods that an action calls, or that are filters, are no actions', () => {
  expect(
    read({
      [CONTROLLER]: [
        'class StripeWebhooksController < ApplicationController',
        '  before_action :note_delivery',
        '  def note_delivery',
        '    Delivery.create(body: request.body.read)',
        '  end',
        '  def receive_event',
        '    case params["type"]',
        '    when "account.updated" then account_update',
        '    end',
        '    pay_out(params["id"])',
        '  end',
        '  def account_update',
        '    Account.find_by(id: params["account"]).update(status: params["status"])',
        '  end',
        '  def stripe_webhook',
        '    Event.create(params.permit!)',
        '  end',
        '  def index',
        '    stripe_webhook = Event.last',
        '    render json: stripe_webhook',
        '  end',
        '  def pay_out(id)',
        '    Payout.create(id: id, amount: params["amount"])',
        '  end',
        'end',
      ],
    }),
  ).toEqual([`${CONTROLLER}:6 unverified no-verification`, `${CONTROLLER}:15 unverified no-verification`]);
});

describe('what verifies beside the action', () => {
  const controller = (...lines: readonly string[]): string[] => [
    'class StripeWebhooksController < ApplicationController',
    ...lines,
    'end',
  ];
  const VERIFIES =
    'Stripe::Webhook.construct_event(request.body.read, request.env["HTTP_STRIPE_SIGNATURE"], ENV.fetch("STRIPE_WEBHOOK_SECRET"))';

  test.each([
    ['verifies what it sets', VERIFIES, 'verified sdk-verifier'],
    ['sets what it is sent', 'JSON.parse(request.body.read)', 'unverified no-verification'],
  ])('a filter that %s', (_, value, told) => {
    const lines = controller(
      '  before_action :set_event',
      '  def create',
      '    Order.pay(@event["id"] || params["id"])',
      '  end',
      '  private',
      '  def set_event',
      `    @event = ${value}`,
      '  rescue Stripe::SignatureVerificationError',
      '    head :bad_request',
      '  end',
    );
    expect(read({ [CONTROLLER]: lines })).toEqual([`${CONTROLLER}:3 ${told}`]);
  });

  test.each([
    ['authenticate_or_request_with_http_token', 'verified token-compared'],
    ['note_http_token', 'ineffective result-ignored'],
  ])('a filter that calls %s', (called, told) => {
    const lines = controller(
      '  before_action :authenticate',
      '  def create',
      '    Order.pay(params[:id])',
      '  end',
      '  private',
      '  def authenticate',
      `    ${called} { |token, _| ActiveSupport::SecurityUtils.secure_compare(token, ENV.fetch("HOOK_TOKEN")) }`,
      '  end',
    );
    expect(read({ [CONTROLLER]: lines })).toEqual([`${CONTROLLER}:3 ${told}`]);
  });

  test.each([
    ['ShopifyApp::WebhookVerification', 'verified sdk-verifier'],
    ['GithubWebhook::Processor', 'verified sdk-verifier'],
    ['Acme::Pagination', 'unknown delegated-unresolved'],
  ])('the module %s of a package', (module, told) => {
    const lines = controller(`  include ${module}`, '  def create', '    Order.pay(params[:id])', '  end');
    expect(read({ [CONTROLLER]: lines })).toEqual([`${CONTROLLER}:3 ${told}`]);
  });

  test.each([
    ['is handed the signature', 'payload, request.env["HTTP_STRIPE_SIGNATURE"]', 'verified sdk-verifier'],
    ['is handed the body alone', 'payload', 'unverified no-verification'],
  ])('a job that %s', (_, handed, told) => {
    const lines = controller(
      '  def create',
      '    payload = request.body.read',
      `    HookJob.perform_later(${handed})`,
      '    head :ok',
      '  end',
    );
    const job = [
      'class HookJob < ApplicationJob',
      '  def perform(payload, signature = nil)',
      signatureless(handed)
        ? '    Order.pay(JSON.parse(payload))'
        : '    Order.pay(Stripe::Webhook.construct_event(payload, signature, ENV.fetch("STRIPE_WEBHOOK_SECRET")))',
      '  end',
      'end',
    ];
    expect(read({ [CONTROLLER]: lines, 'app/jobs/hook_job.rb': job })).toEqual([`${CONTROLLER}:2 ${told}`]);
  });

  const signatureless = (handed: string): boolean => handed === 'payload';
});

test('a service that is made for one call and handed the request beforehand', () => {
  const path = 'app/controllers/webhooks/stripe_controller.rb';
  const files = (build: string): Record<string, string[]> => ({
    [path]: [
      'class Webhooks::StripeController < ApplicationController',
      '  def create',
      '    event = StripeEvents.new(request).build',
      '    PayJob.perform_later(event.id)',
      '  end',
      'end',
    ],
    'app/services/stripe_events.rb': [
      'class StripeEvents',
      '  def initialize(request)',
      '    @request = request',
      '  end',
      '  def build',
      `    ${build}`,
      '  end',
      'end',
    ],
  });
  const signed = "Stripe::Webhook.construct_event(@request.raw_post, @request.env['HTTP_STRIPE_SIGNATURE'], SECRET)";
  expect(read(files(signed))).toEqual([`${path}:2 verified sdk-verifier`]);
  expect(read(files('JSON.parse(@request.raw_post)'))).not.toEqual([`${path}:2 verified sdk-verifier`]);
});

test('a verifier that a method makes once and keeps', () => {
  const path = 'app/controllers/texts_controller.rb';
  const lines = (refuses: string): string[] => [
    'class TextsController < ApplicationController',
    '  before_action :from_provider',
    '  def create',
    '    Text.create!(body: params[:Body])',
    '  end',
    '  private',
    '  def from_provider',
    `    ${refuses} unless checker.validate(request.url, request.POST, request.headers['X-Twilio-Signature'])`,
    '  end',
    '  def checker',
    "    @checker ||= Twilio::Security::RequestValidator.new(ENV['TWILIO_AUTH_TOKEN'])",
    '  end',
    'end',
  ];
  expect(read({ [path]: lines('head :forbidden') })).toEqual([`${path}:3 verified sdk-verifier`]);
  expect(read({ [path]: lines('log :odd') })).toEqual([`${path}:3 ineffective result-ignored`]);
});

describe('an event that a method makes once and keeps', () => {
  const path = 'app/controllers/stripe_events_controller.rb';
  const made = (...lines: readonly string[]): string[] => [
    'class StripeEventsController < ApplicationController',
    '  def webhook',
    '    puts "#{event}"',
    '    Order.create!(ref: event.data.object.id)',
    '    head :ok',
    '  rescue Stripe::SignatureVerificationError',
    '    head :bad_request',
    '  end',
    '  private',
    '  def event',
    '    @event ||= begin',
    ...lines.map((line) => `      ${line}`),
    '    end',
    '  end',
    'end',
  ];
  const READ = 'payload = request.body.read';
  const VERIFY =
    "Stripe::Webhook.construct_event(payload, request.env['HTTP_STRIPE_SIGNATURE'], ENV['STRIPE_WEBHOOK_SECRET'])";

  test.each([
    ['verifies', [READ, VERIFY], 'verified sdk-verifier'],
    ['does not', [READ, 'Stripe::Event.construct_from(JSON.parse(payload))'], 'unverified not-a-verifier'],
  ])('in a block that %s', (_title, lines, verdict) => {
    expect(read({ [path]: made(...lines) })).toEqual([`${path}:2 ${verdict}`]);
  });
});

test('a controller that also changes and deletes keeps webhooks, and receives none', () => {
  const path = 'app/controllers/webhooks_controller.rb';
  const lines = (...more: readonly string[]): string[] => [
    'class WebhooksController < ApplicationController',
    '  def create',
    '    Webhook.create!(params[:webhook])',
    '  end',
    ...more,
    'end',
  ];
  expect(read({ [path]: lines('  def update; end', '  def destroy; end') })).toEqual([]);
  expect(read({ [path]: lines('  def health; end') })).toEqual([`${path}:2 unverified no-verification`]);
});

test("a question whether to check that is answered otherwise on a developer's machine", () => {
  expect(
    read({
      [CONTROLLER]: [
        'class StripeWebhooksController < ActionController::Base',
        '  def create',
        '    if verify_signature?',
        '      return head :forbidden unless genuine?',
        '    end',
        '    Order.find(params[:id]).pay!',
        '    head :ok',
        '  end',
        '  private',
        '  def verify_signature?',
        '    if Rails.env.production?',
        '      ENV["ACME_VERIFY"] != "false"',
        '    else',
        '      ENV["ACME_VERIFY"] == "true"',
        '    end',
        '  end',
        '  def genuine?',
        '    ActiveSupport::SecurityUtils.secure_compare(OpenSSL::HMAC.hexdigest("SHA256", ENV["ACME_SECRET"], request.raw_post), request.headers["X-Acme-Signature"])',
        '  end',
        'end',
      ],
    }),
  ).toEqual([`${CONTROLLER}:2 ineffective disabled-by-env`]);
});
