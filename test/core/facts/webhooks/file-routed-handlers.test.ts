import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const OPEN = 'telegram unverified no-verification';

const reader = await makeWebhookReader();

const SAVE = 'await db.mail.create({ data: { from: fields.from } }); res.status(200).end();';
const CHECK =
  "const mac = createHmac('sha256', process.env.HOOK_SECRET).update(fields.timestamp + fields.token).digest('hex'); if (mac !== fields.signature) return res.status(401).end();";

describe('forms that a package takes apart', () => {
  test.each([
    [
      'in one call',
      `import formidable from 'formidable';\nexport default async function handler(req, res) { const [fields] = await formidable({}).parse(req); $CHECK ${SAVE} }`,
    ],
    [
      'for a function that is called with its fields',
      `import { IncomingForm } from 'formidable';\nexport default function handler(req, res) { const form = new IncomingForm(); form.parse(req, async (err, fields) => { if (err) return res.status(500).end(); $CHECK ${SAVE} }); }`,
    ],
    [
      'in a function of the file that waits for them',
      `import formidable from 'formidable';\nconst parseForm = (req) => new Promise((resolve, reject) => { formidable().parse(req, (err, fields) => { if (err) reject(err); else resolve(fields); }); });\nexport default async function handler(req, res) { const fields = await parseForm(req); $CHECK ${SAVE} }`,
    ],
  ])('%s', (_title, text) => {
    const verdicts = (check: string): string[] =>
      reader.verdicts('pages/api/inbound-email.ts', text.replace('$CHECK', check));
    expect(verdicts('')).toEqual(['null unverified no-verification']);
    expect(verdicts(CHECK)).toEqual(['null verified signature-compared']);
  });

  test('into which the request is piped', () => {
    const text = `import Busboy from 'busboy';\nexport default function handler(req, res) { const form = Busboy({ headers: req.headers }); const fields = {}; form.on('field', (name, text) => { fields[name] = text; }); form.on('finish', async () => { ${SAVE} }); req.pipe(form); }`;
    expect(reader.verdicts('pages/api/inbound-email.ts', text)).toEqual(['null unverified no-verification']);
  });

  test('that people upload are no webhooks', () => {
    const text = `import formidable from 'formidable';\nexport default async function handler(req, res) { const [fields] = await formidable({}).parse(req); ${SAVE} }`;
    expect(reader.verdicts('pages/api/upload.ts', text)).toEqual([]);
  });
});

describe('requests that a receiver sends on', () => {
  const route = (address: string): string =>
    `export async function POST(request) { const { origin } = request.nextUrl; const body = await request.json(); await fetch(${address}, { method: 'POST', body: JSON.stringify(asSlacks(body)) }); return Response.json({}); }`;

  test.each([
    ['to another route of the application', '`${origin}/api/slack/webhook`', ['slack unverified no-verification']],
    [
      'to another function of the project',
      "`${Deno.env.get('SUPABASE_URL')}/functions/v1/slack-webhook`",
      ['slack unverified no-verification'],
    ],
    ["to the provider's webhook: it is a sender", '`${process.env.SLACK_WEBHOOK_URL}`', []],
  ])('%s', (_title, address, expected) => {
    expect(reader.verdicts('app/api/slack/relay/webhook/route.ts', route(address))).toEqual(expected);
  });
});

describe('routes that tell a provider where to call', () => {
  test.each([
    [
      'by its API',
      "await fetch(`https://api.telegram.org/bot${token}/setWebhook`, { method: 'POST', body: JSON.stringify({ allowed_updates: ['callback_query'] }) });",
    ],
    ['by its API, without a body', 'await fetch(`https://api.telegram.org/bot${token}/setWebhook?url=${APP_URL}`);'],
    ['by a client', 'await new TelegramBot(token).setWebHook(APP_URL);'],
    ['by the name of an instance', "await fetch(`${EVOLUTION}/webhook/set/${token}`, { method: 'POST' });"],
  ])('%s', (_title, call) => {
    const text = `Deno.serve(async (req) => { const { token } = await req.json(); ${call} await db.from('bots').insert({ token }); return new Response(''); });`;
    expect(reader.verdicts('supabase/functions/telegram-auto-webhook/index.ts', text)).toEqual([]);
  });

  test('what answers a message is none', () => {
    const text =
      "Deno.serve(async (req) => { const { chat } = await req.json(); await fetch(`https://api.telegram.org/bot${TOKEN}/sendMessage`, { method: 'POST', body: JSON.stringify({ chat_id: chat }) }); await db.from('chats').insert({ chat }); return new Response(''); });";
    expect(reader.verdicts('supabase/functions/telegram-auto-webhook/index.ts', text)).toEqual([OPEN]);
  });
});

test.each([
  ['', 'verified token-compared'],
  ['row.hottok && ', 'optional skipped-without-secret'],
])('a token that a provider calls by a name of its own, in a row: %s', (asked, expected) => {
  const text = `Deno.serve(async (req) => { const url = new URL(req.url); const { data: row } = await db.from('accounts').select('*').eq('id', url.searchParams.get('org')).single(); const shown = req.headers.get('x-hotmart-hottok'); if (${asked}row.hottok !== shown) return new Response('', { status: 401 }); await db.from('orders').insert(await req.json()); return new Response(''); });`;
  expect(reader.verdicts('supabase/functions/hotmart-webhook/index.ts', text)).toEqual([`null ${expected}`]);
});

