import { beforeAll, describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';
import type { ReadVerdicts } from '../../../../support/read-lowered-verdicts.ts';

// Verifiers of providers' packages that answer, by the rulebook.

let read: ReadVerdicts;
beforeAll(async () => {
  read = await makeVerdictReader();
});

describe.each([
  [
    'Java',
    'src/main/java/com/acme/Hook.java',
    'PayPal',
    'Event.validateReceivedEvent(context, headers, body)',
    'com.paypal.api.payments.Event',
  ],
  [
    'Java',
    'src/main/java/com/acme/Hook.java',
    'SendGrid',
    'new EventWebhook().VerifySignature(key, body, given, stamp)',
    'com.sendgrid.helpers.eventwebhook.EventWebhook',
  ],
  [
    'Java',
    'src/main/java/com/acme/Hook.java',
    'LINE',
    'new LineSignatureValidator(secret).validateSignature(body.getBytes(), given)',
    'com.linecorp.bot.parser.LineSignatureValidator',
  ],
  [
    'C#',
    'Controllers/HookController.cs',
    'Square',
    'WebhooksHelper.VerifySignature(body, given, _key, _url)',
    'Square',
  ],
  ['C#', 'Controllers/HookController.cs', 'Adyen', 'new HmacValidator().IsValidHmac(body, _key)', 'Adyen.Util'],
])('in %s (%s) a verifier of %s', (language, path, _provider, call, module) => {
  const verdict = (check: string): string[] =>
    read({
      [path]:
        language === 'Java'
          ? [
              `import ${module};`,
              '@RestController public class Hook {',
              '  @PostMapping("/webhook/provider") public ResponseEntity<?> take(@RequestBody String body, @RequestHeader("X-Line-Signature") String given) {',
              `    ${check.replace('REFUSE', 'return ResponseEntity.status(401).build();')}`,
              '    orders.markPaid(body); return ResponseEntity.ok().build();',
              '  }',
              '}',
            ]
          : [
              `using ${module};`,
              '[Route("webhook/provider")] public class HookController : ControllerBase {',
              '  [HttpPost] public async Task<IActionResult> Take([FromBody] string body, [FromHeader(Name = "X-Signature")] string given) {',
              `    ${check.replace('REFUSE', 'return Unauthorized();')}`,
              '    await _orders.MarkPaid(body); return Ok();',
              '  }',
              '}',
            ],
    }).map((each) => each.split(' ').slice(1).join(' '));

  test('is heeded', () => {
    expect(verdict(`if (!${call}) { REFUSE }`)).toEqual(['verified sdk-verifier']);
  });

  test('is not heeded', () => {
    expect(verdict(`var valid = ${call}; log.info("valid " + valid);`)).toEqual(['ineffective result-ignored']);
  });
});

test.each([
  ['head :bad_request and return unless', 'verified sdk-verifier'],
  ['logger.info', 'ineffective result-ignored'],
])("PayPal's older notifications in Ruby: %s", (asks, expected) => {
  const path = 'app/controllers/paypal_controller.rb';
  const lines = [
    'class PaypalController < ApplicationController',
    '  def notify',
    `    ${asks} PayPal::SDK::Core::API::IPN.valid?(request.raw_post)`,
    '    Payment.create!(id: params[:txn_id], amount: params[:mc_gross])',
    '  end',
    'end',
  ];
  expect(read({ [path]: lines })).toEqual([`${path}:2 ${expected}`]);
});

test.each([
  ['Optional.of(given)', 'verified sdk-verifier'],
  ['of(given)', 'verified sdk-verifier'],
  ['Optional.empty()', 'unverified no-verification'],
  ['empty()', 'unverified no-verification'],
])('messenger4j is handed a signature: %s', (given, expected) => {
  const path = 'src/main/java/com/acme/Hook.java';
  const controller = [
    'import com.github.messenger4j.Messenger;',
    'import static java.util.Optional.*;',
    '@RestController public class Hook {',
    '  private final Messenger messenger;',
    '  @PostMapping("/webhook") public ResponseEntity<?> take(@RequestBody String body, @RequestHeader("X-Hub-Signature") String given) {',
    `    messenger.onReceiveEvents(body, ${given}, event -> { replies.send(event); });`,
    '    return ResponseEntity.ok().build();',
    '  }',
    '}',
  ];
  expect(read({ [path]: controller })).toEqual([`${path}:5 ${expected}`]);
});

test.each([
  ['if (!genuine) { return Unauthorized(); }', 'verified sdk-verifier'],
  ['log.Info("genuine " + genuine);', 'ineffective result-ignored'],
])('ShopifySharp answers, and the answer is heeded or not: %s', (asked, expected) => {
  const path = 'Controllers/ShopifyWebhookController.cs';
  const controller = [
    'using ShopifySharp;',
    '[Route("webhooks/shopify")] public class ShopifyWebhookController : ControllerBase {',
    '  [HttpPost] public async Task<IActionResult> Take() {',
    '    var body = await new StreamReader(Request.Body).ReadToEndAsync();',
    '    var genuine = AuthorizationService.IsAuthenticWebhook(Request.Headers, body, config["Shopify:Secret"]);',
    `    ${asked}`,
    '    await orders.Take(JsonConvert.DeserializeObject<Order>(body));',
    '    return Ok();',
    '  }',
    '}',
  ];
  expect(read({ [path]: controller })).toEqual([`${path}:3 ${expected}`]);
});

test("a class of the project's own is judged by its code, whatever packages have a method of that name", () => {
  const files = (answer: string): Record<string, string[]> => ({
    'src/main/java/com/acme/web/HookController.java': [
      'package com.acme.web;',
      'import com.acme.security.AcmeVerifier;',
      '@RestController public class HookController {',
      '  private final AcmeVerifier verifier;',
      '  @PostMapping("/webhooks/acme") public ResponseEntity<?> take(@RequestBody String body, @RequestHeader("X-Signature") String given) {',
      '    if (!verifier.verify(body, given)) return ResponseEntity.status(401).build();',
      '    orders.markPaid(body); return ResponseEntity.ok().build();',
      '  }',
      '}',
    ],
    'src/main/java/com/acme/security/AcmeVerifier.java': [
      'package com.acme.security;',
      `public class AcmeVerifier { public boolean verify(String body, String signature) { return ${answer}; } }`,
    ],
  });
  const path = 'src/main/java/com/acme/web/HookController.java:5';
  const compared = 'HmacUtils.hmacSha256Hex(secret, body).equals(signature)';
  expect(read(files(compared))).toEqual([`${path} verified signature-compared`]);
  expect(read(files(`signature == null || ${compared}`))).toEqual([`${path} ineffective skipped-without-signature`]);
});

describe('a verifier that throws', () => {
  const inCSharp = (call: string): Record<string, string[]> => ({
    'Controllers/PayController.cs': [
      '[Route("webhook/pay")] public class PayController : ControllerBase {',
      '  private readonly IPayService _pay;',
      '  [HttpPost] public async Task<IActionResult> Take([FromBody] Webhook body) {',
      '    if (!_pay.VerifyPayWebhook(body)) return BadRequest();',
      '    await _orders.MarkPaid(body); return Ok(); } }',
    ],
    'Services/PayService.cs': [
      'public class PayService : IPayService {',
      '  private readonly PayOSClient _client;',
      '  public bool VerifyPayWebhook(Webhook body) {',
      `    try { var data = ${call}; return data != null; }`,
      '    catch (Exception) { return false; } } }',
    ],
  });
  const inRust = (call: string): Record<string, string[]> => ({
    'src/hooks.rs': [
      'use livekit_api::webhooks::WebhookReceiver;',
      'pub async fn livekit_webhook(headers: HeaderMap, body: String) -> Result<StatusCode, StatusCode> {',
      '  let token = headers.get("authorization").and_then(|v| v.to_str().ok()).ok_or(StatusCode::UNAUTHORIZED)?;',
      '  let receiver = WebhookReceiver::new(verifier);',
      `  let event = ${call};`,
      '  rooms::save(&event).await;',
      '  Ok(StatusCode::OK)',
      '}',
    ],
  });

  test.each([
    ['payOS in C#', inCSharp('_client.Webhooks.VerifyAsync(body).GetAwaiter().GetResult()'), 'verified sdk-verifier'],
    ['payOS of before in C#', inCSharp('_client.verifyPaymentWebhookData(body)'), 'verified sdk-verifier'],
    [
      'LiveKit in Rust',
      inRust('receiver.receive(&body, token).map_err(|_| StatusCode::UNAUTHORIZED)?'),
      'verified sdk-verifier',
    ],
    ['none in Rust', inRust('serde_json::from_str::<Event>(&body).unwrap()'), 'unverified no-verification'],
  ])('of %s', (_title, files, verdict) => {
    expect(read(files).map((each) => each.split(' ').slice(1).join(' '))).toEqual([verdict]);
  });
});

describe('a token whose key stands in its own header', () => {
  const PYTHON = (issued: string): string[] => [
    '@router.post("/webhooks/apple")',
    'async def take(request: Request):',
    '    signed = (await request.json())["signedPayload"]',
    '    brought = jwt.get_unverified_header(signed)["x5c"]',
    `    ${issued}`,
    '    leaf = x509.load_der_x509_certificate(base64.b64decode(brought[0]))',
    '    await save(jwt.decode(signed, leaf.public_key(), algorithms=["ES256"]))',
  ];
  const RUBY = (issued: string): string[] => [
    'class WebhooksController < ApplicationController',
    '  def apple',
    "    brought = JWT.decode(params[:signedPayload], nil, false).last['x5c']",
    `    ${issued}`,
    '    leaf = OpenSSL::X509::Certificate.new(Base64.decode64(brought.first))',
    "    Order.create!(JWT.decode(params[:signedPayload], leaf.public_key, true, algorithm: 'ES256').first)",
    '  end',
    'end',
  ];
  const PHP = (issued: string): string[] => [
    '<?php',
    "$signed = json_decode(file_get_contents('php://input'), true)['signedPayload'];",
    "$brought = json_decode(base64_decode(explode('.', $signed)[0]), true)['x5c'];",
    issued,
    "save_order(JWT::decode($signed, new Key(openssl_pkey_get_public($brought[0]), 'ES256')));",
  ];

  test.each([
    ['apple.py', 2, PYTHON('log(brought)'), 'unknown dynamic-dispatch'],
    ['apple.py', 2, PYTHON('verify_chain(brought, APPLE_ROOT_CA)'), 'verified token-compared'],
    ['app/controllers/webhooks_controller.rb', 2, RUBY('puts brought'), 'unverified no-verification'],
    [
      'app/controllers/webhooks_controller.rb',
      2,
      RUBY('raise "no" unless STORE.trusts?(brought)'),
      'verified token-compared',
    ],
    ['webhook.php', 2, PHP('error_log($brought[0]);'), 'unverified no-verification'],
    ['webhook.php', 2, PHP('check_against_root($brought);'), 'verified token-compared'],
  ])('%s', (path, line, lines, told) => {
    expect(read({ [path]: lines })).toEqual([`${path}:${line} ${told}`]);
  });
});

describe('PayPal is asked whether it has sent the event', () => {
  const ADDRESS = 'https://api-m.paypal.com/v1/notifications/verify-webhook-signature';
  const java = (answer: string): Record<string, string[]> => ({
    'src/main/java/com/acme/Hook.java': [
      '@RestController public class Hook {',
      '  @PostMapping("/webhooks/paypal") public ResponseEntity<?> take(@RequestBody String body, @RequestHeader Map<String, String> headers) {',
      '    if (!ask(body, headers)) return ResponseEntity.badRequest().build();',
      '    orders.markPaid(body); return ResponseEntity.ok().build();',
      '  }',
      '  private boolean ask(String body, Map<String, String> headers) {',
      `    ResponseEntity<Answer> answer = rest.postForEntity("${ADDRESS}", payload(body, headers), Answer.class);`,
      `    ${answer}`,
      '  }',
      '}',
    ],
  });
  const go = (answer: string): Record<string, string[]> => ({
    'main.go': [
      'package main',
      'func PayPalWebhook(w http.ResponseWriter, r *http.Request) {',
      '  body, _ := io.ReadAll(r.Body)',
      '  if ok, err := ask(r, body); err != nil || !ok { http.Error(w, "", 400); return }',
      '  orders.MarkPaid(body)',
      '}',
      'func ask(r *http.Request, body []byte) (bool, error) {',
      `  resp, err := http.Post("${ADDRESS}", "application/json", payload(r, body))`,
      '  if err != nil { return false, err }',
      '  var said Answer',
      '  json.NewDecoder(resp.Body).Decode(&said)',
      `  ${answer}`,
      '}',
    ],
  });

  test.each([
    ['a getter', java('return "SUCCESS".equals(answer.getBody().getVerificationStatus());'), 'verified sdk-verifier'],
    [
      'a node',
      java('return "SUCCESS".equals(answer.getBody().get("verification_status").asText());'),
      'verified sdk-verifier',
    ],
    [
      'a variable',
      java('String status = answer.getBody().status(); return "SUCCESS".equals(status);'),
      'verified sdk-verifier',
    ],
    ['a field of another name', go('return said.Status == "SUCCESS", nil'), 'verified sdk-verifier'],
    ['nobody', go('return true, nil'), 'unverified no-verification'],
  ])('by %s', (_by, files, expected) => {
    expect(read(files).map((each) => each.split(' ').slice(1).join(' '))).toEqual([expected]);
  });
});
