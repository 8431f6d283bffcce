import { beforeAll, describe, expect, test } from 'vitest';
import { makeWebhookReader, type WebhookReader } from '../../../support/make-webhook-reader.ts';

let reader: WebhookReader;
beforeAll(async () => {
  reader = await makeWebhookReader();
});

const HMAC = "createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex')";
const route = (body: string, above = ''): string =>
  `${above}export async function POST(request) { const raw = await request.text(); ${body} await saveOrder(JSON.parse(raw)); return new Response(); }`;

describe('checks that are asked by other means', () => {
  test.each([
    [
      'one of a table of verifiers of this file',
      route(
        "const verify = verifiers[request.nextUrl.searchParams.get('from')]; if (!verify || !verify(raw, request)) return new Response('', { status: 401 });",
        `const check = (raw, signature) => signature === ${HMAC};\nconst verifiers = { acme: (raw, request) => check(raw, request.headers.get('x-acme-signature')), initech: (raw, request) => check(raw, request.headers.get('x-initech-signature')) };\n`,
      ),
      ['null verified signature-compared'],
    ],
    [
      'the mode of Vite switches the check off',
      route(
        `const valid = import.meta.env.DEV || request.headers.get('x-signature') === ${HMAC}; if (!valid) return new Response('', { status: 401 });`,
      ),
      ['null ineffective disabled-by-env'],
    ],
    [
      'credentials that are unpacked from a row are nothing that the caller shows',
      "export async function POST(request) { const body = await request.json(); const { data: account } = await db.from('accounts').select('packed').eq('slug', request.headers.get('x-tenant')).single(); const keys = JSON.parse(account.packed); const payment = await getPayment(decrypt(keys.access_token), body.data.id); await db.from('orders').update({ paid: true }).eq('id', payment.order); return new Response(); }",
      ['null unverified no-verification'],
    ],
  ])('%s', (_title, text, expected) => {
    expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual(expected);
  });

  test.each([
    [
      'of a package',
      "import { serverSupabaseServiceRole } from '#supabase/server';\n",
      'serverSupabaseServiceRole(event)',
    ],
    ['of the project', "import { useDb } from '~/server/utils/db';\n", 'useDb(event)'],
  ])('a client %s that is made for the request checks nothing', (_title, above, make) => {
    const text = `${above}export default defineEventHandler(async (event) => { const body = await readBody(event); const db = await ${make}; await db.from('orders').update({ paid: true }).eq('id', body.id); return {}; });`;
    expect(reader.verdicts('server/api/webhooks/acme.post.ts', text)).toEqual(['null unverified no-verification']);
  });

  test.each([
    ['one method', "'POST'"],
    ['several', "['GET', 'POST']"],
  ])('a route of Hono for %s by its name', (_title, methods) => {
    const text = `import { Hono } from 'hono';\nconst app = new Hono();\napp.on(${methods}, '/webhooks/acme', async (c) => { await saveOrder(await c.req.json()); return c.text('ok'); });`;
    expect(reader.verdicts('src/index.ts', text)).toEqual(['null unverified no-verification']);
  });
});
