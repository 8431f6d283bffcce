import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What code of Python says of secrets, paths and services that its routes use.

const read = await makeVerdictReader();

const OPEN = 'unverified no-verification';
/** The signature of a request, compared in `lines` of a function. */
const EXPECTED = 'hmac.new(os.environ["SECRET"].encode(), BODY, hashlib.sha256).hexdigest()';
describe('constructs of the language', () => {
  const stripe = (...lines: readonly string[]): string[] => [
    'SECRET = os.getenv("STRIPE_WEBHOOK_SECRET", "whsec_xxx")',
    '@app.post("/webhook")',
    'async def hook(request: Request):',
    ...lines,
    '    fulfil(await request.json())',
  ];
  const CONSTRUCT = 'stripe.Webhook.construct_event(await request.body(), request.headers["stripe-signature"], SECRET)';

  test.each([
    [
      'a stand-in that is refused',
      ['    if SECRET == "whsec_xxx":', '        raise HTTPException(500)', `    ${CONSTRUCT}`],
      'verified sdk-verifier',
    ],
    ['a stand-in that is not', [`    ${CONSTRUCT}`], 'ineffective default-secret'],
    [
      'errors that are suppressed',
      ['    with suppress(Exception):', `        ${CONSTRUCT.replace('SECRET', 'os.environ["WEBHOOK_SECRET"]')}`],
      'ineffective error-swallowed',
    ],
  ])('%s', (_, lines, verdict) => {
    expect(read({ 'app.py': stripe(...lines) })).toEqual([`app.py:3 ${verdict}`]);
  });

  test.each([
    ['its header', 'request.headers.get("X-Token")', '(OLD_SECRET, NEW_SECRET)', 'verified token-compared'],
    ['a field of its body', 'data.get("password")', '(OLD_SECRET, NEW_SECRET)', 'verified token-compared'],
    ['a kind', 'data.get("kind")', '(OLD_KIND, NEW_KIND)', OPEN],
    ['what it also sends', 'data.get("password")', '(data.get("old_secret"), NEW_KIND)', OPEN],
  ])('%s is one of several', (_title, shown, several, told) => {
    const lines = [
      '@app.route("/webhook", methods=["POST"])',
      'def hook():',
      '    data = request.get_json()',
      `    if ${shown} not in ${several}:`,
      '        return "no", 401',
      '    fulfil(data)',
    ];
    expect(read({ 'app.py': lines })).toEqual([`app.py:2 ${told}`]);
  });

  test('a report of deliveries is a webhook by its file', () => {
    const lines = [
      '@router.post("/delivery-report")',
      'async def handle_delivery_report(request: Request):',
      '    save((await request.json())["sid"])',
    ];
    const among = (path: string): string[] => read({ [path]: lines });
    expect(among('routers/webhooks.py')).toEqual([`routers/webhooks.py:2 ${OPEN}`]);
    expect(among('webhooks/routes.py')).toEqual([`webhooks/routes.py:2 ${OPEN}`]);
    expect(among('reports/routes.py')).toEqual([]);
  });
});

test.each([
  [
    'of the file',
    [
      'HOOK_PATH = os.getenv("HOOK_PATH", "/webhook")',
      '@app.post(HOOK_PATH)',
      'async def feed(request: Request):',
      '    await dp.feed(await request.json())',
    ],
  ],
  [
    'of another file',
    [
      'from conf import settings',
      '@app.post(settings.WEBHOOK_PATH)',
      'async def feed(request: Request):',
      '    await dp.feed(await request.json())',
    ],
  ],
  [
    'that a call is handed',
    [
      'WEBHOOK_PATH = "/webhook"',
      'app.router.add_post(WEBHOOK_PATH, feed)',
      'async def feed(request):',
      '    await dp.feed(await request.json())',
    ],
  ],
])('a constant %s tells the path', (_, lines) => {
  expect(read({ 'bot.py': lines })).toEqual([`bot.py:3 ${OPEN}`]);
});

describe('services that are imported as objects', () => {
  test('are followed into the module that makes them', () => {
    const files = {
      'app/hooks.py': [
        'from app.services.pay import gateway',
        '@app.post("/webhook")',
        'async def hook(payload: dict, request: Request):',
        '    if payload.get("sign"):',
        '        if not gateway.verify_signature(payload, payload["sign"]):',
        '            raise HTTPException(401)',
        '    mark_paid(payload["id"])',
      ],
      'app/services/pay.py': [
        'class Gateway:',
        '    def verify_signature(self, payload, signature):',
        `        return hmac.compare_digest(${EXPECTED.replace('BODY', 'str(payload).encode()')}, signature)`,
        'gateway = Gateway()',
      ],
    };
    expect(read(files)).toEqual(['app/hooks.py:3 ineffective skipped-without-signature']);
  });
});

