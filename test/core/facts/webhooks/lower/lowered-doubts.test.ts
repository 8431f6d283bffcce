import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What looked like nobody's verification, or like somebody's webhook, and was not.

const read = await makeVerdictReader();

describe('a handler that expects an error of verification', () => {
  const PATH = 'internal/handler/webhook.go';
  const handler = (condition: string): Record<string, string[]> => ({
    [PATH]: [
      'package handler',
      'func (h *Webhook) Init() { h.app.Post("/webhook/:provider", h.Receive) }',
      'func (h *Webhook) Receive(c *fiber.Ctx) error {',
      '  err := h.service.Take(c.Context(), c.Params("provider"), c.Body())',
      `  if ${condition} { return c.SendStatus(401) }`,
      '  return c.SendStatus(200)',
      '}',
    ],
  });

  test('is not told to have none', () => {
    expect(read(handler('errors.Is(err, model.ErrInvalidSignature)'))).toEqual([
      `${PATH}:3 unknown delegated-unresolved`,
    ]);
    expect(read(handler('err == model.ErrInvalidSignature'))).toEqual([`${PATH}:3 unknown delegated-unresolved`]);
  });

  test('is told where the error says nothing of signatures', () => {
    expect(read(handler('err == model.ErrNotFound'))).toEqual([`${PATH}:3 unverified no-verification`]);
  });

  test('is told where the error is of an SDK whose verifier is not called', () => {
    expect(
      read({
        'app/webhooks.py': [
          'import stripe',
          '@router.post("/webhooks/stripe")',
          'async def take(request: Request):',
          '    try:',
          '        event = json.loads(await request.body())',
          '        Order.objects.create(id=event["id"])',
          '    except stripe.error.SignatureVerificationError:',
          '        raise HTTPException(400)',
        ],
      }),
    ).toEqual(['app/webhooks.py:3 unverified no-verification']);
  });
});

describe('a call that says whether it is valid', () => {
  const handler = (asked: string): Record<string, string[]> => ({
    'go.mod': ['module shop'],
    'webhook.go': [
      'package handler',
      'import "shop/chats"',
      'func (h *Webhook) Receive(c *fiber.Ctx) error {',
      '  var event Event',
      '  if err := c.BodyParser(&event); err != nil { return c.SendStatus(400) }',
      `  if !${asked} { return c.SendStatus(400) }`,
      '  return h.orders.Update(event.ID)',
      '}',
    ],
    'chats/names.go': ['package chats', 'var Names = []string{"created"}'],
  });

  test.each([
    ['of the name of an event', 'chats.IsValidEvent(event.Event)', 'unverified no-verification'],
    ['of the kind of an event', 'chats.ValidateEvent(event.EventType)', 'unverified no-verification'],
    ['of a whole event', 'chats.IsValidEvent(event)', 'unknown delegated-unresolved'],
    ['of a token that came along', 'chats.ValidateEvent(event.Token)', 'unknown delegated-unresolved'],
  ])('%s', (_title, asked, expected) => {
    expect(read(handler(asked))).toEqual([`webhook.go:3 ${expected}`]);
  });
});

test('headers that a callback copies are handed over as headers', () => {
  expect(
    read({
      'webhook.go': [
        'package handler',
        'func (h *Webhook) Receive(c *fiber.Ctx) error {',
        '  headers := map[string]string{}',
        '  c.Request().Header.VisitAll(func(key, val []byte) { headers[string(key)] = string(val) })',
        '  return h.service.HandleWebhook(c.Context(), headers, c.Body())',
        '}',
      ],
    }),
  ).toEqual(['webhook.go:2 unknown dynamic-dispatch']);
});

test('one of several signatures has to fit', () => {
  expect(
    read({
      'app/webhooks.py': [
        '@router.post("/webhooks/clerk")',
        'async def take(request: Request):',
        '    body = await request.body()',
        '    expected = hmac.new(os.environ["CLERK_WEBHOOK_SECRET"].encode(), body, hashlib.sha256).hexdigest()',
        '    given = request.headers["svix-signature"].split(" ")',
        '    if not any(hmac.compare_digest(expected, each) for each in given):',
        '        raise HTTPException(401)',
        '    save(json.loads(body))',
      ],
    }),
  ).toEqual(['app/webhooks.py:2 verified signature-compared']);
});

test('the way to the address that a provider asks for by `GET` is not the way of its events', () => {
  expect(
    read({
      'app/Http/Controllers/WhatsAppWebhookController.php': [
        '<?php',
        'class WhatsAppWebhookController extends Controller {',
        '  public function __invoke(Request $request) {',
        "    if ($request->isMethod('get')) { return $this->greet($request); }",
        '    if (! $this->valid($request)) { return response("no", 401); }',
        '    Message::create($request->all());',
        '  }',
        '  private function greet(Request $request) {',
        "    $expected = config('services.whatsapp.verify_token');",
        "    if ($expected !== '' && hash_equals($expected, $request->query('token'))) { return response('ok'); }",
        "    return response('no', 403);",
        '  }',
        '  private function valid(Request $request) {',
        "    $made = hash_hmac('sha256', $request->getContent(), config('services.whatsapp.app_secret'));",
        "    return hash_equals($made, $request->header('X-Hub-Signature-256'));",
        '  }',
        '}',
      ],
    }),
  ).toEqual(['app/Http/Controllers/WhatsAppWebhookController.php:3 verified signature-compared']);
});

