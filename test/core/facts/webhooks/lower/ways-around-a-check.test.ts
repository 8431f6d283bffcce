import { beforeAll, describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';
import type { ReadVerdicts } from '../../../../support/read-lowered-verdicts.ts';

// Checks that are there and do not bite, each beside one that does, as Python, Ruby and PHP write them.

let read: ReadVerdicts;
beforeAll(async () => {
  read = await makeVerdictReader();
});

const VERIFIED = 'verified signature-compared';
const OPEN = 'unverified no-verification';
const IGNORED = 'ineffective result-ignored';
const SWALLOWED = 'ineffective error-swallowed';
const CHOSEN = 'ineffective caller-decides';

describe('a view of Flask', () => {
  const view = (lines: readonly string[]): string[] => [
    'from flask import Flask, abort, request',
    'app = Flask(__name__)',
    'def fits(raw, given):',
    '    return hmac.compare_digest(hmac.new(os.environ["ACME_SECRET"].encode(), raw, "sha256").hexdigest(), given)',
    'def ensure_fits(raw, given):',
    '    if not fits(raw, given):',
    '        raise ValueError("signature")',
    '@app.post("/webhooks/acme")',
    'def take_hook():',
    '    raw = request.get_data()',
    '    given = request.headers.get("X-Acme-Signature", "")',
    ...lines.map((line) => `    ${line}`),
  ];
  const USE = 'orders.mark_paid(json.loads(raw)["id"])';
  const REFUSE = ['if not fits(raw, given):', '    abort(401)'];
  const TOKEN = [
    'token = request.args.get("token")',
    'if token and not hmac.compare_digest(os.environ["ACME_TOKEN"], token):',
    '    abort(403)',
  ];
  const TRIED = ['try:', '    ensure_fits(raw, given)', 'except ValueError:', '    return "", 400'];
  const LIMIT = ['if not limiter.allows(request.remote_addr):', '    return refused("slow down", 429)'];
  const COMPARE = ['if not hmac.compare_digest(digest, given):', '    abort(401)'];
  const digest = 'digest = hmac.new(os.environ["ACME_SECRET"].encode(), raw, "sha256").hexdigest()';

  test.each([
    ['only the length of the digest', [digest, 'if len(given) != len(digest):', '    abort(401)', USE], OPEN],
    [
      'a line of the log on either side of the check',
      ['print(raw)', ...TRIED, 'print(json.loads(raw))', USE],
      VERIFIED,
    ],
    ['work on either side of the check', ['orders.take(raw)', ...TRIED, 'orders.take(raw)'], CHOSEN],
    [
      'a signature that the code puts there',
      [digest, 'if request.args.get("kind") == "test":', '    given = digest', ...COMPARE, USE],
      'ineffective stub',
    ],
    [
      'a word for a digest',
      [digest, 'if request.is_json:', '    digest = "skipped"', ...COMPARE, USE],
      'ineffective stub',
    ],
    ['a signature without its prefix', [digest, 'given = given.removeprefix("v1=")', ...COMPARE, USE], VERIFIED],
    ['the length, and the digest', ['if len(given) != 64:', '    abort(401)', ...REFUSE, USE], VERIFIED],
    [
      'work in the end, whatever was thrown',
      ['try:', '    ensure_fits(raw, given)', 'finally:', `    ${USE}`],
      SWALLOWED,
    ],
    [
      'only a lock that is let go in the end',
      ['try:', '    ensure_fits(raw, given)', `    ${USE}`, 'finally:', '    lock.release()'],
      VERIFIED,
    ],
    ['suppressed', ['with contextlib.suppress(ValueError):', '    ensure_fits(raw, given)', USE], SWALLOWED],
    [
      'agreed whatever breaks',
      [
        'try:',
        '    valid = fits(raw, given)',
        'except Exception:',
        '    valid = True',
        'if not valid:',
        '    abort(401)',
        USE,
      ],
      SWALLOWED,
    ],
    [
      'refused where it breaks',
      [
        'try:',
        '    valid = fits(raw, given)',
        'except Exception:',
        '    valid = False',
        'if not valid:',
        '    abort(401)',
        USE,
      ],
      VERIFIED,
    ],
    [
      'of one event',
      ['payload = json.loads(raw)', 'if payload["event"] == "paid":', ...REFUSE.map((line) => `    ${line}`), USE],
      CHOSEN,
    ],
    [
      'of one case',
      [
        'payload = json.loads(raw)',
        'match payload["event"]:',
        '    case "paid":',
        ...REFUSE.map((line) => `        ${line}`),
        '    case "sent":',
        '        log.info("sent")',
        USE,
      ],
      CHOSEN,
    ],
    [
      'of all events, one of which is answered before',
      ['payload = json.loads(raw)', 'if payload["event"] == "ping":', '    return "pong"', ...REFUSE, USE],
      VERIFIED,
    ],
    ['of a token, where one comes along', [...TOKEN, USE], 'ineffective skipped-without-signature'],
    [
      'of a token, where one comes along, and of the signature',
      [...TOKEN, ...LIMIT, ...REFUSE, USE],
      'verified token-compared',
    ],
    [
      'of a token, and none of what a refused signature did not keep off',
      [...TOKEN, ...REFUSE.slice(0, 1), '    log.warning("odd")', USE],
      IGNORED,
    ],
    [
      'after a thread has started',
      ['threading.Thread(target=orders.mark_paid, args=(raw,)).start()', ...REFUSE],
      'ineffective after-use',
    ],
  ])('%s', (_, lines, told) => {
    expect(read({ 'app.py': view(lines) })).toEqual([`app.py:9 ${told}`]);
  });
});

describe('a function of another file with a plain name', () => {
  const files = (...lines: readonly string[]): Record<string, string[]> => ({
    'app/routes.py': [
      'from .proofs import fits',
      '@router.post("/webhooks/acme")',
      'async def take_hook(request: Request):',
      '    raw = await request.body()',
      '    given = request.headers.get("x-acme-signature")',
      ...lines.map((line) => `    ${line}`),
      '    await orders.mark_paid(json.loads(raw)["id"])',
    ],
    'app/proofs.py': [
      'def compared(raw, given):',
      '    return hmac.compare_digest(hmac.new(os.environ["ACME_SECRET"].encode(), raw, "sha256").hexdigest(), given)',
      'def fits(raw, given):',
      '    return compared(raw, given)',
    ],
  });

  test.each([
    ['is heeded', ['if not fits(raw, given):', '    raise HTTPException(401)'], VERIFIED],
    ['is not heeded', ['fits(raw, given)'], IGNORED],
    ['is heeded the wrong way', ['if fits(raw, given):', '    raise HTTPException(401)'], IGNORED],
  ])('%s', (_, lines, told) => {
    expect(read(files(...lines))).toEqual([`app/routes.py:3 ${told}`]);
  });
});

describe('an action of Rails', () => {
  const PATH = 'app/controllers/acme_webhooks_controller.rb';
  const MAC = "OpenSSL::HMAC.hexdigest('SHA256', ENV['ACME_SECRET'], raw)";
  const action = (lines: readonly string[], refusal = "raise 'signature'"): string[] => [
    'class AcmeWebhooksController < ApplicationController',
    '  def create',
    '    raw = request.raw_post',
    "    given = request.headers['X-Acme-Signature'].to_s",
    ...lines.map((line) => `    ${line}`),
    '  end',
    '  private',
    '  def fits?(raw, given)',
    `    Rack::Utils.secure_compare(${MAC}, given)`,
    '  end',
    '  def verify_hook(raw, given)',
    `    ${refusal} unless fits?(raw, given)`,
    '  end',
    'end',
  ];
  const USE = "Payment.find_by(reference: JSON.parse(raw)['id']).paid!";
  const REFUSE = 'return head(:unauthorized) unless fits?(raw, given)';

  test.each([
    ['before a row is changed', [REFUSE, USE], VERIFIED],
    ['after a row has been changed', [USE, REFUSE], 'ineffective after-use'],
    ['the wrong way', ['return head(:unauthorized) if fits?(raw, given)', USE], IGNORED],
    ['only the length', [`return head(:unauthorized) unless given.length == ${MAC}.length`, USE], OPEN],
    ['work in the end', ['begin', '  verify_hook(raw, given)', 'ensure', `  ${USE}`, 'end'], SWALLOWED],
    ['for one event', ["if JSON.parse(raw)['event'] == 'paid'", `  ${REFUSE}`, 'end', USE], CHOSEN],
    [
      'with one of several keys',
      [
        `return head(:unauthorized) unless KEYS.any? { |key| Rack::Utils.secure_compare(OpenSSL::HMAC.hexdigest('SHA256', key, raw), given) }`,
        USE,
      ],
      VERIFIED,
    ],
  ])('%s', (_, lines, told) => {
    expect(read({ [PATH]: action(lines) })).toEqual([`${PATH}:2 ${told}`]);
  });

  test('a method that answers does not end the action which calls it', () => {
    const lines = ['verify_hook(raw, given)', USE];
    expect(read({ [PATH]: action(lines) })).toEqual([`${PATH}:2 ${VERIFIED}`]);
    expect(read({ [PATH]: action(lines, 'head :unauthorized') })).toEqual([`${PATH}:2 ${IGNORED}`]);
    const asks = ['verify_hook(raw, given)', 'return if performed?', USE];
    expect(read({ [PATH]: action(asks, 'head :unauthorized') })).toEqual([`${PATH}:2 ${VERIFIED}`]);
  });

  test.each([
    ["ENV.fetch('ACME_SECRET') { 'dev' }", 'ineffective default-secret'],
    ["ENV.fetch('ACME_SECRET') { raise 'unset' }", VERIFIED],
  ])('a secret that falls back: %s', (secret, told) => {
    const lines = action([REFUSE, USE]).map((line) => line.replace("ENV['ACME_SECRET']", secret));
    expect(read({ [PATH]: lines })).toEqual([`${PATH}:2 ${told}`]);
  });
});

test.each([
  ['before an order is paid', true, VERIFIED],
  ['after an order has been paid', false, 'ineffective after-use'],
])('a gateway of WooCommerce checks %s', (_, isBefore, told) => {
  const check = [
    "    if (!hash_equals(hash_hmac('sha256', $raw, $this->get_option('secret')), $_SERVER['HTTP_X_SIGNATURE'])) {",
    '      status_header(401); exit;',
    '    }',
  ];
  const use = ["    wc_get_order(json_decode($raw, true)['order'])->payment_complete();"];
  const lines = [
    '<?php',
    'class Acme_Gateway extends WC_Payment_Gateway {',
    '  public function __construct() { add_action("woocommerce_api_acme", array($this, "take")); }',
    '  public function take() {',
    "    $raw = file_get_contents('php://input');",
    ...(isBefore ? [...check, ...use] : [...use, ...check]),
    '  }',
    '}',
  ];
  expect(read({ 'gateway.php': lines })).toEqual([`gateway.php:4 ${told}`]);
});

describe('a comparison byte by byte', () => {
  const PYTHON = (step: string): string[] => [
    'from flask import Flask, abort, request',
    'def fits(raw, given):',
    '    digest = hmac.new(os.environ["ACME_SECRET"].encode(), raw, "sha256").hexdigest()',
    '    if len(digest) != len(given):',
    '        return False',
    '    difference = 0',
    '    for a, b in zip(digest, given):',
    `        ${step}`,
    '    return difference == 0',
    '@app.post("/webhooks/acme")',
    'def take_hook():',
    '    if not fits(request.get_data(), request.headers.get("X-Acme-Signature", "")):',
    '        abort(401)',
    '    orders.mark_paid(request.get_json()["id"])',
  ];
  const RUBY = (step: string): string[] => [
    "require 'sinatra'",
    'def fits?(raw, given)',
    "  digest = OpenSSL::HMAC.hexdigest('SHA256', ENV['ACME_SECRET'], raw)",
    '  return false unless digest.bytesize == given.bytesize',
    '  difference = 0',
    `  digest.bytes.zip(given.bytes) { |a, b| ${step} }`,
    '  difference.zero?',
    'end',
    "post '/webhooks/acme' do",
    '  raw = request.body.read',
    "  halt 401 unless fits?(raw, request.env['HTTP_X_ACME_SIGNATURE'].to_s)",
    "  Order.find(JSON.parse(raw)['id']).update(paid: true)",
    'end',
  ];
  const PHP = (step: string): string[] => [
    '<?php',
    'function fits($raw, $given) {',
    "  $digest = hash_hmac('sha256', $raw, getenv('ACME_SECRET'));",
    '  if (strlen($digest) !== strlen($given)) { return false; }',
    '  $difference = 0;',
    `  for ($i = 0; $i < strlen($digest); $i++) { ${step} }`,
    '  return $difference === 0;',
    '}',
    "$raw = file_get_contents('php://input');",
    "if (!fits($raw, $_SERVER['HTTP_X_ACME_SIGNATURE'])) { http_response_code(401); exit; }",
    "$pdo->prepare('UPDATE orders SET paid = 1 WHERE id = ?')->execute([json_decode($raw, true)['id']]);",
  ];

  test.each([
    ['app.py', PYTHON('difference |= ord(a) ^ ord(b)'), PYTHON('difference += 0'), 11],
    ['app.rb', RUBY('difference |= a ^ b'), RUBY('difference += 0'), 9],
    ['webhook.php', PHP('$difference |= ord($digest[$i]) ^ ord($given[$i]);'), PHP('$difference += 0;'), 9],
  ])('of %s', (path, compares, counts, line) => {
    expect(read({ [path]: compares })).toEqual([`${path}:${line} ${VERIFIED}`]);
    expect(read({ [path]: counts })[0]).toMatch(/ (?:unverified|ineffective) /);
  });
});
