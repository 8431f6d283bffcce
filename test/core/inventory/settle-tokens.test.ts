import { beforeAll, describe, expect, test } from 'vitest';
import { makeWebhookReader, type WebhookReader } from '../../support/make-webhook-reader.ts';
import { settleFiles } from '../../support/settle-files.ts';

let reader: WebhookReader;
beforeAll(async () => {
  reader = await makeWebhookReader();
});

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
  ])('%s', (_title, fn) => {
    const refusal =
      "const known = await validateWebhookToken(token); if (!known) return new Response('', { status: 401 });";
    expect(settle('validateWebhookToken', refusal, fn)).toEqual([`${ROUTE} verified token-compared lib/callers.ts:2`]);
  });

  test('a verifier by its name that looks nothing up lets all pass', () => {
    const fn = 'export async function validateWebhookToken(token: string) { log(token); return true; }';
    const refusal = "if (!(await validateWebhookToken(token))) return new Response('', { status: 401 });";
    expect(settle('validateWebhookToken', refusal, fn)).toEqual([`${ROUTE} ineffective presence-only -`]);
  });
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
