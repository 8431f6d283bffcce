import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const route = (find: string, refuse = "if (!row) return new Response('', { status: 401 });"): string =>
  `export async function POST(req) { ${find} ${refuse} await db.lead.create({ data: await req.json() }); return new Response(''); }`;
const TOKEN = "const token = req.nextUrl.searchParams.get('token');";

describe('rows that are looked up by what the caller shows as its secret', () => {
  test.each([
    [
      'a column of its name',
      `${TOKEN} const { data: row } = await db.from('t').select('*').eq('hook_token', token).single();`,
    ],
    [
      'a column named key, by a parameter named otherwise',
      "const apiKey = req.nextUrl.searchParams.get('key'); const row = await prisma.apiKey.findUnique({ where: { key: apiKey } });",
    ],
    [
      'the first row of a query that is built',
      "const key = req.headers.get('x-api-key'); const [row] = await db.select().from(clients).where(eq(clients.apiKey, key)).limit(1);",
    ],
    [
      'a statement whose values are bound',
      "const key = req.nextUrl.searchParams.get('key'); const row = await env.DB.prepare('SELECT id FROM users WHERE api_key = ?').bind(key).first();",
    ],
    [
      'a function of the database',
      "const key = req.headers.get('x-api-key'); const { data: row } = await db.rpc('owner_of_api_key', { key });",
    ],
    [
      'a query of Convex',
      "const apiKey = req.headers.get('x-seller'); const row = await ctx.runQuery(internal.sellers.byKey, { apiKey });",
    ],
  ])('%s', (_title, find) => {
    expect(reader.verdicts('app/api/webhooks/in/route.ts', route(find))).toEqual(['null verified token-compared']);
  });

  test.each([
    ['how many were found', 'found.rows.length === 0', 'null verified token-compared'],
    ['whether any were found', '!found.rows.length', 'null verified token-compared'],
    ['how many there may be', 'found.rows.length > 9', 'null ineffective result-ignored'],
  ])('and are asked %s', (_title, asked, told) => {
    const find = `${TOKEN} const found = await pool.query('SELECT id FROM shops WHERE hook_token = $1', [token]);`;
    const handler = route(find, `if (${asked}) return new Response('', { status: 404 });`);
    expect(reader.verdicts('app/api/webhooks/in/route.ts', handler)).toEqual([told]);
  });

  test.each([
    ['whose token is the one shown', 'shops.find((each) => each.token === token)', 'null verified token-compared'],
    [
      'of a list that the caller sends',
      '(await req.json()).shops.find((each) => each.token === token)',
      'null unverified no-verification',
    ],
    ['whose name is the one shown', 'shops.find((each) => each.name === token)', 'null unverified no-verification'],
    [
      'whose passcode the body shows',
      'shops.find(([, each]) => each.passcode === body.passcode)',
      'null verified token-compared',
    ],
    [
      'whose key the body shows',
      'shops.find(([, each]) => each.file_key === body.file_key)',
      'null unverified no-verification',
    ],
  ])('and are one of several, %s', (_title, find, told) => {
    const handler = route(`${TOKEN} const body = await req.json(); const row = ${find};`);
    expect(reader.verdicts('app/api/webhooks/in/route.ts', handler)).toEqual([told]);
  });

  const kept = (refuse: string): string =>
    `const cache = new Map();\nasync function rowOf(token) { const hit = cache.get(token); if (hit && hit.until > Date.now()) return hit.row; const row = await db.key.findUnique({ where: { token } }); ${refuse} cache.set(token, { row, until: Date.now() + 60000 }); return row; }\n${route("const token = req.headers.get('x-hook-key'); const row = await rowOf(token);")}`;

  test.each([
    ['where none is there for others', 'if (!row) return null;', 'null verified token-compared'],
    ['where one is made for whoever asks', 'if (!row) return {};', 'null ineffective result-ignored'],
  ])('and are kept for a while, %s', (_title, refuse, expected) => {
    expect(reader.verdicts('app/api/webhooks/in/route.ts', kept(refuse))).toEqual([expected]);
  });

  test.each([
    [
      'whose absence is only told',
      route(
        `${TOKEN} const { data: row } = await db.from('t').select('*').eq('hook_token', token).single();`,
        "if (!row) console.warn('?');",
      ),
      'null ineffective result-ignored',
    ],
    [
      'by what is no secret',
      route(
        "const id = req.nextUrl.searchParams.get('shop'); const { data: row } = await db.from('t').select('*').eq('shop', id).single();",
      ),
      'null unverified no-verification',
    ],
    [
      'of which nobody asks though a key is wanted',
      route(
        "const apiKey = req.nextUrl.searchParams.get('key');",
        "if (!apiKey) return new Response('', { status: 401 });",
      ),
      'null ineffective presence-only',
    ],
    [
      'but a key that the body brings, which is shown to a server',
      "async function tell(key) { const answer = await fetch('https://wa.example.com/typing', { headers: { apikey: key } }); return answer.ok; }\nexport async function POST(req) { const body = await req.json(); await tell(body.apikey); await db.lead.create({ data: body }); return new Response(''); }",
      'null unverified no-verification',
    ],
  ])('none %s', (_title, text, expected) => {
    expect(reader.verdicts('app/api/webhooks/in/route.ts', text)).toEqual([expected]);
  });

  test('a helper that is handed the key looks up its row', () => {
    const { exports } = reader.find(
      'lib/webhook.ts',
      'export async function processWebhook(apiKey, phone) { const row = await prisma.apiKey.findUnique({ where: { key: apiKey } }); if (!row) return { success: false }; await prisma.order.create({ data: { phone } }); return { success: true }; }',
    );
    expect(exports.map(({ name, verification, enforces }) => [name, verification, enforces])).toEqual([
      ['processWebhook', 'verified', 'truthy'],
    ]);
  });
});
