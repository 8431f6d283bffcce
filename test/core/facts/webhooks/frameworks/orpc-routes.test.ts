import { expect, test } from 'vitest';
import { makeWebhookReader } from '../../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const MAC = "createHmac('sha256', process.env.ACME_SECRET)";
const REFUSE = "throw new ORPCError('UNAUTHORIZED');";
const ROUTE = "route({ method: 'POST', path: '/webhooks/acme' })";

test.each([
  ['checks nothing', `os.${ROUTE}`, 'async ({ input }) => { await pay(input.id); }', 'unverified no-verification'],
  [
    'checks nothing, behind a schema',
    `os.${ROUTE}.input(schema).output(answer)`,
    'async ({ input }) => { await pay(input.id); }',
    'unverified no-verification',
  ],
  ['is declared', `os.${ROUTE}`, 'take', 'unverified no-verification'],
  [
    'checks what the input has of the request',
    `os.${ROUTE}`,
    `async ({ input }) => { if (${MAC}.update(input.body).digest('hex') !== input.headers['x-acme-signature']) { ${REFUSE} } await pay(input.body); }`,
    'verified signature-compared',
  ],
  [
    'names the parts of its input and checks them',
    `os.${ROUTE}`,
    `async ({ input: { body, headers } }) => { if (${MAC}.update(body).digest('hex') !== headers['x-acme-signature']) { ${REFUSE} } await pay(body); }`,
    'verified signature-compared',
  ],
  [
    'names the parts of its input and checks them if there is a secret',
    `os.${ROUTE}`,
    `async ({ input: { body, headers } }) => { if (process.env.ACME_SECRET && ${MAC}.update(body).digest('hex') !== headers['x-acme-signature']) { ${REFUSE} } await pay(body); }`,
    'optional skipped-without-secret',
  ],
  [
    'names the parts of its input',
    `os.${ROUTE}`,
    'async ({ input: { body, headers } }) => { await pay(body); }',
    'unverified no-verification',
  ],
  [
    'checks what the context has of the request',
    `os.${ROUTE}`,
    `async ({ context }) => { const raw = await context.request.text(); if (${MAC}.update(raw).digest('hex') !== context.request.headers.get('x-acme-signature')) { ${REFUSE} } await pay(raw); }`,
    'verified signature-compared',
  ],
])('a procedure of oRPC that %s', (_title, chain, handler, expected) => {
  const text = `import { os } from '@orpc/server';\nasync function take({ input }) { await pay(input.id); }\nexport const acme = ${chain}.handler(${handler});`;
  expect(reader.verdicts('src/router.ts', text)).toEqual([`null ${expected}`]);
});

test.each([
  ['for users', `os.use(requireAuth).${ROUTE}`],
  ['without a route', 'os.input(schema)'],
  ['for something else', "os.route({ method: 'POST', path: '/orders' })"],
  ['that gets something', "os.route({ method: 'GET', path: '/webhooks/acme' })"],
])('no receiver: a procedure %s', (_title, chain) => {
  const text = `import { os } from '@orpc/server';\nexport const acme = ${chain}.handler(async ({ input }) => { await pay(input.id); });`;
  expect(reader.verdicts('src/router.ts', text)).toEqual([]);
});
