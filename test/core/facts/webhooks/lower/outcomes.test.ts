import { beforeAll, describe, expect, test } from 'vitest';
import { CONTROLLER_PATH, openController } from '../../../../support/laravel-controller.ts';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';
import type { ReadVerdicts } from '../../../../support/read-lowered-verdicts.ts';

// A check that gives out an object in which it stands how it went: what its caller asks of that is taken for heeding it.

let read: ReadVerdicts;
beforeAll(async () => {
  read = await makeVerdictReader();
});

const verdictsOf = (files: Record<string, string[]>): string[] =>
  read(files).map((each) => each.split(' ').slice(1).join(' '));

describe('in C#', () => {
  const verdict = (asked: string, bad: string, good: string, declared = ''): string[] =>
    verdictsOf({
      'Controllers/HookController.cs': [
        declared,
        '[Route("webhooks/acme")]',
        'public class HookController : ControllerBase {',
        '  [HttpPost] public async Task<IActionResult> Post() {',
        '    var body = await new StreamReader(Request.Body).ReadToEndAsync();',
        '    var result = Check(body);',
        `    ${asked}`,
        '    await _orders.SaveAsync(body);',
        '    return Ok();',
        '  }',
        '  private object Check(string body) {',
        '    var made = Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(body)));',
        `    if (made != Request.Headers["X-Acme-Signature"]) return ${bad};`,
        `    return ${good};`,
        '  }',
        '}',
      ],
    });
  const REFUSES = 'if (!result.IsValid) return Unauthorized();';
  const RECORD = 'record Checked(string? Error = null) { public bool IsValid => Error == null; }';

  test.each([
    ['a record of the file', REFUSES, 'new Checked("bad")', 'new Checked()', RECORD, 'verified signature-compared'],
    ['a record of another file', REFUSES, 'new Checked("bad")', 'new Checked()', '', 'unknown conditional'],
    [
      'an object whose parts are named',
      REFUSES,
      'new CheckResult { IsValid = false, Error = "bad" }',
      'new CheckResult { IsValid = true }',
      '',
      'verified signature-compared',
    ],
    [
      'an object whose parts are named, asked for nothing',
      '_log.Warn(result.Error);',
      'new CheckResult { IsValid = false, Error = "bad" }',
      'new CheckResult { IsValid = true }',
      '',
      'ineffective result-ignored',
    ],
    ['a result that failed', REFUSES, 'Result.Failure("bad")', 'Result.Success()', '', 'verified signature-compared'],
    [
      'a result that is asked for its failure',
      'if (result.IsFailure) return Unauthorized();',
      'Result.Failure("bad")',
      'Result.Success()',
      '',
      'verified signature-compared',
    ],
    [
      'a record of the file, asked the other way round',
      'if (result.Error == null) return Unauthorized();',
      'new Checked("bad")',
      'new Checked()',
      RECORD,
      'ineffective result-ignored',
    ],
    ['an object that nobody asks', '', 'new Checked("bad")', 'new Checked()', '', 'ineffective result-ignored'],
  ])('%s', (_title, asked, bad, good, declared, expected) => {
    expect(verdict(asked, bad, good, declared)).toEqual([expected]);
  });
});

describe('in Java', () => {
  const verdict = (asked: string, bad: string, good: string): string[] =>
    verdictsOf({
      'src/main/java/com/acme/HookController.java': [
        '@RestController public class HookController {',
        '  @PostMapping("/webhooks/acme") public ResponseEntity<?> take(@RequestBody String body, @RequestHeader("X-Signature") String given) {',
        '    var result = check(body, given);',
        `    ${asked}`,
        '    orders.markPaid(body); return ResponseEntity.ok().build();',
        '  }',
        '  private Object check(String body, String given) {',
        `    if (!HmacUtils.hmacSha256Hex(secret, body).equals(given)) { return ${bad}; }`,
        `    return ${good};`,
        '  }',
        '}',
      ],
    });
  const REFUSE = '{ return ResponseEntity.status(401).build(); }';

  test.each([
    ['an optional', `if (result.isEmpty()) ${REFUSE}`, 'Optional.empty()', 'Optional.of(body)', 'verified'],
    ['a record', `if (!result.valid()) ${REFUSE}`, 'new CheckResult(false)', 'new CheckResult(true)', 'verified'],
    ['what is not understood', `if (result.code() > 0) ${REFUSE}`, 'new Code(1)', 'new Code(0)', 'unknown'],
    ['what nobody asks', '', 'new Code(1)', 'new Code(0)', 'ineffective'],
  ])('%s', (_title, asked, bad, good, expected) => {
    expect(verdict(asked, bad, good).map((each) => each.split(' ')[0])).toEqual([expected]);
  });
});

