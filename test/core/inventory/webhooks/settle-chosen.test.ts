import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles, type Files } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();

const DIGEST = "createHmac('sha256', process.env.ACME_SECRET).update(raw).digest('hex') === signature";

describe('a verifier of several providers, told by a word which one', () => {
  const handler = (word: string): string =>
    `import { verifyCall } from './verify';\napp.post('/webhooks/acme', async (req, res) => { if (!verifyCall('${word}', req.rawBody, req.headers['x-acme-signature'])) return res.status(401).end(); await saveOrder(req.body); res.end(); });`;
  const byIf = `export function verifyCall(provider: string, raw: Buffer, signature: string) { try { if (provider === 'acme') { return ${DIGEST}; } if (provider === 'initech') { return true; } return false; } catch { return false; } }`;
  const bySwitch = `export function verifyCall(provider, raw, signature) { switch (provider) { case 'acme': return ${DIGEST}; case 'initech': return true; default: return false; } }`;

  test.each([
    ['by a condition, of one that is verified', 'acme', byIf, 'verified signature-compared src/verify.ts:1'],
    ['by a switch, of one that is verified', 'acme', bySwitch, 'verified signature-compared src/verify.ts:1'],
    ['by a condition, of one that is not', 'initech', byIf, 'unverified no-verification -'],
    ['by a switch, of one that is not', 'initech', bySwitch, 'ineffective stub -'],
  ])('%s', (_, word, verify, told) => {
    expect(settleFiles(reader, { 'src/server.ts': handler(word), 'src/verify.ts': verify })).toEqual([
      `src/server.ts ${told}`,
    ]);
  });
});

describe('a verifier for each kind of caller, each of which refuses in its own way', () => {
  const HANDLER = 'app/api/webhooks/acme/route.ts';
  const handler = (checks: string): Files => ({
    [HANDLER]: `import { verifyAcmeSignature, verifySharedSignature, requireInternal } from '../proofs';\nexport async function POST(req: Request) { const body = await req.text(); const signature = req.headers.get('x-acme-signature'); ${checks} await saveOrder(JSON.parse(body)); return new Response(''); }`,
    'app/api/webhooks/proofs.ts': [
      "export const verifyAcmeSignature = (raw, signature, secret) => createHmac('sha256', secret).update(raw).digest('hex') === signature;",
      "export function verifySharedSignature(raw, signature) { if (createHmac('sha256', process.env.SHARED_SECRET).update(raw).digest('hex') !== signature) return new Response('', { status: 401 }); return null; }",
      "export function requireInternal(req) { if (req.headers.get('x-internal-key') !== process.env.INTERNAL_KEY) throw new Error('key'); }",
    ].join('\n'),
  });
  const ofShop = 'if (!verifyAcmeSignature(body, signature, shop.secret)) return new Response("", { status: 401 });';
  const shared = 'const problem = verifySharedSignature(body, signature); if (problem) return problem;';
  const byShop = (one: string, other: string): Files =>
    handler(`const shop = await shopOf(req); if (shop.secret) { ${one} } else { ${other} }`);

  test.each([
    [
      'by an answer and by a response',
      byShop(ofShop, shared),
      'verified signature-compared app/api/webhooks/proofs.ts:1',
    ],
    [
      'by a response that is not given',
      byShop(ofShop, 'verifySharedSignature(body, signature);'),
      'ineffective result-ignored -',
    ],
    ['and one is not asked', byShop(ofShop, ''), 'optional skipped-without-secret -'],
    [
      'by an error and by an answer',
      handler(
        `if (req.headers.get('x-internal-key')) { requireInternal(req); } else { const valid = verifyAcmeSignature(body, signature, process.env.ACME_SECRET); if (!valid) return new Response('', { status: 401 }); }`,
      ),
      'verified signature-compared app/api/webhooks/proofs.ts:1',
    ],
  ])('%s', (_, tree, told) => {
    expect(settleFiles(reader, tree)).toEqual([`${HANDLER} ${told}`]);
  });
});

describe('a middleware of another file that hands its verifier on', () => {
  const verify = `export const verifySignature = (raw: string, signature: string): boolean => ${DIGEST};`;
  const files = (body: string, verifier = verify): Files => ({
    'src/routes.ts':
      "import { hookAuth } from './hook-auth';\nrouter.post('/webhooks/acme', hookAuth, async (req, res) => { await saveOrder(req.body); res.end(); });",
    'src/hook-auth.ts': `import { verifySignature } from './verify';\nimport { HttpError } from './errors';\nexport const hookAuth = (req: Request, res: Response, next: NextFunction) => { const signature = req.headers['x-acme-signature'] as string; ${body} };`,
    'src/verify.ts': verifier,
    'src/errors.ts': 'export class HttpError extends Error {}',
  });
  const asks = (refuses: string): string => `if (!verifySignature(req.rawBody, signature)) ${refuses} next();`;
  const listed = "const ips = (process.env.ACME_IPS ?? '').split(',').filter(Boolean);";

  test.each([
    [
      'and gives the error to next',
      files(asks("return next(new HttpError('signature'));")),
      'verified signature-compared',
    ],
    ['and gives next nothing', files(asks("req.error = new HttpError('signature');")), 'ineffective result-ignored'],
    [
      'behind a look at the address',
      files(
        `${listed} if (ips.length > 0 && !ips.includes(req.ip)) throw new HttpError('address'); ${asks('return res.status(401).end();')}`,
      ),
      'verified signature-compared',
    ],
    [
      'whose parameters are named like an answer',
      files(
        asks('return res.status(401).end();'),
        "export const verifySignature = (statusCode: string, signature: string): boolean => createHash('sha512').update(statusCode + process.env.ACME_SECRET).digest('hex') === signature;",
      ),
      'verified signature-compared',
    ],
  ])('%s', (_, tree, told) => {
    const place = told.startsWith('verified') ? 'src/verify.ts:1' : '-';
    expect(settleFiles(reader, tree)).toEqual([`src/routes.ts ${told} ${place}`]);
  });
});

test('a middleware that a container of dependencies gives out', () => {
  const tree = (check: string): Files => ({
    'src/routes.ts':
      "import { Container } from 'boxes';\nimport HookMiddleware from './hook.middleware';\nconst hooks = Container.get(HookMiddleware);\nrouter.post('/webhooks/acme', hooks.validateWebhook, async (req, res) => { await saveOrder(req.body); res.end(); });",
    'src/hook.middleware.ts': `export default class HookMiddleware { public validateWebhook = (req, res, next) => { ${check} next(); } }`,
  });
  expect(
    settleFiles(
      reader,
      tree("if (req.headers['x-acme-token'] !== process.env.ACME_TOKEN) return res.status(401).end();"),
    ),
  ).toEqual(['src/routes.ts verified token-compared src/hook.middleware.ts:1']);
  expect(
    settleFiles(reader, tree("if (req.headers['x-acme-token'] !== process.env.ACME_TOKEN) log('token');")),
  ).toEqual(['src/routes.ts ineffective result-ignored -']);
});
