import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles } from '../../../support/settle-files.ts';

const reader = await makeWebhookReader();

const SIGNED =
  "const mac = createHmac('sha256', process.env.ACME_SECRET).update(JSON.stringify(req.body)).digest('hex');\n  if (mac !== req.headers['x-acme-signature']) return res.status(401).end();";
const LAX = `if (process.env.TWILIO_AUTH_TOKEN && !twilio.validateRequest(process.env.TWILIO_AUTH_TOKEN, req.headers['x-twilio-signature'], req.url, req.body)) return res.status(403).end();`;
const take = (name: string, check: string): string =>
  `export async function ${name}(req, res) {\n  ${check}\n  await db.orders.update(req.body.id, { paid: true });\n  res.json({});\n}`;
const IMPORTS =
  "import { handleCallWebhook } from '../src/hooks/call.ts';\nimport { handleOrderWebhook } from '../src/hooks/order.ts';\n";
const dispatch = (ways: string): string =>
  `${IMPORTS}export default async function handler(req, res) {\n  const name = req.url.split('/webhooks/')[1];\n  ${ways}\n}`;
const EARLY =
  "if (name === 'call') {\n    await handleCallWebhook(req, res);\n    return;\n  }\n  if (name === 'order') {\n    await handleOrderWebhook(req, res);\n    return;\n  }\n  res.status(404).end();";
const CASES =
  "switch (name) {\n    case 'call':\n      await handleCallWebhook(req, res);\n      break;\n    case 'order':\n      return handleOrderWebhook(req, res);\n    default:\n      res.status(404).end();\n  }";

const settle = (ways: string, call: string): string[] =>
  settleFiles(reader, {
    'api/webhooks.ts': dispatch(ways),
    'src/hooks/call.ts': take('handleCallWebhook', call),
    'src/hooks/order.ts': take('handleOrderWebhook', SIGNED),
  });

describe('a handler that hands its request to one of several others', () => {
  test.each([
    ['early ends', EARLY],
    ['cases', CASES],
  ])('does not verify for those that do not, by %s', (_title, ways) => {
    for (const check of ['', LAX]) {
      const told = settle(ways, check).filter((each) => each.startsWith('src/hooks/call.ts'));
      expect(told).toEqual([
        check === ''
          ? 'src/hooks/call.ts unverified no-verification -'
          : 'src/hooks/call.ts optional skipped-without-secret -',
      ]);
    }
  });

  test.each([
    [
      '',
      [
        'src/hooks/order.ts verified signature-compared src/hooks/order.ts:3',
        'api/webhooks.ts unknown dynamic-dispatch -',
      ],
    ],
    [SIGNED, ['src/hooks/order.ts verified signature-compared src/hooks/order.ts:3']],
  ])('is told itself where one that nobody would take for a handler does not verify', (check, expected) => {
    const files = {
      'api/webhooks.ts': dispatch(
        "if (name === 'order') return handleOrderWebhook(req, res);\n  return serveCall(req, res);",
      ).replace("{ handleCallWebhook } from '../src/hooks/call.ts'", "{ serveCall } from '../src/calls.ts'"),
      'src/calls.ts': take('serveCall', check),
      'src/hooks/order.ts': take('handleOrderWebhook', SIGNED),
    };
    expect(settleFiles(reader, files)).toEqual(expected);
  });

  test('is verified where all of them verify', () => {
    expect(settle(EARLY, SIGNED).every((each) => each.includes(' verified signature-compared '))).toBe(true);
  });

  test('is verified by what it asks before', () => {
    const files = {
      'api/webhooks.ts': `import { verifySigned } from '../src/hooks/signed.ts';\n${dispatch(`verifySigned(req);\n  ${EARLY}`)}`,
      'src/hooks/signed.ts': `export function verifySigned(req) {\n  ${SIGNED.replace('return res.status(401).end()', "throw new Error('not signed')")}\n}`,
      'src/hooks/call.ts': take('handleCallWebhook', ''),
      'src/hooks/order.ts': take('handleOrderWebhook', ''),
    };
    expect(settleFiles(reader, files)).toContain('src/hooks/call.ts verified signature-compared src/hooks/signed.ts:3');
  });
});