test.each([
  ['before it acts', '.filter(b -> fits(b, given)).map(b -> act(b))', 'verified signature-compared'],
  [
    'before it acts, if there is something',
    '.filter(b -> fits(b, given)).ifPresent(b -> act(b))',
    'verified signature-compared',
  ],
  ['by its length', '.filter(b -> b.length() > 2).map(b -> act(b))', 'unverified no-verification'],
  ['behind its act', '.map(b -> act(b)).filter(b -> fits(b, given))', 'ineffective result-ignored'],
])('Java: an optional that is filtered %s', (_title, steps, expected) => {
  const told = verdictsOf({
    'src/main/java/com/acme/HookController.java': [
      '@RestController public class HookController {',
      '  @PostMapping("/webhooks/acme") public void take(@RequestBody String body, @RequestHeader("X-Signature") String given) {',
      `    Optional.of(body)${steps};`,
      '  }',
      '  private boolean fits(String body, String given) { return HmacUtils.hmacSha256Hex(secret, body).equals(given); }',
      '  private String act(String body) { orders.markPaid(body); return body; }',
      '}',
    ],
  });
  expect(told).toEqual([expected]);
});

describe('in Rust', () => {
  const verdict = (asked: readonly string[], bad: string, good: string): string[] =>
    verdictsOf({
      'src/main.rs': [
        'fn check(body: &[u8], sig: &str) -> Checked {',
        '  let mut mac = Hmac::<Sha256>::new_from_slice(std::env::var("ACME_SECRET").unwrap().as_bytes()).unwrap();',
        '  mac.update(body);',
        `  if hex::encode(mac.finalize().into_bytes()) != sig { return ${bad}; }`,
        `  ${good}`,
        '}',
        'async fn hook(headers: HeaderMap, body: Bytes) -> StatusCode {',
        '  let sig = headers.get("x-acme-signature").and_then(|v| v.to_str().ok()).unwrap_or("");',
        ...asked,
        '  orders::insert(&body).await;',
        '  StatusCode::OK',
        '}',
        'fn app() -> Router { Router::new().route("/webhooks/acme", post(hook)) }',
      ],
    });

  test('an option', () => {
    const asked = ['  let Some(event) = check(&body, sig) else { return StatusCode::UNAUTHORIZED };'];
    expect(verdict(asked, 'None', 'Some(parse(body))')).toEqual(['verified signature-compared']);
  });

  test('one of the words of an enum', () => {
    const asked = ['  match check(&body, sig) { Checked::Genuine => {}, _ => return StatusCode::UNAUTHORIZED }'];
    expect(verdict(asked, 'Checked::Forged', 'Checked::Genuine')).toEqual(['unknown conditional']);
  });
});

describe('in Ruby', () => {
  const PARSED =
    "GoCardlessPro::Webhook.parse(request_body: raw, signature_header: signature, webhook_endpoint_secret: ENV['S'])";
  const verdict = (failed: string, asked: string, parsed = PARSED): string[] =>
    verdictsOf({
      'app/controllers/acme_webhooks_controller.rb': [
        'class AcmeWebhooksController < ApplicationController',
        '  def create',
        "    result = Acme::TakeEvents.call(request.raw_post, request.headers['Webhook-Signature'])",
        `    ${asked}`,
        '    head :ok',
        '  end',
        'end',
      ],
      'app/services/acme/take_events.rb': [
        'class Acme::TakeEvents < BaseService',
        '  def call(raw, signature)',
        `    result.events = ${parsed}`,
        '    result.events.each { |event| TakeJob.perform_later(event.to_json) }',
        '    result',
        '  rescue GoCardlessPro::Webhook::InvalidSignatureError',
        `    ${failed}`,
        '  end',
        'end',
      ],
    });

  test.each([
    ["result.service_failure!(message: 'no match')", 'return head(:bad_request) unless result.success?'],
    ["result.fail!('no match')", 'return head(:bad_request) unless result.success?'],
    ["result.fail!('no match')", 'Rails.logger.info(result)'],
  ])('%s, %s', (failed, asked) => {
    expect(verdict(failed, asked)).toEqual(['verified sdk-verifier']);
  });

  test('what parses and checks nothing', () => {
    const refused = 'return head(:bad_request) unless result.success?';
    expect(verdict("result.fail!('no match')", refused, 'JSON.parse(raw)')[0]).toMatch(/^un(?:verified|known)/);
  });
});

