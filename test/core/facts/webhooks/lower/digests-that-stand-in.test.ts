import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// A digest that is compared with itself where the caller sends no signature.

const read = await makeVerdictReader();

const HANDLERS: Readonly<Record<string, (given: string) => string>> = {
  'app.py': (given) => `@app.route('/webhooks/acme', methods=['POST'])
def take():
    expected = hmac.new(os.environ['ACME_SECRET'].encode(), request.data, hashlib.sha256).hexdigest()
    given = ${given}
    if not hmac.compare_digest(given, expected):
        abort(401)
    settle(request.get_json())
    return 'ok'`,
  'app/controllers/webhooks_controller.rb': (given) => `class WebhooksController < ActionController::Base
  def create
    expected = OpenSSL::HMAC.hexdigest('SHA256', ENV.fetch('ACME_SECRET'), request.raw_post)
    given = ${given}
    return head :unauthorized unless ActiveSupport::SecurityUtils.secure_compare(given, expected)
    Order.settle(JSON.parse(request.raw_post))
  end
end`,
  'webhook.php': (given) => `<?php
$body = file_get_contents('php://input');
$expected = hash_hmac('sha256', $body, getenv('ACME_SECRET'));
$given = ${given};
if (!hash_equals($expected, $given)) { http_response_code(401); exit; }
settle_order(json_decode($body));`,
  'src/webhook.rs': (given) => `pub async fn acme_webhook(headers: HeaderMap, body: Bytes) -> StatusCode {
    let secret = std::env::var("ACME_SECRET").expect("no secret");
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(&body);
    let expected = hex::encode(mac.finalize().into_bytes());
    let given = ${given};
    if given != expected { return StatusCode::UNAUTHORIZED; }
    orders::settle(&body).await;
    StatusCode::OK
}
pub fn app() -> Router { Router::new().route("/webhooks/acme", post(acme_webhook)) }`,
  'HookController.java': (given) => `@RestController
public class HookController {
  @PostMapping("/webhooks/acme")
  public ResponseEntity<String> take(@RequestBody String body, @RequestHeader(value = "X-Acme-Signature", required = false) String header) {
    String expected = new HmacUtils(HMAC_SHA_256, System.getenv("ACME_SECRET")).hmacHex(body);
    String given = ${given};
    if (!MessageDigest.isEqual(expected.getBytes(), given.getBytes())) return ResponseEntity.status(401).build();
    orders.settle(body);
    return ResponseEntity.ok("ok");
  }
}`,
};

const STUB = 'ineffective stub';
const COMPARED = 'verified signature-compared';

test.each([
  ['app.py', "request.headers.get('X-Acme-Signature', expected)", STUB],
  ['app.py', "request.headers.get('X-Acme-Signature', '')", COMPARED],
  ['app.py', "request.headers['X-Acme-Signature'] if 'X-Acme-Signature' in request.headers else expected", STUB],
  ['app/controllers/webhooks_controller.rb', "request.headers.fetch('X-Acme-Signature', expected)", STUB],
  ['app/controllers/webhooks_controller.rb', "request.headers.fetch('X-Acme-Signature', '')", COMPARED],
  ['webhook.php', "$_SERVER['HTTP_X_ACME_SIGNATURE'] ?? $expected", STUB],
  ['webhook.php', "isset($_SERVER['HTTP_X_ACME_SIGNATURE']) ? $_SERVER['HTTP_X_ACME_SIGNATURE'] : $expected", STUB],
  ['webhook.php', "$_SERVER['HTTP_X_ACME_SIGNATURE'] ?? ''", COMPARED],
  [
    'src/webhook.rs',
    'match headers.get("x-acme-signature") { Some(sent) => sent.to_str().unwrap().to_string(), None => expected.clone() }',
    STUB,
  ],
  ['src/webhook.rs', 'headers.get("x-acme-signature").and_then(|v| v.to_str().ok()).unwrap_or(&expected)', STUB],
  ['src/webhook.rs', 'headers.get("x-acme-signature").and_then(|v| v.to_str().ok()).unwrap_or("")', COMPARED],
  ['HookController.java', 'header == null ? expected : header', STUB],
  ['HookController.java', 'Optional.ofNullable(header).orElse(expected)', STUB],
  ['HookController.java', 'Optional.ofNullable(header).orElse("")', COMPARED],
])('%s: %s', (path, given, told) => {
  const found = read({ [path]: HANDLERS[path]!(given).split('\n') });
  expect(found.map((each) => each.replace(/^\S+ /, ''))).toEqual([told]);
});
