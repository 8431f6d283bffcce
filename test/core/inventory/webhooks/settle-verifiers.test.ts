import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();

const ROUTE = 'app/api/webhooks/acme/route.ts';
const handler = (name: string, call: string): string =>
  `import { ${name} } from '@/lib/callers';
export async function POST(request: Request) {
  const header = request.headers.get('authorization');
  if (!header?.startsWith('Bearer ')) return new Response('', { status: 401 });
  const token = header.slice(7);
  ${call}
  const body = await request.json();
  await db.order.update({ where: { id: body.id }, data: { paid: true } });
  return Response.json({});
}`;
const settle = (name: string, call: string, fn: string): string[] =>
  settleFiles(reader, { [ROUTE]: handler(name, call), 'lib/callers.ts': `import { db } from './db';\n${fn}` });

describe('callers that are looked up by what they show, in another file', () => {
  test.each([
    [
      'a query with the token by its name',
      'export async function validateWebhookToken(token: string) { const row = await db.queryOne(`SELECT id FROM hooks WHERE token = :token`, { token }); return row?.id || null; }',
    ],
    [
      'the row of a table',
      'export async function validateWebhookToken(token: string) { const hook = await prisma.hook.findUnique({ where: { token } }); return !!hook; }',
    ],
    [
      'rows of a query builder',
      "export async function validateWebhookToken(token: string) { const { data } = await db.from('hooks').select('id').eq('hook_token', token).single(); return data; }",
    ],
    [
      'a row that keeps the digest of the key',
      "export async function validateWebhookToken(token: string) { const tokenHash = createHash('sha256').update(token).digest('hex'); const row = await prisma.hook.findUnique({ where: { tokenHash } }); if (!row) return null; if (row.expiresAt < new Date()) return null; return { shop: row.shop }; }",
    ],
    [
      'a digest that another function makes, of a key by a name of no key',
      "export async function validateWebhookToken(raw: string) { const row = await prisma.hook.findFirst({ where: { tokenHash: digestOf(raw) } }); return row; } const digestOf = (raw: string) => createHash('sha256').update(raw).digest('hex');",
    ],
  ])('%s', (_title, fn) => {
    const refusal =
      "const known = await validateWebhookToken(token); if (!known) return new Response('', { status: 401 });";
    expect(settle('validateWebhookToken', refusal, fn)).toEqual([`${ROUTE} verified token-compared lib/callers.ts:2`]);
  });

  test('a verifier by its name that looks nothing up lets all pass', () => {
    const fn = 'export async function validateWebhookToken(token: string) { log(token); return true; }';
    const refusal = "if (!(await validateWebhookToken(token))) return new Response('', { status: 401 });";
    expect(settle('validateWebhookToken', refusal, fn)).toEqual([`${ROUTE} ineffective stub -`]);
  });
});

test.each(['verifySnsMessage', 'verifyServerNotification', 'verifyPushJwt'])(
  'who verifies what proves itself need not be handed a signature: %s',
  (name) => {
    const files = {
      'src/routes/webhooks/ses.ts': `import { ${name} } from '../../sns';\nrouter.post('/', async (req, res) => { try { await ${name}(req.body); } catch { return res.status(400).end(); } await saveBounce(req.body); res.end(); });`,
      'src/sns.ts': `import Validator from 'sns-validator';\nconst validator = new Validator();\nexport const ${name} = (message) => new Promise((resolve, reject) => { validator.validate(message, (error, found) => { if (error) return reject(error); resolve(found); }); });`,
    };
    expect(settleFiles(reader, files)).toEqual(['src/routes/webhooks/ses.ts unknown delegated-unresolved -']);
  },
);