test.each([
  ['true => Ok(), false => Unauthorized()', 'verified signature-compared'],
  ['false => Unauthorized(), _ => Ok()', 'verified signature-compared'],
])('a service of C# that is asked by a switch: %s', (arms, expected) => {
  const files = {
    'Controllers/AcmeWebhookController.cs': [
      '[Route("webhooks/acme")]',
      'public class AcmeWebhookController(AcmeService service) : ControllerBase {',
      '  [HttpPost] public async Task<IActionResult> Take() {',
      '    var body = await new StreamReader(Request.Body).ReadToEndAsync();',
      `    return await service.Take(body, Request.Headers["X-Acme-Signature"]) switch { ${arms} };`,
      '  }',
      '}',
    ],
    'Services/AcmeService.cs': [
      'public class AcmeService {',
      '  public async Task<bool> Take(string body, string given) {',
      '    var made = Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(body)));',
      '    if (made != given) return false;',
      '    await _orders.Save(body);',
      '    return true;',
      '  }',
      '}',
    ],
  };
  expect(read(files)).toEqual([`Controllers/AcmeWebhookController.cs:3 ${expected}`]);
});

test.each([
  [
    'hash_equals($made, (string) $given), null',
    'if (!$result->isValid) { abort(401); }',
    'verified signature-compared',
  ],
  ['$given === $given, null', 'if (!$result->isValid) { abort(401); }', 'unknown delegated-unresolved'],
  ['hash_equals($made, (string) $given), null', 'Log::info($result->reason);', 'ineffective result-ignored'],
])('in PHP, an object whose first part says so: %s %s', (parts, asked, told) => {
  const files = {
    [CONTROLLER_PATH]: [
      ...openController(
        "    $result = $this->signatures->check($request->getContent(), $request->header('X-Signature'));",
        `    ${asked}`,
      ),
      '  public function __construct(private SignatureService $signatures) {}',
      '}',
    ],
    'app/Services/SignatureService.php': [
      '<?php',
      'class SignatureService {',
      '  public function check(string $body, ?string $given): CheckResult {',
      "    if ($given === null) { return new CheckResult(false, 'missing'); }",
      "    $made = hash_hmac('sha256', $body, config('services.acme.secret'));",
      `    return new CheckResult(${parts});`,
      '  }',
      '}',
    ],
  };
  expect(verdictsOf(files)).toEqual([told]);
});

test.each([
  ['return Failure(:no_match)', 'verified signature-compared'],
  ["Rails.logger.warn('no match')", 'ineffective result-ignored'],
])('in Ruby, a result of dry-monads: %s', (refuses, told) => {
  const files = {
    'app/controllers/webhooks_controller.rb': [
      'class WebhooksController < ApplicationController',
      '  def acme',
      "    result = VerifyAcme.call(request.raw_post, request.headers['X-Signature'])",
      '    return head :unauthorized if result.failure?',
      '    Order.create!(id: params[:id])',
      '  end',
      'end',
    ],
    'app/services/verify_acme.rb': [
      'class VerifyAcme',
      '  def self.call(body, signature)',
      "    made = OpenSSL::HMAC.hexdigest('SHA256', ENV['ACME_SECRET'], body)",
      `    ${refuses} unless ActiveSupport::SecurityUtils.secure_compare(made, signature)`,
      '    Success()',
      '  end',
      'end',
    ],
  };
  expect(verdictsOf(files)).toEqual([told]);
});
