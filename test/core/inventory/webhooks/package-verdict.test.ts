import { expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();
const ROUTE = 'app/api/webhooks/acme/route.ts';

test.each([
  ['of a package', '@acme/hooks', 'isHookValid(body, process.env.ACME_SECRET, sig)', 'verified sdk-verifier'],
  ['of the project', '@/gone', 'isHookValid(body, process.env.ACME_SECRET, sig)', 'unknown delegated-unresolved'],
  ['that is handed no secret', '@acme/hooks', 'isHookValid(body, sig)', 'unknown delegated-unresolved'],
])('what a function %s answers by a name that only says valid', (_title, module, call, expected) => {
  const text = `import { isHookValid } from '${module}';\nexport async function POST(req: Request) {\n  const body = await req.text();\n  const sig = req.headers.get('x-acme-signature');\n  if (!${call}) return new Response('', { status: 401 });\n  await fulfilOrder(JSON.parse(body));\n  return new Response('');\n}\n`;
  expect(settleFiles(reader, { [ROUTE]: text })[0]).toContain(`${ROUTE} ${expected} `);
});
