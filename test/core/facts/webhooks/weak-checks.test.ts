import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const MAC = "const mac = crypto.createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex');";
const CHECK = "if (mac !== req.headers.get('x-signature')) return new Response('', { status: 401 });";
const route = (body: string): string =>
  `import crypto from 'node:crypto';\nimport { getAdapter } from '../../adapters';\nimport { extractSignature } from '../../headers';\nexport async function POST(req: Request, { params }) {\nconst raw = await req.text();\n${body}\nreturn new Response('');\n}\n`;

describe('what switches a check off', () => {
  test.each([
    [
      'a header of the caller',
      `${MAC} if (req.headers.get('x-test') !== '1') { ${CHECK} } await pay(raw);`,
      'ineffective caller-decides',
    ],
    [
      'what the body says of itself',
      `const event = JSON.parse(raw); if (!event.isTest) { ${MAC} ${CHECK} } await pay(event);`,
      'ineffective caller-decides',
    ],
    [
      'where the body says that it comes from',
      `const { source } = JSON.parse(raw); if (source !== 'internal') { ${MAC} ${CHECK} } await pay(raw);`,
      'ineffective caller-decides',
    ],
    [
      'a part of the path, behind which the same is done',
      `if (params.from === 'acme') { ${MAC} ${CHECK} await settle(raw); } else { await settle(raw); }`,
      'ineffective caller-decides',
    ],
    [
      'a part of the path, behind which something else is done',
      `if (params.from === 'acme') { ${MAC} ${CHECK} await settle(raw); } else { await other(raw); }`,
      'unknown conditional',
    ],
    ['whether there is a body', `if (raw) { ${MAC} ${CHECK} } await pay(raw);`, 'unknown conditional'],
    [
      'a kind of event that is answered first',
      `const event = JSON.parse(raw); if (event.type !== 'paid') return new Response('ignored'); ${MAC} ${CHECK} await pay(event);`,
      'verified signature-compared',
    ],
    [
      'the type of the content',
      `const type = req.headers.get('content-type'); if (type.includes('form')) { ${MAC} ${CHECK} } await pay(raw);`,
      'ineffective caller-decides',
    ],
    [
      'no header of the caller, which is asked for something else',
      `const json = req.headers.get('content-type') === 'json'; if (json) { note(json); } ${MAC} ${CHECK} await pay(raw);`,
      'verified signature-compared',
    ],
    [
      'something of which nobody knows where it comes from, after a header was asked',
      `if (req.headers.get('x-ping') === '1') { return new Response('pong'); } if (flags.strict) { ${MAC} ${CHECK} } await pay(raw);`,
      'unknown conditional',
    ],
    [
      'a machine of a developer without a secret',
      `if (!process.env.HOOK_SECRET) { if (process.env.NODE_ENV === 'production') return new Response('', { status: 500 }); } else { ${MAC} ${CHECK} } await pay(raw);`,
      'verified signature-compared',
    ],
    [
      'an emulator on such a machine, without a secret',
      `if (process.env.HOOK_SECRET) { ${MAC} ${CHECK} } else if (process.env.FUNCTIONS_EMULATOR === 'true') { note(1); } else { return new Response('', { status: 500 }); } await pay(raw);`,
      'verified signature-compared',
    ],
    [
      'something of which nobody knows where it comes from, before another secret is missed',
      `if (flags.strict) { ${MAC} ${CHECK} } if (process.env.MAIL_API_KEY) { note(1); } else { await pay(raw); }`,
      'unknown conditional',
    ],
    [
      'a setting of a service',
      `if (!payments.config.mockMode) { ${MAC} ${CHECK} } await pay(raw);`,
      'ineffective disabled-by-env',
    ],
    [
      'what a row says of whether there has to be a signature',
      `const hook = await loadHook(params.id); if (hook.signature_required !== false) { ${MAC} ${CHECK} } await pay(raw);`,
      'unknown conditional',
    ],
    [
      'what a row says of whether there is a signature',
      `const hook = await loadHook(params.id); if (hook.signed) { ${MAC} ${CHECK} } await pay(raw);`,
      'unknown conditional',
    ],
    [
      'a mode in which the application is tried out',
      `if (process.env.TEST_MODE === 'true') { note(1); } else { ${MAC} ${CHECK} } await pay(raw);`,
      'ineffective disabled-by-env',
    ],
    [
      'the environment alone',
      `if (process.env.NODE_ENV === 'production') { ${MAC} ${CHECK} } await pay(raw);`,
      'ineffective disabled-by-env',
    ],
    [
      'a setting alone',
      `${MAC} if (mac !== req.headers.get('x-signature')) { if (process.env.SKIP_SIGNATURE === 'true') { note(1); } else { return new Response('', { status: 401 }); } } await pay(raw);`,
      'ineffective disabled-by-env',
    ],
    [
      'a setting that production does not heed',
      `${MAC} if (mac !== req.headers.get('x-signature')) { if (process.env.NODE_ENV !== 'production' && process.env.SKIP_SIGNATURE === 'true') { note(1); } else { return new Response('', { status: 401 }); } } await pay(raw);`,
      'verified signature-compared',
    ],
    [
      'a setting that production does not heed, of a handler that checks nothing',
      `if (process.env.NODE_ENV !== 'production' && process.env.SKIP_SIGNATURE === 'true') { note(1); } await pay(raw);`,
      'unverified no-verification',
    ],
    [
      'no secret, elsewhere than where a setting for developers is heeded',
      `const tests = process.env.NODE_ENV === 'development' && process.env.ALLOW_TESTS === 'true'; if (!tests) { if (process.env.HOOK_SECRET) { ${MAC} ${CHECK} } } await pay(raw);`,
      'optional skipped-without-secret',
    ],
    [
      'a machine of a developer without a secret or a signature',
      `const sent = req.headers.get('x-signature'); if (process.env.HOOK_SECRET && sent) { ${MAC} ${CHECK} } else if (process.env.NODE_ENV === 'production') { return new Response('', { status: 401 }); } await handleEvent(raw);`,
      'verified signature-compared',
    ],
    [
      'a failure of any kind that production alone heeds',
      `const strict = process.env.NODE_ENV === 'production'; const good = (secret, sent) => { if (!secret || !sent) return false; return createHmac('sha256', secret).update(raw).digest('hex') === sent; }; if (!good(process.env.HOOK_SECRET, req.headers.get('x-signature'))) { if (strict) return new Response('', { status: 401 }); note(1); } await handleEvent(raw);`,
      'ineffective disabled-by-env',
    ],
    [
      "no id of PayPal's webhook",
      `if (process.env.PAYPAL_WEBHOOK_ID) { ${MAC} ${CHECK} } else { note(1); } await pay(raw);`,
      'optional skipped-without-secret',
    ],
    [
      'no signature, which another file looks for',
      `const sent = extractSignature(req.headers); if (sent) { ${MAC} if (mac !== sent) return new Response('', { status: 401 }); } await pay(raw);`,
      'ineffective skipped-without-signature',
    ],
    [
      'no signature, before what has a verifier of its own takes the body',
      `const sent = req.headers.get('x-signature'); const adapter = getAdapter('acme'); if (sent) { if (!adapter.verifyWebhook(raw, sent)) return new Response('', { status: 401 }); } await pay(await adapter.takeEvent(JSON.parse(raw)));`,
      'ineffective skipped-without-signature',
    ],
    [
      'nothing, where a signature that another file looks for has to be there',
      `const sent = extractSignature(req.headers); if (!sent) return new Response('', { status: 401 }); ${MAC} if (mac !== sent) return new Response('', { status: 401 }); await pay(raw);`,
      'verified signature-compared',
    ],
    [
      'an empty secret, where only a record of the event is kept',
      `const signature = req.headers.get('x-signature'); const shop = req.headers.get('x-shop'); if (!signature || !shop) return new Response('', { status: 401 }); const digest = crypto.createHmac('sha256', process.env.HOOK_SECRET || '').update(raw).digest('hex'); if (digest !== signature) return new Response('', { status: 401 }); try { await db.auditLog.create({ data: raw }); } catch { return new Response('', { status: 500 }); }`,
      'optional empty-secret',
    ],
  ])('%s', (_title, body, expected) => {
    expect(reader.verdicts('app/api/webhooks/acme/route.ts', route(body))).toEqual([`null ${expected}`]);
  });

  test('the second of two secrets, one of which is there', () => {
    const text = route(
      `const secret = process.env.HOOK_SECRET || process.env.OLD_HOOK_SECRET; if (!secret) return new Response('', { status: 500 }); const mac = crypto.createHmac('sha256', secret).update(raw).digest('hex'); if (process.env.HOOK_BYPASS !== 'true') { ${CHECK} } await pay(raw);`,
    );
    expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual(['null ineffective disabled-by-env']);
  });
});

