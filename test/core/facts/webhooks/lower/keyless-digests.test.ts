import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Digests without a key of their own, over a text that has a secret in it.

const read = await makeVerdictReader();

describe('a digest over a text that was put together before, with a secret in it', () => {
  const PHP = (text: string): Record<string, string[]> => ({
    'payu_webhook.php': [
      '<?php',
      `$sequence = ${text};`,
      "if (hash('sha512', $sequence) !== $_POST['hash']) { http_response_code(400); exit; }",
      "$db->insert('orders', ['id' => $_POST['txnid']]);",
    ],
  });
  const FLASK = (text: string): Record<string, string[]> => ({
    'app.py': [
      '@app.route("/payu/webhook", methods=["POST"])',
      'def take():',
      `    sequence = ${text}`,
      '    made = hashlib.sha512(sequence.encode()).hexdigest().lower()',
      '    if made != request.form.get("hash"):',
      '        return "no", 400',
      '    Order.objects.create(id=request.form["txnid"])',
    ],
  });
  const RAILS = (text: string): Record<string, string[]> => ({
    'app/controllers/webhooks_controller.rb': [
      'class WebhooksController < ApplicationController',
      '  def payu',
      `    sequence = ${text}`,
      '    return head :unauthorized if Digest::SHA512.hexdigest(sequence) != params[:hash]',
      '    Order.create!(id: params[:txnid])',
      '  end',
      'end',
    ],
  });

  test.each([
    ['a salt', PHP("getenv('PAYU_SALT').'|'.$_POST['status'].'|'.$_POST['txnid']"), 'verified signature-compared'],
    ['no secret', PHP("$_POST['status'].'|'.$_POST['txnid']"), 'unverified no-verification'],
    ['a salt', FLASK("'|'.join([settings.PAYU_SALT, request.form['status']])"), 'verified signature-compared'],
    ['no secret', FLASK("'|'.join([request.form['status']])"), 'unverified no-verification'],
    ['a salt', RAILS("[ENV['PAYU_SALT'], params[:status]].join('|')"), 'verified signature-compared'],
    ['no secret', RAILS("[params[:status], params[:txnid]].join('|')"), 'unverified no-verification'],
  ])('%s', (_, files, verdict) => {
    expect(read(files).map((each) => each.split(' ').slice(1).join(' '))).toEqual([verdict]);
  });
});

test.each([
  ['a secret', 'sum.Write([]byte(os.Getenv("ACME_SECRET")))', 'verified signature-compared'],
  ['a text', 'sum.Write([]byte("acme"))', 'unverified no-verification'],
])('Go: a digest that is fed the body and %s', (_title, fed, expected) => {
  const lines = [
    'package hooks',
    'func HandleWebhook(w http.ResponseWriter, r *http.Request) {',
    '\tbody, _ := io.ReadAll(r.Body)',
    '\tsum := sha256.New()',
    '\tsum.Write(body)',
    `\t${fed}`,
    '\tif hex.EncodeToString(sum.Sum(nil)) != r.Header.Get("X-Signature") { http.Error(w, "bad", 401); return }',
    '\torders.Save(body)',
    '}',
  ];
  expect(read({ 'hooks.go': lines })).toEqual([`hooks.go:2 ${expected}`]);
});