const MAC = "const mac = createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex');";
const post = (check: string): string =>
  `export async function POST(request) { const raw = await request.text(); const event = JSON.parse(raw); ${check} await saveOrder(event); return new Response(''); }`;
const verdictOf = (check: string): string[] => reader.verdicts('app/api/webhooks/acme/route.ts', post(check));

describe('what a round of a list leaves in a variable outside', () => {
  test.each([
    [
      'the signature that is looked for',
      `let signature = ''; request.headers.forEach((value, key) => { if (key === 'x-signature') signature = value; }); if (!signature) return new Response('', { status: 400 }); ${MAC} if (mac !== signature) return new Response('', { status: 401 });`,
      'verified signature-compared',
    ],
    [
      'one part of a header',
      `let time, signature; request.headers.get('x-signature').split(',').forEach((part) => { const [key, value] = part.split('='); if (key === 't') time = value; if (key === 'v1') signature = value; }); if (!time || !signature) return new Response('', { status: 400 }); ${MAC} if (mac !== signature) return new Response('', { status: 401 });`,
      'verified signature-compared',
    ],
    [
      'whether one of them fits',
      `${MAC} let valid = false; request.headers.get('x-signature').split(' ').forEach((each) => { valid = valid || each === mac; }); if (!valid) return new Response('', { status: 401 });`,
      'verified signature-compared',
    ],
    [
      'whether one of them fits, which nobody asks',
      `${MAC} let valid = false; request.headers.get('x-signature').split(' ').forEach((each) => { valid = valid || each === mac; }); console.log(valid);`,
      'ineffective result-ignored',
    ],
  ])('%s', (_title, check, expected) => {
    expect(verdictOf(check)).toEqual([`null ${expected}`]);
  });
});

describe('a page whose default export is a router', () => {
  const take = "async (req, res) => { await saveOrder(req.body); res.send('ok'); }";
  const page = (routes: string): string =>
    `import nc from 'next-connect';\nimport { verifyHmac } from '../../lib/hmac';\n${routes}`;

  test.each([
    ['by a statement', `const handler = nc(); handler.post(${take}); export default handler;`, 'unverified'],
    ['in its chain', `export default nc().post(${take});`, 'unverified'],
    ['and gives out what serves', `const r = nc(); r.post(${take}); export default r.handler({});`, 'unverified'],
    [
      'behind what all go through',
      `const handler = nc(); handler.use(verifyHmac); handler.post(${take}); export default handler;`,
      'unknown',
    ],
    [
      'behind what all go through, in a chain',
      `const handler = nc(); handler.use(verifyHmac).post(${take}); export default handler;`,
      'unknown',
    ],
    [
      'behind what all go through, in the chain that makes it',
      `export default nc().use(verifyHmac).post(${take});`,
      'unknown',
    ],
    [
      'beside what is read',
      `const handler = nc(); handler.post(verifyHmac, ${take}); export default handler;`,
      'unknown',
    ],
  ])('is told once, where it posts %s', (_title, routes, expected) => {
    const { webhooks } = reader.find('pages/api/webhook.js', page(routes));
    expect(webhooks.map(({ verification }) => verification)).toEqual([expected]);
  });
});

test.each(['readBody', 'useBody', 'readRawBody', 'useRawBody'])(
  '%s of h3 gives out the body and checks nothing',
  (read) => {
    const text = `export default defineEventHandler(async (event) => { const body = await ${read}(event); await saveOrder(body); return {}; });`;
    expect(reader.verdicts('server/api/webhook.post.ts', text)).toEqual(['null unverified no-verification']);
  },
);

describe('a body that says that it is a test', () => {
  const refuse = `${MAC} if (mac !== request.headers.get('x-signature')) return new Response('', { status: 401 });`;

  test.each([
    ['switches the check off', `if (!event.test) { ${refuse} }`, 'ineffective caller-decides'],
    ['switches it off by not being live', `if (event.livemode === true) { ${refuse} }`, 'ineffective caller-decides'],
    ['is let go before', `if (!event.livemode) return new Response(''); ${refuse}`, 'verified signature-compared'],
    ['is asked behind the check', `${refuse} if (event.test) return new Response('');`, 'verified signature-compared'],
    [
      'chooses the key',
      "const key = event.livemode ? process.env.LIVE_SECRET : process.env.TEST_SECRET; if (createHmac('sha256', key).update(raw).digest('hex') !== request.headers.get('x-signature')) return new Response('', { status: 401 });",
      'verified signature-compared',
    ],
  ])('%s', (_title, check, expected) => {
    expect(verdictOf(check)).toEqual([`null ${expected}`]);
  });
});

test.each([
  ['that sends something to people is none', 'app/api/telegram/notify/route.ts', 'sendMessage', []],
  ['that is told of something is one', 'app/api/telegram/webhook/route.ts', 'sendMessage', [OPEN]],
])('a route of a provider of messages %s', (_title, path, method, expected) => {
  const text = `export async function POST(request) { const { message } = await request.json(); await fetch(\`https://api.telegram.org/bot\${process.env.BOT_TOKEN}/${method}\`, { method: 'POST', body: JSON.stringify({ chat_id: CHAT, text: message }) }); return Response.json({}); }`;
  expect(reader.verdicts(path, text)).toEqual(expected);
});