test('a list in what was looked up with a secret is none of secrets', () => {
  const text = route(
    "const row = await load(process.env.API_KEY, params.id); if (row.blocked.includes(params.id)) return new Response('', { status: 403 }); await pay(raw);",
  );
  expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual(['null unverified no-verification']);
});

test('a row of whatever came in, headers and all, is no act on it', () => {
  const text = route(
    `const record = await Payment.create({ payload: raw, headers: { sign: req.headers.get('x-signature') }, status: 'processing' }); ${MAC} ${CHECK} await pay(raw, record.id);`,
  );
  expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual(['null verified signature-compared']);
});

test('a secret that stands in the source for its reader to replace', () => {
  const text = route(
    "const mac = crypto.createHmac('sha256', HOOK_SECRET).update(raw).digest('hex'); if (mac !== req.headers.get('x-signature')) return new Response('', { status: 401 }); await pay(raw);",
  ).replace('export', "const HOOK_SECRET = 'your-secret';\nexport");
  expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual(['null ineffective default-secret']);
});

test('what passes on headers and body, put together one by one, leaves the check to whoever gets them', () => {
  const text = route(
    'const init = { method: req.method, headers: new Headers(req.headers) }; init.body = raw; const answer = await fetch(TARGET, init);',
  );
  expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual(['null unknown delegated-unresolved']);
});