test('who asks for a key of the caller is read, in a file without a word of webhooks', () => {
  const files = {
    'src/routes/scheduler.ts':
      "import { requireInternalApiKey } from '../auth';\nrouter.post('/webhooks/n8n', requireInternalApiKey, async (req, res) => { await save(req.body); res.end(); });",
    'src/auth.ts':
      "export function requireInternalApiKey(req, res, next) { const key = req.headers['x-internal-api-key']; const expected = process.env.INTERNAL_API_KEY; if (!expected) { sendError(res, 500); return; } if (!key || key !== expected) { sendError(res, 401); return; } next(); }",
  };
  expect(settleFiles(reader, files)).toEqual(['src/routes/scheduler.ts verified token-compared src/auth.ts:1']);
});

test('what is made for a secret, and then for a handler, verifies', () => {
  const files = {
    'src/routes/webhooks.ts':
      "import { signed } from '../signed';\nrouter.post('/linear', signed('LINEAR_SECRET')(async (req, res) => { await saveIssue(req.body); res.end(); }));",
    'src/signed.ts':
      "export const signed = (name) => (take) => (req, res, next) => { const mac = createHmac('sha256', process.env[name]).update(req.rawBody).digest('hex'); if (mac !== req.headers['linear-signature']) { res.status(401).end(); return; } return take(req, res, next); };",
  };
  expect(settleFiles(reader, files)).toEqual(['src/routes/webhooks.ts verified signature-compared src/signed.ts:1']);
});

describe('an asynchronous verifier of another file', () => {
  const VERIFIER =
    "import { createHmac } from 'node:crypto';\nexport async function isValidSignature(raw, signature) { return createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex') === signature; }";
  const route = (check: string): string =>
    `import { isValidSignature } from '@/lib/verifier';
export async function POST(request) {
  const raw = await request.text();
  const signature = request.headers.get('x-signature');
  ${check}
  await savePayment(JSON.parse(raw));
  return Response.json({});
}`;

  test.each([
    [
      'proves nothing where nobody waits',
      "if (!isValidSignature(raw, signature)) return new Response('', { status: 401 });",
      'ineffective not-awaited -',
    ],
    ['proves nothing where it is dropped', 'isValidSignature(raw, signature);', 'ineffective not-awaited -'],
    [
      'proves where it is awaited',
      "if (!(await isValidSignature(raw, signature))) return new Response('', { status: 401 });",
      'verified signature-compared lib/verifier.ts:2',
    ],
    [
      'proves where what it comes to is asked',
      "return isValidSignature(raw, signature).then(async (valid) => { if (!valid) return new Response('', { status: 401 }); await savePayment(JSON.parse(raw)); return Response.json({}); });",
      'verified signature-compared lib/verifier.ts:2',
    ],
    [
      'proves where a boolean is made of it',
      "const valid = await isValidSignature(raw, signature); switch (Boolean(valid)) { case false: return new Response('', { status: 401 }); }",
      'verified signature-compared lib/verifier.ts:2',
    ],
  ])('%s', (_title, check, expected) => {
    expect(settleFiles(reader, { [ROUTE]: route(check), 'lib/verifier.ts': VERIFIER })).toEqual([
      `${ROUTE} ${expected}`,
    ]);
  });
});