describe('a digest of the body, and of the body with a secret', () => {
  const CSHARP = (made: string): Record<string, string[]> => ({
    'HookController.cs': [
      'public class HookController : ControllerBase {',
      '[HttpPost("/webhooks/acme")]',
      'public async Task<IActionResult> Acme([FromBody] string body) {',
      `    ${made}`,
      '    if (!CryptographicOperations.FixedTimeEquals(expected, Convert.FromHexString(Request.Headers["X-Acme-Signature"]))) return Unauthorized();',
      '    await _db.Orders.AddAsync(body);',
      '    return Ok();',
      '}',
      '}',
    ],
  });
  const JAVA = (made: string): Record<string, string[]> => ({
    'HookController.java': [
      '@RestController',
      'public class HookController {',
      '  @PostMapping("/webhooks/acme")',
      '  public ResponseEntity<String> acme(@RequestBody String body, @RequestHeader("X-Acme-Signature") String signature) {',
      `    ${made}`,
      '    if (!MessageDigest.isEqual(expected, Hex.decode(signature))) return ResponseEntity.status(401).build();',
      '    orders.save(body);',
      '    return ResponseEntity.ok("ok");',
      '  }',
      '}',
    ],
  });
  const RUST = (made: string): Record<string, string[]> => ({
    'main.rs': [
      'async fn acme_webhook(headers: HeaderMap, body: String) -> Result<String, StatusCode> {',
      `    ${made}`,
      '    let signature = headers.get("x-acme-signature").unwrap().to_str().unwrap();',
      '    if !constant_time_eq(expected.as_bytes(), signature.as_bytes()) { return Err(StatusCode::UNAUTHORIZED); }',
      '    save_order(&body).await;',
      '    Ok("ok".to_string())',
      '}',
      'fn main() { let app = Router::new().route("/webhooks/acme", post(acme_webhook)); }',
    ],
  });
  const ELIXIR = (made: string): Record<string, string[]> => ({
    'lib/shop_web/controllers/webhook_controller.ex': [
      'defmodule ShopWeb.WebhookController do',
      '  use ShopWeb, :controller',
      '  def acme(conn, params) do',
      '    {:ok, body, conn} = Plug.Conn.read_body(conn)',
      '    [signature] = get_req_header(conn, "x-acme-signature")',
      `    expected = ${made}`,
      '    if Plug.Crypto.secure_compare(expected, signature) do',
      '      Orders.update(params)',
      '      send_resp(conn, 200, "ok")',
      '    else',
      '      send_resp(conn, 401, "no")',
      '    end',
      '  end',
      'end',
    ],
  });

  test.each([
    ['SHA256.HashData', CSHARP('var expected = SHA256.HashData(Encoding.UTF8.GetBytes(body));'), 'ineffective'],
    ['and a secret', CSHARP('var expected = SHA256.HashData(Encoding.UTF8.GetBytes(_secret + body));'), 'verified'],
    ['ComputeHash', CSHARP('using var sha = SHA256.Create(); var expected = sha.ComputeHash(body);'), 'ineffective'],
    ['of an HMAC', CSHARP('using var mac = new HMACSHA256(_key); var expected = mac.ComputeHash(body);'), 'verified'],
    ['MessageDigest', JAVA('byte[] expected = MessageDigest.getInstance("SHA-256").digest(body);'), 'ineffective'],
    ['and a secret', JAVA('byte[] expected = MessageDigest.getInstance("MD5").digest(secret + body);'), 'verified'],
    ['Sha256::digest', RUST('let expected = hex::encode(Sha256::digest(body.as_bytes()));'), 'ineffective'],
    ['and a secret', RUST('let expected = hex::encode(Sha256::digest(format!("{}{}", secret, body)));'), 'verified'],
    [
      'Sha256::new',
      RUST('let mut sha = Sha256::new(); sha.update(body); let expected = sha.finalize();'),
      'ineffective',
    ],
    [
      'Hmac',
      RUST('let mut mac = Hmac::new_from_slice(key); mac.update(body); let expected = mac.finalize();'),
      'verified',
    ],
    [':crypto.hash', ELIXIR(':crypto.hash(:sha256, body)'), 'ineffective'],
    ['and a secret', ELIXIR(':crypto.hash(:sha256, System.get_env("ACME_SECRET") <> body)'), 'verified'],
  ])('%s', (_title, files, verification) => {
    expect(read(files).map((each) => each.split(' ')[1])).toEqual([verification]);
  });
});

describe('a digest by a key that the caller sends along', () => {
  const FLASK = (key: string): Record<string, string[]> => ({
    'app.py': [
      '@app.post("/webhooks/acme")',
      'def acme():',
      `    key = ${key}`,
      '    made = hmac.new(key.encode(), request.data, hashlib.sha256).hexdigest()',
      '    if not hmac.compare_digest(made, request.headers["X-Acme-Signature"]):',
      '        abort(401)',
      '    Order.objects.create(id=request.json["id"])',
    ],
  });
  const PHP = (key: string): Record<string, string[]> => ({
    'acme_webhook.php': [
      '<?php',
      "$body = file_get_contents('php://input');",
      `if (!hash_equals(hash_hmac('sha256', $body, ${key}), $_SERVER['HTTP_X_ACME_SIGNATURE'])) { http_response_code(401); exit; }`,
      "$db->insert('orders', json_decode($body, true));",
    ],
  });

  test.each([
    ['in a header proves nothing', FLASK('request.headers["X-Key"]'), 'ineffective'],
    ['names the key by which it proves', FLASK('keys[request.headers["X-Shop"]]'), 'verified'],
    ['in the address proves nothing', PHP("$_GET['key']"), 'ineffective'],
    ['names the key by which it proves', PHP("$keys[$_GET['shop']]"), 'verified'],
  ])('%s', (_title, files, verification) => {
    expect(read(files).map((each) => each.split(' ')[1])).toEqual([verification]);
  });
});
