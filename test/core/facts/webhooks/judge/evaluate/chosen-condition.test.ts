import { beforeAll, expect, test } from 'vitest';
import { makeWebhookReader, type WebhookReader } from '../../../../../support/make-webhook-reader.ts';

let reader: WebhookReader;
beforeAll(async () => {
  reader = await makeWebhookReader();
});

const MAC = "const mac = crypto.createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex');";
const CHECK = "if (mac !== req.headers.get('x-signature')) return new Response('', { status: 401 });";

test.each([
  [
    'how a part of the body begins',
    `const event = JSON.parse(raw); if (event.type.startsWith('invoice.')) { ${MAC} ${CHECK} } await pay(event);`,
    'ineffective caller-decides',
  ],
  [
    'that a part of the body is among others',
    `const event = JSON.parse(raw); if (!['ping', 'test'].includes(event.type)) { ${MAC} ${CHECK} } await pay(event);`,
    'ineffective caller-decides',
  ],
  [
    'that a part of the body is among others, which are answered first',
    `const event = JSON.parse(raw); if (['ping', 'test'].includes(event.type)) return new Response('pong'); ${MAC} ${CHECK} await pay(event);`,
    'verified signature-compared',
  ],
  [
    'what the body says of itself, in a function that is asked',
    `const isGenuine = (event) => { if (event.test === true) return true; ${MAC} return mac === req.headers.get('x-signature'); }; if (!isGenuine(JSON.parse(raw))) return new Response('', { status: 401 }); await pay(raw);`,
    'ineffective caller-decides',
  ],
])('a check depends on %s', (_title, body, expected) => {
  const text = `import crypto from 'node:crypto';\nexport async function POST(req: Request) { const raw = await req.text(); ${body} return new Response(''); }`;
  expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual([`null ${expected}`]);
});
