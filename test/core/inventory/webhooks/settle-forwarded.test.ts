import { expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();
const ROUTE = 'supabase/functions/hooks/index.ts';
const ROUTES = `import { pass } from '../shared/pass-webhook.ts';\nconst app = new Hono();\napp.post('/webhooks/acme', async (c) => pass(c.req.raw, 'take-acme'));\nDeno.serve(app.fetch);`;
const COPIED =
  'const headers = new Headers();\n  for (const [name, text] of req.headers.entries()) headers.set(name, text);';
const OWN = "const headers = { authorization: req.headers.get('x-ours') ? 'Bearer a' : `Bearer ${KEY}` };";

const pass = (headers: string, sent: string): string =>
  `export async function pass(req, to) {\n  ${headers}\n  const body = await req.arrayBuffer();\n  return fetch(\`\${BASE}/functions/\${to}\`, { method: req.method, ${sent} });\n}`;

test.each([
  ['with all of its headers', pass('const { headers } = req;', 'headers, body'), 'unknown delegated-unresolved'],
  ['with its headers one by one', pass(COPIED, 'headers, body'), 'unknown delegated-unresolved'],
  ['with headers of their own', pass(OWN, 'headers, body'), 'unverified no-verification'],
  ['without headers', pass('log(req.headers);', 'body'), 'unverified no-verification'],
])('a route that sends its request on by a function of another file, %s', (_title, text, expected) => {
  const told = settleFiles(reader, { [ROUTE]: ROUTES, 'supabase/functions/shared/pass-webhook.ts': text });
  expect(told).toEqual([`${ROUTE} ${expected} -`]);
});