describe('what is done with the body', () => {
  test.each([
    ['before it is checked', (queue: string, check: string) => `${queue} ${check}`, 'ineffective after-use'],
    ['after it is checked', (queue: string, check: string) => `${check} ${queue}`, 'verified signature-compared'],
  ])('a job for it, %s', (_title, order, expected) => {
    const text = route(order("await hookQueue.add('hook', JSON.parse(raw));", `${MAC} ${CHECK}`));
    expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual([`null ${expected}`]);
  });

  test('a row that is updated after a check that only logs', () => {
    const text = route(
      `${MAC} if (mac !== req.headers.get('x-signature')) { console.warn('no'); } await db.from('orders').update({ paid: JSON.parse(raw).paid }).eq('id', 1);`,
    );
    expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual(['null ineffective result-ignored']);
  });

  test.each([
    ['await db.insert(orders).values(JSON.parse(raw));', 'ineffective after-use'],
    ['await db.insert(orders).values(JSON.parse(raw)).onConflictDoNothing();', 'ineffective after-use'],
    ['await db.update(orders).set({ paid: true }).where(eq(orders.id, JSON.parse(raw).id));', 'ineffective after-use'],
    ["await db.from('orders').delete().eq('id', JSON.parse(raw).id);", 'ineffective after-use'],
    [
      'const [order] = await db.select().from(orders).where(eq(orders.id, JSON.parse(raw).id));',
      'verified signature-compared',
    ],
    ['await table.putItem({ Item: JSON.parse(raw) });', 'ineffective after-use'],
    ['await queue.add(JSON.parse(raw));', 'ineffective after-use'],
    ['await sendReceipt(JSON.parse(raw).email);', 'ineffective after-use'],
    ['await giveCredits(JSON.parse(raw).user, 10);', 'ineffective after-use'],
    ['const names = Object.values(JSON.parse(raw));', 'verified signature-compared'],
    ['await db.insert(webhookLogs).values({ raw });', 'verified signature-compared'],
    ['await webhookEvents.save(webhookEvents.create({ payload: raw }));', 'verified signature-compared'],
    ['setCachedPhone(JSON.parse(raw).to, phone);', 'verified signature-compared'],
  ])('rows before the check: %s', (work, expected) => {
    const text = route(`${work} ${MAC} ${CHECK} await pay(raw);`);
    expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual([`null ${expected}`]);
  });

  test('an answer that is made by a function of its own is no act', () => {
    const text = `import { respond } from '@/lib/respond';\n${route(
      `${MAC} if (mac === req.headers.get('x-signature')) { await pay(raw); } return respond({ ok: true });`,
    )}`;
    expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual(['null verified signature-compared']);
  });

  test('a router of this repository that is handed the signature may look at it', () => {
    const text = `import { routeMessage } from '@/services/mesh';\n${route("return Response.json(await routeMessage(raw, req.headers.get('x-acme-signature')));")}`;
    const [fact] = reader.find('app/api/webhooks/acme/route.ts', text).webhooks;
    expect(fact?.delegations.map((each) => each.name)).toEqual(['routeMessage']);
  });

  test.each([
    ['a call that is believed is heeded', "if (!answer.valid) return new Response('', { status: 401 });", false],
    ['a call that is believed is not heeded', "if (!answer.valid) console.warn('no');", true],
  ])('%s', (_title, body, unheeded) => {
    const text = `import { validateHook } from '../shared/hooks';\n${route(`const answer = validateHook(raw, req.headers.get('x-signature'), process.env.HOOK_SECRET); ${body} await db.from('orders').update({ paid: JSON.parse(raw).paid });`)}`;
    const [fact] = reader.find('app/api/webhooks/acme/route.ts', text).webhooks;
    expect(fact?.delegations.map((each) => each.unheeded === true)).toEqual([unheeded]);
  });
});
