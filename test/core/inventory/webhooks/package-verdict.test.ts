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

test.each([
  ['the secret of webhooks', 'webhookSecret: config.webhookSecret', 'unknown delegated-unresolved'],
  ['a key for calls of its own', 'apiKey: config.apiKey', 'unverified no-verification'],
])('an object that is made with %s gets the body', (_title, option, expected) => {
  const route = `import { makeEndpoint } from '../hooks/endpoint';\nimport { config } from '../config';\nconst endpoint = makeEndpoint({ provider: { ${option} } });\nexport async function POST(req: Request) {\n  const { status } = await endpoint.handleEvent(await req.json());\n  return new Response('', { status });\n}\n`;
  const files = {
    [ROUTE]: route.replaceAll("'../", "'@/"),
    'hooks/endpoint.ts': 'export const makeEndpoint = (options) => assemble(options.parts); // webhook',
  };
  expect(settleFiles(reader, files)[0]).toContain(`${ROUTE} ${expected} `);
});
