import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// HMACs whose key is the empty string, with which anyone can sign.

const read = await makeVerdictReader();

const FLASK = (given: string, key: string): Record<string, string[]> => ({
  'app.py': [
    given,
    '@app.post("/webhooks/acme")',
    'def acme():',
    `    mac = hmac.new(${key}, request.data, hashlib.sha256).hexdigest()`,
    '    if not hmac.compare_digest(mac, request.headers["X-Acme-Signature"]):',
    '        abort(401)',
    '    orders.pay(request.get_json()["id"])',
  ],
});
const RAILS = (given: string, key: string): Record<string, string[]> => ({
  'app/controllers/webhooks_controller.rb': [
    'class WebhooksController < ApplicationController',
    `  ${given}`,
    '  def acme',
    '    body = request.raw_post',
    `    mac = OpenSSL::HMAC.hexdigest('SHA256', ${key}, body)`,
    "    return head :unauthorized unless ActiveSupport::SecurityUtils.secure_compare(mac, request.headers['X-Acme-Signature'])",
    "    Order.find(JSON.parse(body)['id']).pay!",
    '  end',
    'end',
  ],
});
const GO = (given: string, key: string): Record<string, string[]> => ({
  'hooks.go': [
    'package hooks',
    given,
    'func HandleWebhook(w http.ResponseWriter, r *http.Request) {',
    '\tbody, _ := io.ReadAll(r.Body)',
    `\tmac := hmac.New(sha256.New, []byte(${key}))`,
    '\tmac.Write(body)',
    '\tif !hmac.Equal([]byte(r.Header.Get("X-Acme-Signature")), []byte(hex.EncodeToString(mac.Sum(nil)))) {',
    '\t\thttp.Error(w, "no", 401)',
    '\t\treturn',
    '\t}',
    '\torders.Pay(body)',
    '}',
    'func main() { http.HandleFunc("/webhooks/acme", HandleWebhook) }',
  ],
});

const KNOWN = 'ineffective default-secret';
const VERIFIED = 'verified signature-compared';

test.each([
  ['Python, written', FLASK('', "b''"), KNOWN],
  ['Python, in a constant', FLASK("KEY = b''", 'KEY'), KNOWN],
  ['Python, set again', FLASK("KEY = b''\nKEY = os.environ['ACME_KEY'].encode()", 'KEY'), VERIFIED],
  ['Ruby, written', RAILS('', "''"), KNOWN],
  ['Ruby, in a constant', RAILS("KEY = ''", 'KEY'), KNOWN],
  ['Ruby, from the environment', RAILS("KEY = ENV.fetch('ACME_KEY')", 'KEY'), VERIFIED],
  ['Go, written', GO('', '""'), KNOWN],
  ['Go, from the environment', GO('var key = os.Getenv("ACME_KEY")', 'key'), VERIFIED],
])('%s', (_title, files, expected) => {
  expect(read(files).map((each) => each.split(' ').slice(1).join(' '))).toEqual([expected]);
});
