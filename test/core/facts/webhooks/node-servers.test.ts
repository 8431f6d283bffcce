import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

/** `framework route verification why` of every handler. */
const find = (text: string): string[] =>
  reader
    .find('src/server.js', text)
    .webhooks.map(({ framework, route, verification, why }) => `${framework} ${route} ${verification} ${why}`);

const HTTP = "const http = require('http');\nconst { createHmac, timingSafeEqual } = require('crypto');\n";
const CHECK =
  "const mac = createHmac('sha256', process.env.HOOK_SECRET).update(body).digest('hex'); if (!timingSafeEqual(Buffer.from(mac), Buffer.from(req.headers['x-signature']))) { res.writeHead(401); res.end(); return; }";
const serve = (body: string): string => `${HTTP}http.createServer(async (req, res) => { ${body} }).listen(3000);`;

describe("Node's own server", () => {
  test.each([
    [
      'a body that a listener collects, checked before it is used',
      serve(
        `if (req.url === '/webhook') { let body = ''; req.on('data', (chunk) => { body += chunk; }); req.on('end', async () => { ${CHECK} await saveOrder(JSON.parse(body)); res.end(); }); return; } res.end();`,
      ),
      ['node /webhook verified signature-compared'],
    ],
    [
      'a body that a listener collects, and nobody checks',
      serve(
        "if (req.url === '/webhook') { const parts = []; req.on('data', (part) => parts.push(part)); req.on('end', () => { deploy(JSON.parse(Buffer.concat(parts))); res.end(); }); }",
      ),
      ['node /webhook unverified no-verification'],
    ],
    [
      'the parts of the request one by one',
      serve(
        `if (req.url.startsWith('/hooks/acme')) { const parts = []; for await (const part of req) parts.push(part); const body = Buffer.concat(parts).toString(); ${CHECK} await saveOrder(JSON.parse(body)); res.end(); }`,
      ),
      ['node /hooks/acme verified signature-compared'],
    ],
    [
      'a function that reads the body',
      `${serve(
        "const path = req.url.split('?')[0]; if (path === '/webhook') { const body = await readBody(req); await saveOrder(body.order); res.end(); }",
      )}\nfunction readBody(req) { return new Promise((resolve) => { let all = ''; req.on('data', (c) => (all += c)); req.on('end', () => resolve(JSON.parse(all))); }); }`,
      ['node /webhook unverified no-verification'],
    ],
    [
      'each path by what is done for it alone',
      serve(
        `if (req.url.startsWith('/hooks/a')) { const body = await readBody(req); ${CHECK} await saveOrder(body); res.end(); } else if (req.url.startsWith('/hooks/b')) { const body = await readBody(req); await saveOrder(body); res.end(); }`,
      ),
      ['node /hooks/a verified signature-compared', 'node /hooks/b unverified no-verification'],
    ],
    [
      'a server of another module',
      "const { createServer } = require('vite');\ncreateServer((req, res) => { if (req.url === '/webhook') { saveOrder(req.body); res.end(); } });",
      [],
    ],
  ])('%s', (_title, text, expected) => {
    expect(find(text)).toEqual(expected);
  });

  test('a path out of the settings is no token', () => {
    const text = serve(
      "const url = new URL(req.url, 'http://localhost'); if (req.method !== 'POST' || url.pathname !== config.webhook.path) { res.writeHead(404); res.end(); return; } await saveOrder(await readBody(req)); res.end();",
    );
    const verdicts = reader.verdicts('src/webhook-server.js', `const { config } = require('./config');\n${text}`);
    expect(verdicts).toEqual(['null unverified no-verification']);
  });
});

describe('functions and listeners without a router', () => {
  test.each([
    [
      'a function of a cloud that is named for whose webhook it takes',
      "module.exports.acmeWebhook = async (event) => { const body = JSON.parse(event.body); await saveOrder(body.order); return { statusCode: 200, body: '' }; };",
      ['lambda /acmeWebhook unverified no-verification'],
    ],
    [
      'a function that is named so, of the parts of an event',
      'exports.acmeWebhook = async ({ body, headers }) => { await saveOrder(JSON.parse(body)); return { statusCode: 200 }; };',
      ['lambda /acmeWebhook unverified no-verification'],
    ],
    [
      'a function that is named so, of an event and its context',
      "export async function acmeWebhook(event, context) { await saveOrder(JSON.parse(event.body), context.awsRequestId); return { statusCode: 200, body: '' }; }",
      ['lambda /acmeWebhook unverified no-verification'],
    ],
    [
      'a function that is handed an event of its own, and how often it was tried',
      "export async function takeWebhook(event, attempt) { const answer = await fetch(event.url, { method: 'POST', body: event.body }); await saveAttempt(event.id, attempt, answer.status); }",
      [],
    ],
    [
      'a function that is named for its method',
      "export async function postWebhook(event) { await saveOrder(JSON.parse(event.body)); return { statusCode: 200, body: '' }; }",
      ['lambda /postWebhook unverified no-verification'],
    ],
    [
      'a function that is named for delivering',
      "export async function deliverWebhook(event) { const answer = await fetch(event.target, { method: 'POST', body: event.body }); await saveAttempt(event.id, answer.status); }",
      [],
    ],
    [
      'a function that is handed such parts beside others',
      'async function storeFailedWebhook({ kind, payload, headers, error }) { await db.failures.insert({ kind, payload, headers, error: error.message }); }\nmodule.exports = { storeFailedWebhook };',
      [],
    ],
    [
      'a listener on a path, of Connect',
      "WebApp.connectHandlers.use('/webhooks/acme', async (req, res) => { await saveOrder(req.body); res.writeHead(200); res.end(); });",
      ['unknown /webhooks/acme unverified no-verification'],
    ],
    [
      'a listener that lets pass what it counts',
      "app.use('/webhooks/acme', (req, res, next) => { count(req.body); res.set('x-count', '1'); next(); });",
      [],
    ],
    [
      'the interactions of Discord, by its ping',
      "app.post('/interactions', async (req, res) => { const { type, data } = req.body; if (type === InteractionType.PING) return res.send({ type: 1 }); await run(data.name); return res.send({ type: 4 }); });",
      ['unknown /interactions unverified no-verification'],
    ],
    [
      'an update of Telegram, by who takes it',
      "app.post('/bot', (req, res) => { bot.handleUpdate(req.body, res); });",
      ['unknown /bot unverified no-verification'],
    ],
  ])('%s', (_title, text, expected) => {
    expect(find(text)).toEqual(expected);
  });
});