test('a secret that the body holds may be one of several', () => {
  const lines = [
    '@app.post("/webhook")',
    'def hook():',
    '    if request.json["secret"] not in get_webhook_secrets():',
    '        return "", 401',
    '    trade(request.json)',
  ];
  expect(read({ 'app.py': lines })).toEqual(['app.py:2 verified token-compared']);
});

test('a path that holds a secret is known to nobody else', () => {
  const lines = [
    '@app.route(f"/{BOT_TOKEN}", methods=["POST"])',
    'def webhook():',
    '    feed(Update.de_json(request.get_json(), bot))',
  ];
  expect(read({ 'bot/webhook.py': lines })).toEqual(['bot/webhook.py:2 verified token-compared']);
});

test('what converts a part of the body hands it to nobody', () => {
  const lines = (early: string): string[] => [
    '@app.post("/webhook")',
    'async def take(request: Request):',
    '    body = await request.json()',
    '    made = hmac.new(SECRET, str(body["id"]).encode(), hashlib.sha256).hexdigest()',
    `    if str(body["kind"]) == "ping": ${early}`,
    '    if not hmac.compare_digest(made, str(body["signature"])):',
    '        raise HTTPException(status_code=403)',
    '    await pay(str(body["id"]))',
  ];
  expect(read({ 'app.py': lines('return {"ok": True}') })).toEqual(['app.py:2 verified signature-compared']);
});

describe('what a check of another file gives out', () => {
  const MAC = "hmac.new(os.environ['ACME_SECRET'].encode(), body, hashlib.sha256).hexdigest()";
  const files = (asks: readonly string[], gives: readonly string[]): Record<string, string[]> => ({
    'app/hooks.py': [
      'from .security import check_signature',
      "@router.post('/webhooks/acme')",
      'async def acme(request: Request):',
      '    body = await request.body()',
      "    told = check_signature(body, request.headers.get('X-Acme-Signature'))",
      ...asks,
      '    save(json.loads(body))',
    ],
    'app/security.py': ['def check_signature(body, given):', ...gives],
  });
  const REFUSES = ['    if not told.is_valid:', '        raise HTTPException(401)'];

  test.each([
    ['is_valid', `is_valid=hmac.compare_digest(${MAC}, given), reason=None`, 'verified signature-compared'],
    ['is_valid', "is_valid=True, reason='off'", 'unknown delegated-unresolved'],
  ])('an object of data, by its %s: %s', (_, parts, told) => {
    expect(read(files(REFUSES, [`    return Checked(${parts})`]))).toEqual([`app/hooks.py:3 ${told}`]);
  });

  test('an object of data that says so on each way', () => {
    const gives = (missing: string): string[] => [
      "    if not os.environ['ACME_SECRET']:",
      `        return Checked(valid=${missing}, error='no secret')`,
      `    if not hmac.compare_digest(${MAC}, given):`,
      "        return Checked(valid=False, error='no match')",
      '    return Checked(valid=True)',
    ];
    const asks = ['    if not told.valid:', '        raise HTTPException(401)'];
    expect(read(files(asks, gives('False')))).toEqual(['app/hooks.py:3 verified signature-compared']);
    expect(read(files(asks, gives('True')))).toEqual(['app/hooks.py:3 optional skipped-without-secret']);
  });

  test.each([
    ["return jsonify(error='no'), 401", 'verified signature-compared'],
    ["return JsonResponse({'error': 'no'}, status=401)", 'verified signature-compared'],
    ['return HttpResponseForbidden()', 'verified signature-compared'],
    ["log.warning('odd')", 'ineffective result-ignored'],
  ])('what a request is turned away with, or nothing: %s', (refuses, told) => {
    const gives = [`    if not hmac.compare_digest(${MAC}, given):`, `        ${refuses}`, '    return None'];
    const asks = ['    if told is not None:', '        return told'];
    expect(read(files(asks, gives))).toEqual([`app/hooks.py:3 ${told}`]);
  });

  test.each([
    ['if refused:', 'verified signature-compared'],
    ['if debugging:', 'unverified no-verification'],
  ])('to who has the request at hand, and asks %s', (asked, told) => {
    const flask = [
      'from .security import reject_unsigned',
      "@bp.route('/webhooks/acme', methods=['POST'])",
      'def acme():',
      '    refused = reject_unsigned()',
      `    ${asked}`,
      '        return refused',
      '    save(request.get_json())',
    ];
    const security = [
      'def reject_unsigned():',
      '    body = request.get_data()',
      `    if not hmac.compare_digest(${MAC}, request.headers.get('X-Acme-Signature', '')):`,
      "        return jsonify(error='no'), 401",
    ];
    expect(read({ 'app/hooks.py': flask, 'app/security.py': security })).toEqual([`app/hooks.py:3 ${told}`]);
  });
});
