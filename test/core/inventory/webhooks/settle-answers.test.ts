import { beforeAll, expect, test } from 'vitest';
import { makeWebhookReader, type WebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles } from '../../../support/settle-files.ts';

let reader: WebhookReader;
beforeAll(async () => {
  reader = await makeWebhookReader();
});

const ROUTE = 'app/api/webhooks/acme/route.ts';

test.each([
  [
    'that it is true, by the way',
    'isSigned',
    "if (!isSigned(await request.clone().text(), request.headers.get('x-signature'))) return new Response('', { status: 401 });",
    "export function isSigned(raw, signature) { const mac = Buffer.from(digest(raw)); const given = Buffer.from(signature); if (mac.length !== given.length) return false; timingSafeEqual(mac, given); return true; }\nconst digest = (raw) => createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex');",
    'ineffective result-ignored -',
  ],
  [
    'that it is true, whatever the check says',
    'isSigned',
    "if (!isSigned(await request.clone().text(), request.headers.get('x-signature'))) return new Response('', { status: 401 });",
    "export const isSigned = (raw, signature) => createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex') === signature || signature.length > 0;",
    'ineffective result-ignored -',
  ],
  [
    'an error, where a function that it asks agrees without a secret',
    'requireSigned',
    "requireSigned(await request.clone().text(), request.headers.get('x-signature'));",
    "const isSigned = (raw, signature) => { if (!process.env.HOOK_SECRET) return true; return createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex') === signature; };\nexport function requireSigned(raw, signature) { if (!isSigned(raw, signature)) throw new Error('no'); }",
    'optional skipped-without-secret -',
  ],
  [
    'an error, where a function that it asks does not agree',
    'requireSigned',
    "requireSigned(await request.clone().text(), request.headers.get('x-signature'));",
    "const isSigned = (raw, signature) => createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex') === signature;\nexport function requireSigned(raw, signature) { if (!isSigned(raw, signature)) throw new Error('no'); }",
    'verified signature-compared lib/callers.ts:1',
  ],
  [
    'that a request has the shape of a signed one',
    'verifyAcme',
    "if (!verifyAcme(await request.clone().text(), request.headers.get('x-signature'))) return new Response('', { status: 401 });",
    'export const verifyAcme = (raw, signature) => /^[a-f0-9]{64}$/.test(signature);',
    'unverified no-verification -',
  ],
])('a function of another file gives out %s', (_title, name, call, fn, expected) => {
  const text = `import { ${name} } from '@/lib/callers';\nexport async function POST(request) { ${call} const body = await request.json(); await db.order.update({ where: { id: body.id }, data: { paid: true } }); return Response.json({}); }`;
  expect(settleFiles(reader, { [ROUTE]: text, 'lib/callers.ts': fn })).toEqual([`${ROUTE} ${expected}`]);
});