describe('paths that are put together', () => {
  const post = (path: string, above = ''): string[] =>
    reader.verdicts(
      'src/server.ts',
      `${above}\napp.post(${path}, async (req, res) => { await saveOrder(req.body); res.end(); });`,
    );

  test.each([
    ['a prefix of the file', '`${API}/webhooks/acme`', "const API = '/api/v1';"],
    ['a prefix of the settings', '`${process.env.PREFIX}/webhooks/acme`', ''],
    ['a sum', "prefix + '/webhooks/acme'", ''],
    ['a constant', 'HOOK_AT', "const HOOK_AT = '/webhooks/acme';"],
    ['a property of a table', 'paths.hook', "const paths = { hook: '/webhooks/acme' };"],
    ['a setting with a default', "process.env.HOOK_AT || '/webhooks/acme'", ''],
    ['a setting that is named so', 'config.webhookPath', "import { config } from './config';"],
    ['a call that makes paths', "this.routerPath('webhooks/acme', false)", ''],
    ['parts that are joined', "path.join('/api', 'webhooks/acme')", ''],
  ])('%s', (_title, path, above) => {
    expect(post(path, above)).toEqual(['null unverified no-verification']);
  });

  test.each([
    ['a secret', '`/webhook/${process.env.BOT_TOKEN}`', ['null verified token-compared']],
    ['an id', '`/webhook/${process.env.BOT_ID}`', ['null unverified no-verification']],
    ['no word of webhooks', '`${API}/orders`', []],
    ['no word of webhooks, by a call', "this.routerPath('orders')", []],
    ['no paths, a call that checks', "check('webhooks/acme')", []],
  ])('of %s', (_title, path, expected) => {
    expect(post(path)).toEqual(expected);
  });

  test('of constants that name each other over and over do not grow without end', () => {
    const doubled = (name: string): string => `\`${`\${${name}}`.repeat(100)}\``;
    const text = `const A = '/webhook';\nconst B = ${doubled('A')};\nconst C = ${doubled('B')};\napp.post(C, async (req, res) => { await saveOrder(req.body); res.end(); });`;
    const [fact] = reader.find('src/server.ts', text).webhooks;
    expect(fact?.route?.length).toBeLessThanOrEqual(500);
  });

  test('a middleware that is named for webhooks is no path', () => {
    const text =
      "const verifyAcmeWebhook = (req, res, next) => { if (req.get('x-acme-token') !== process.env.ACME_TOKEN) return res.sendStatus(401); next(); };\nrouter.use(verifyAcmeWebhook);\nrouter.post('/webhooks/acme', async (req, res) => { await saveOrder(req.body); res.end(); });";
    expect(reader.verdicts('src/server.ts', text)).toEqual(['null verified token-compared']);
  });

  test('an address that is about to be called is no path', () => {
    const text = 'export const subscribe = (id, take) => api.post(`/shops/${id}/webhooks`, take);';
    expect(reader.verdicts('src/webhooks.ts', text)).toEqual([]);
  });
});

describe('a function that is deployed under a path of its own and tells others apart', () => {
  const deployed = (rest: string): string =>
    `import Stripe from 'npm:stripe';\nDeno.serve(async (req) => {\n  const url = new URL(req.url);\n  if (url.pathname.endsWith('/health')) return new Response('ok');\n  ${rest}\n});`;
  const ACT =
    "const raw = await req.text();\n  await db.from('payments').insert(JSON.parse(raw));\n  return new Response('');";
  const SIGNED =
    "try { await stripe.webhooks.constructEventAsync(await req.clone().text(), req.headers.get('stripe-signature'), Deno.env.get('STRIPE_WEBHOOK_SECRET')); } catch { return new Response('', { status: 400 }); }";

  test.each([
    ['takes the rest after a check', `${SIGNED}\n  ${ACT}`, ['stripe verified sdk-verifier']],
    ['takes the rest as it comes', ACT, ['stripe unverified no-verification']],
    ['turns the rest away', "return new Response('', { status: 404 });", []],
  ])('%s', (_title, rest, expected) => {
    expect(reader.verdicts('supabase/functions/stripe-webhook/index.ts', deployed(rest))).toEqual(expected);
  });
});