describe('a verifier of another file decides', () => {
  test.each([
    [
      'where it compares a token, though parameter and setting are both named for it',
      {
        'src/webhooks/acme.controller.ts':
          "import { AcmeService } from './acme.service';\n@Controller('webhooks/acme')\nexport class AcmeController { constructor(private service: AcmeService) {}\n@Post('payment') async take(@Headers('x-callback-token') callbackToken: string, @Body() data: Event) { if (!this.service.verifyWebhook(callbackToken)) { throw new BadRequestException('no'); } await this.service.markPaid(data); } }",
        'src/webhooks/acme.service.ts':
          "export class AcmeService { constructor(private config: ConfigService) {}\nverifyWebhook(callbackToken: string): boolean { const expectedToken = this.config.get('ACME_WEBHOOK_VERIFY_TOKEN'); return callbackToken === expectedToken; }\nasync markPaid(data) { await db.save(data); } }",
      },
      'src/webhooks/acme.controller.ts verified token-compared src/webhooks/acme.service.ts:2',
    ],
    [
      'beside a check whose failure is caught',
      {
        'functions/src/webhooks.ts':
          "import { verifyAcmeSignature } from './acme';\nexport const smsWebhook = onRequest(async (req, res) => { let known = false; try { const who = await getAuth().verifyIdToken(req.header('authorization')); known = who.sender === true; } catch { known = false; } if (!known) { const verdict = verifyAcmeSignature(req.rawBody, req.header('x-acme-signature'), process.env.ACME_SECRET); if (!verdict.ok) { res.status(401).end(); return; } known = true; } await saveMessage(req.body); res.end(); });",
        'functions/src/acme.ts':
          "export function verifyAcmeSignature(body, signature, secret) { if (!signature) return { ok: false }; const digest = createHmac('sha256', secret).update(body).digest('hex'); return { ok: digest === signature }; }",
      },
      'functions/src/webhooks.ts verified signature-compared functions/src/acme.ts:1',
    ],
    [
      'that throws, and says that all went well where no secret is set',
      {
        'src/desk.controller.ts':
          "import { DeskService } from './desk.service';\n@Controller('desk/webhook')\nexport class DeskController { constructor(private readonly desk: DeskService) {}\n@Post() async take(@Headers('x-desk-signature') signature: string, @Body() payload: Payload) { return await this.desk.handleWebhook(payload, signature); } }",
        'src/desk.service.ts':
          "export class DeskService { async handleWebhook(payload, signature) { if (this.webhookSecret) { const digest = createHmac('sha256', this.webhookSecret).update(JSON.stringify(payload)).digest('hex'); if (signature !== digest) { throw new UnauthorizedException('no'); } } if (payload.event === 'assigned') { await db.assign(payload); } return { success: true }; } }",
      },
      'src/desk.controller.ts optional skipped-without-secret -',
    ],
    [
      'where it is asked whether it gives an error',
      {
        'src/hooks.ts':
          "import { checkSignature } from './signatures';\napp.post('/webhooks/acme', async (c) => { const found = checkSignature(await c.req.text(), c.req.header('x-signature')); if ('error' in found) return c.json(found, 401); await route(found.payload); return c.json({}); });",
        'src/signatures.ts':
          "export function checkSignature(raw, signature) { if (!signature) return { error: 'missing' }; if (createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex') !== signature) return { error: 'bad' }; return { payload: JSON.parse(raw) }; }",
      },
      'src/hooks.ts verified signature-compared src/signatures.ts:1',
    ],
    [
      'unless what it is asked for is said of unsigned calls too',
      {
        'src/hooks.ts':
          "import { checkSignature } from './signatures';\napp.post('/webhooks/:source', async (c) => { const found = await checkSignature(c.req.raw); if (!found.valid) return c.json({}, 401); await route(await c.req.json()); return c.json({}); });",
        'src/signatures.ts':
          "export async function checkSignature(request) { const signature = request.headers.get('x-signature'); if (!signature) return { valid: true, signed: false }; const same = createHmac('sha256', process.env.HOOK_SECRET).update(await request.clone().text()).digest('hex') === signature; return { valid: same, signed: true, verified: same }; }",
      },
      'src/hooks.ts ineffective skipped-without-signature -',
    ],
  ])('%s', (_title, files, expected) => {
    expect(settleFiles(reader, files)).toEqual([expected]);
  });
});

