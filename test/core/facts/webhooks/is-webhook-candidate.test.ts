import { expect, test } from 'vitest';
import { isComponent, isWebhookCandidate } from '../../../../src/core/facts/webhooks/is-webhook-candidate.ts';
import { compileTelling } from '../../../../src/core/facts/webhooks/telling-words.ts';

const KNOWN = {
  headers: new Map([['x-acme-token', ['acme']]]),
  events: { types: new Map([['acme.paid', 'acme']]), bodies: [], words: /\bMessagingResponse\b|\bacme_body\b/ },
  gateways: new Set(['acmepay']),
  makesClient: /\bnew ChatClient\(|\bChatClient\.getInstance\(/,
  telling: compileTelling(['MessagingResponse', 'acme_body'], new Set(['ChatClient'])),
};

test.each([
  ['src/a.ts', "app.post('/webhook', f)", true],
  ['src/a.ts', "app.post('/slack/events', f)", true],
  ['src/a.ts', 'timingSafeEqual(a, b)', true],
  ['app/api/webhook/route.ts', 'export function POST() {}', true],
  ['src/a.ts', 'export const a = 1;', false],
  ['app/api/acme-pay/notification/route.ts', 'export function POST() {}', true],
  ['app/api/acme-login/callback/route.ts', 'export function POST() {}', false],
  ['src/a.ts', "app.post('/acme', (req) => req.headers['X-Acme-Token'])", true],
  ['app/api/acme/route.ts', "export const POST = (req) => req.headers.get('x-acme-token')", true],
  ['src/a.ts', "app.post('/acme', (req) => send({ headers: { 'x-acme-token': key } }))", false],
  ['src/a.ts', "app.post('/acme', (req) => req.headers['x-request-id'])", false],
  ['src/hooks/use-form.ts', 'export const useForm = () => 1;', false],
  ['src/hooks.ts', "router.post('/stripe', f)", true],
  ['src/page.tsx', "'use client';\nfetch('/webhook', { method: 'POST' })", false],
  ['app/api/links/route.ts', 'export async function POST() { await sendWebhook(); }', false],
  ['app/api/links/route.ts', 'export async function POST(req) { verifyWebhook(req); }', true],
  ['apps/api/src/invites.controller.ts', "@Controller('a') class A { @Post('webhook') b() {} }", true],
  ['apps/api/src/pay.ts', 'class A { receiveWebhook(req, res) {} }', true],
  ['src/a.ts', "router.use('/orders', verify, orders)", true],
  ['src/a.ts', "app.addHook('preHandler', verifyHmac)", true],
  ['src/a.ts', "consumer.apply(SignatureMiddleware).forRoutes('in')", true],
  ['src/a.ts', "consumer.apply(LogMiddleware).forRoutes('in')", false],
  ['src/a.ts', "router.use('/orders', verifyToken, orders)", false],
  ['src/a.ts', "if (req.get('X-Acme-Key') !== key) return res.sendStatus(401); next();", true],
  ['src/a.ts', "export const take = (c) => c.req.header('x-acme-event-secret') === key || c.json({}, 401);", true],
  ['src/a.ts', "export function requireSecret(req) { return req.headers.get('authorization') === key; }", true],
  ['src/a.ts', "export function requireUser(req) { return load(req.headers.get('authorization')); }", false],
  ['src/a.ts', 'export const chat = new ChatClient(key, secret);', true],
  ['src/a.ts', 'export const chat = ChatClient.getInstance(key, secret);', true],
  ['src/a.ts', 'export const map = new MapClient(key);', false],
  ['src/a.py', "post('/webhook')", false],
  ['src/a.test.ts', "app.post('/webhook', f)", false],
  ['test/a.ts', "app.post('/webhook', f)", false],
  ['node_modules/a/webhook.js', "app.post('/webhook', f)", false],
  ['src/a.d.ts', 'webhook', false],
  ['examples/a.ts', "app.post('/webhook', f)", true],
  ['src/bundle.js', `"webhook";${'a();'.repeat(10_000)}`, false],
])('%s %.40s: %s', (path, text, expected) => {
  expect(isWebhookCandidate(path, text, () => text, KNOWN)).toBe(expected);
});

test('words in comments only do not count, and comments are blanked only where a word is', () => {
  let asked = 0;
  const code = () => {
    asked += 1;
    return '';
  };
  expect(isWebhookCandidate('src/a.ts', "// app.post('/webhook')", code, KNOWN)).toBe(false);
  expect(asked).toBe(1);
  expect(isWebhookCandidate('src/a.ts', 'const a = 1;', code, KNOWN)).toBe(false);
  expect(asked).toBe(1);
});

test.each([
  ['a component', 'src/webhooks/form.tsx', 'export const Form = ({ context }) => <form/>', true],
  ['a component of the browser', 'src/form.tsx', "'use client';\nexport const action = take", true],
  ['a route that is shown, and takes forms', 'app/routes/hook.tsx', 'export const action = async () => null', false],
  ['an application of Hono', 'src/app.tsx', "app.post('/stripe', take)", false],
  ['no component', 'src/form.ts', 'export const form = 1', false],
])('told from handlers: %s', (_title, path, text, expected) => {
  expect(isComponent(path, text)).toBe(expected);
});