test('what another server answers is no secret, whatever it was asked with', () => {
  expect(
    read({
      'app/routes/webhook.py': [
        '@router.post("/webhook/evolution")',
        'async def take(payload: dict):',
        '    sender = payload["from"]',
        '    answer = await client.post(URL, headers={"apikey": os.environ["EVOLUTION_API_KEY"]})',
        '    for contact in answer.json():',
        '        if contact.get("name") == sender:',
        '            reply(contact, payload)',
      ],
    }),
  ).toEqual(['app/routes/webhook.py:2 unverified no-verification']);
});

describe('no webhook', () => {
  test('what stands before handlers in Rust', () => {
    expect(
      read({
        'src/webhook_verification.rs': [
          'pub async fn webhook_middleware(State(config): State<Config>, request: Request, next: Next) -> Response {',
          '  let body = request.into_body();',
          '  next.run(body).await',
          '}',
        ],
      }),
    ).toEqual([]);
  });

  test.each([
    ['who is signed in acts', 'current_user.update!(plan: params[:plan])'],
    ['a browser comes back from a sign-in', 'exchange(params[:code], params[:state])'],
    ['the provider asks for the address', 'render json: { response_token: sign(params[:crc_token]) }'],
  ])('in Rails where %s', (_, line) => {
    const text = ['class WebhooksController < ApplicationController', '  def change', `    ${line}`, '  end', 'end'];
    expect(read({ 'app/controllers/webhooks_controller.rb': text })).toEqual([]);
  });
});

test('a function too long to be walked verifies something that nobody here knows', () => {
  const calls = Array.from(
    { length: 4000 },
    (_, i) => `    if request.headers["x-${i}"]: check_signature_${i}(request)`,
  );
  expect(
    read({
      'app/webhooks.py': [
        'from app.verifier import verify_signature',
        '@router.post("/webhook")',
        'async def take(request: Request):',
        '    verify_signature(request)',
        '    save(await request.body())',
      ],
      'app/verifier.py': ['def verify_signature(request):', ...calls],
    }),
  ).toEqual(['app/webhooks.py:3 unknown too-complex']);
});

test('what the grammar does not understand within a handler leaves a doubt, elsewhere none', () => {
  const hook = (line: string, before: string): Record<string, string[]> => ({
    'app/webhooks.py': [
      before,
      '@router.post("/webhook")',
      'async def take(request: Request):',
      `    ${line}`,
      '    save(await request.body())',
    ],
  });
  expect(read(hook('verify ?? (request)', 'x = 1'))).toEqual(['app/webhooks.py:3 unknown syntax-error']);
  expect(read(hook('log()', 'x = = ?? 1'))).toEqual(['app/webhooks.py:3 unverified no-verification']);
});

test('a service that raises, or checks nothing where no secret is set, is told for that', () => {
  expect(
    read({
      'app/controllers/stripe_controller.rb': [
        'class StripeController < ActionController::Base',
        '  def webhook',
        '    event = StripeService.construct_webhook_event(request.body.read, request.headers["Stripe-Signature"])',
        '    Order.mark_paid(event)',
        '  rescue Stripe::SignatureVerificationError',
        '    head :bad_request',
        '  end',
        'end',
      ],
      'app/services/stripe_service.rb': [
        'module StripeService',
        '  def self.construct_webhook_event(payload, header)',
        '    secret = ENV["STRIPE_WEBHOOK_SECRET"]',
        '    if secret.blank?',
        '      Stripe::Event.construct_from(JSON.parse(payload))',
        '    else',
        '      Stripe::Webhook.construct_event(payload, header, secret)',
        '    end',
        '  end',
        'end',
      ],
    }),
  ).toEqual(['app/controllers/stripe_controller.rb:2 optional skipped-without-secret']);
});

test.each([
  ['cfgErr == nil', 'unknown conditional'],
  ['r.Header.Get("X-Signature") != ""', 'ineffective skipped-without-signature'],
])('a verifier of another package of Go that is asked where %s', (condition, verdict) => {
  const path = 'internal/hooks/webhook.go';
  const files = {
    'go.mod': ['module shop'],
    'internal/security/signature.go': [
      'package security',
      'func VerifySignature(secret string, body []byte, given string) error {',
      '  mac := hmac.New(sha256.New, []byte(secret))',
      '  mac.Write(body)',
      '  if !hmac.Equal([]byte(given), mac.Sum(nil)) { return errors.New("signature") }',
      '  return nil',
      '}',
    ],
    [path]: [
      'package hooks',
      'import "shop/internal/security"',
      'func (h *Handler) AcmeWebhook(w http.ResponseWriter, r *http.Request) {',
      '  raw, _ := io.ReadAll(r.Body)',
      '  secret, cfgErr := h.loadConfig(r.Context())',
      `  if ${condition} {`,
      '    if err := security.VerifySignature(secret, raw, r.Header.Get("X-Signature")); err != nil { w.WriteHeader(401); return }',
      '  }',
      '  if cfgErr != nil { return }',
      '  h.orders.MarkPaid(raw)',
      '}',
    ],
  };
  expect(read(files)).toEqual([`${path}:3 ${verdict}`]);
});