describe('a secret that may be empty', () => {
  const files = (asked: string): Record<string, string> => ({
    'src/webhooks.ts': `import { verifySignature } from './verify';\nfastify.post('/webhooks/acme', async (request, reply) => { const app = await settings(); ${asked} if (!verifySignature(request.rawBody, request.headers['x-signature'], app.secret)) return reply.code(401).send(); await markPaid(request.body); });\nasync function settings() { return { secret: process.env.ACME_SECRET ?? '' }; }`,
    'src/verify.ts':
      "export function verifySignature(body, signature, secret) { return signature === createHmac('sha256', secret).update(body).digest('hex'); }",
  });

  test.each([
    [
      'is asked for by its name',
      'if (!app.secret) return reply.code(500).send();',
      'verified signature-compared src/verify.ts:1',
    ],
    [
      'is not asked for where something else is',
      "if (!request.headers['x-token']) log(); if (!token) log();",
      'optional empty-secret -',
    ],
  ])('%s', (_title, asked, expected) => {
    expect(settleFiles(reader, files(asked))).toEqual([`src/webhooks.ts ${expected}`]);
  });
});

describe('verifiers of another file, by what they give out', () => {
  const READ = `import { Webhook } from 'svix';
export async function readEvent(request) { const payload = await request.text(); try { return [null, new Webhook(process.env.RESEND_WEBHOOK_SECRET).verify(payload, Object.fromEntries(request.headers))]; } catch { return ['invalid', null]; } }`;
  const GUARD = (unset: string): string =>
    `export function requireSecret(request, name) { const expected = process.env[name]; ${unset} if (request.headers.get('authorization') !== \`Bearer \${expected}\`) return new Response('', { status: 401 }); return null; }`;
  const asked = "const denied = requireSecret(request, 'HOOK_SECRET'); if (denied) return denied;";

  test.each([
    [
      'a pair',
      'readEvent',
      "const [problem, event] = await readEvent(request); if (problem) return new Response('', { status: 401 });",
      READ,
      'verified sdk-verifier lib/callers.ts:2',
    ],
    [
      'a pair that nobody asks',
      'readEvent',
      'const [, event] = await readEvent(request);',
      READ,
      'ineffective result-ignored -',
    ],
    [
      'a refusal, by a secret that the caller names',
      'requireSecret',
      asked,
      GUARD("if (!expected) return new Response('', { status: 500 });"),
      'verified token-compared lib/callers.ts:1',
    ],
    [
      'nothing, where that secret is not set',
      'requireSecret',
      asked,
      GUARD('if (!expected) return null;'),
      'optional skipped-without-secret -',
    ],
  ])('%s', (_title, name, call, fn, expected) => {
    const text = `import { ${name} } from '@/lib/callers';\nexport async function POST(request) { ${call} const body = await request.json(); await db.order.update({ where: { id: body.id }, data: { paid: true } }); return Response.json({}); }`;
    expect(settleFiles(reader, { [ROUTE]: text, 'lib/callers.ts': fn })).toEqual([`${ROUTE} ${expected}`]);
  });

  test('a status of several words, of which callers choose the ones that they refuse', () => {
    const files = {
      [ROUTE]:
        "import { checkSignature } from '@/lib/callers';\nexport async function POST(request) { const raw = await request.text(); const check = checkSignature(raw, request.headers.get('x-signature')); if (check.status !== 'valid') return new Response('', { status: 401 }); await saveOrder(JSON.parse(raw)); return new Response(); }",
      'lib/callers.ts':
        "import { createHmac } from 'crypto';\nexport function checkSignature(raw, signature) { if (!signature) return { status: 'missing' }; return { status: createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex') === signature ? 'valid' : 'invalid' }; }",
    };
    expect(settleFiles(reader, files)).toEqual([`${ROUTE} unknown conditional -`]);
  });

  test.each([['whose key is asked for', 'if (!key) return true;', 'optional skipped-without-secret -']])(
    'a function of named parts, %s',
    (_title, first, expected) => {
      const files = {
        [ROUTE]:
          "import { matches } from '@/lib/callers';\nexport async function POST(request) { const raw = await request.text(); const same = matches({ raw, given: request.headers.get('x-signature'), key: process.env.HOOK_KEY }); if (!same) return new Response('', { status: 401 }); await saveOrder(JSON.parse(raw)); return new Response(); }",
        'lib/callers.ts': `import { createHmac } from 'crypto';\nexport const matches = ({ raw, given, key }) => { ${first} return createHmac('sha1', key).update(raw).digest('hex') === given; };`,
      };
      expect(settleFiles(reader, files)).toEqual([`${ROUTE} ${expected}`]);
    },
  );

  test.each([
    ['that is named for nothing', 'readShopify'],
    ['that says that it verifies', 'assertWebhook'],
  ])('a function of Nitro %s and is imported by nobody', (_title, name) => {
    const files = {
      'server/api/webhooks/shopify.post.ts': `export default defineEventHandler(async (event) => { const body = await ${name}(event); await useDB().insert(orders).values({ id: body.id }); return {}; });`,
      [`server/utils/${name}.ts`]: `import { createHmac, timingSafeEqual } from 'node:crypto';\nexport const ${name} = async (event) => { const raw = await readRawBody(event); const mac = createHmac('sha256', useRuntimeConfig().shopifySecret).update(raw).digest('base64'); if (!timingSafeEqual(Buffer.from(mac), Buffer.from(getHeader(event, 'x-shopify-hmac-sha256')))) throw createError({ statusCode: 401 }); return JSON.parse(raw); };`,
    };
    expect(settleFiles(reader, files)).toEqual([
      `server/api/webhooks/shopify.post.ts verified signature-compared server/utils/${name}.ts:2`,
    ]);
  });

  test('a function of Nitro that no file of its name has', () => {
    const files = {
      'server/api/webhooks/shopify.post.ts':
        'export default defineEventHandler(async (event) => { const body = await takeShopify(event); await useDB().insert(orders).values({ id: body.id }); return {}; });',
    };
    expect(settleFiles(reader, files)).toEqual(['server/api/webhooks/shopify.post.ts unknown delegated-unresolved -']);
  });
});

describe('what a handler of another file is made of', () => {
  test('a class that has its method of another one, which asks a method that it lacks', () => {
    const files = {
      [ROUTE]:
        "import { AcmeHooks } from '@/lib/acme-hooks';\nconst hooks = new AcmeHooks();\nexport const POST = (request) => hooks.handle(request);",
      'lib/acme-hooks.ts':
        "import { Hooks } from './hooks';\nexport class AcmeHooks extends Hooks { verify(raw, headers) { return verifySignature(raw, headers.get('x-signature')); } }",
      'lib/hooks.ts':
        "export class Hooks { async handle(request) { const raw = await request.text(); if (!(await this.verify(raw, request.headers))) return new Response('', { status: 401 }); await saveOrder(JSON.parse(raw)); return new Response(); } }",
    };
    expect(settleFiles(reader, files)).toEqual([`${ROUTE} unknown delegated-unresolved -`]);
  });

  test('wrappers that are composed, one of which verifies', () => {
    const files = {
      [ROUTE]:
        "import { compose, withErrors, withHmac } from '@/lib/http';\nexport const POST = compose(withErrors, withHmac('x-signature', 'ACME_SECRET'))(async (request, { json }) => { await saveOrder(json); return Response.json({}); });",
      'lib/http.ts':
        "import { createHmac } from 'crypto';\nexport const withErrors = (take) => async (request, ctx) => { try { return await take(request, ctx); } catch { return new Response('', { status: 500 }); } };\nexport const withHmac = (header, name) => (take) => async (request) => { const raw = await request.text(); if (createHmac('sha256', process.env[name]).update(raw).digest('hex') !== request.headers.get(header)) return new Response('', { status: 401 }); return take(request, { json: JSON.parse(raw) }); };",
    };
    expect(settleFiles(reader, files)).toEqual([`${ROUTE} verified signature-compared lib/http.ts:3`]);
  });
});
