import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const DIGEST = "const mac = crypto.createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex');";
const FAILS = "mac !== req.headers.get('x-signature')";
const REFUSE = "return new Response('', { status: 401 });";
const judge = (...body: string[]): string[] =>
  reader.verdicts(
    'app/api/webhooks/acme/route.ts',
    `import crypto from 'node:crypto';
const settle = async (raw: string) => { await db.orders.update(JSON.parse(raw)); };
export async function POST(req: Request) {
const raw = await req.text();
${body.join('\n')}
return new Response('');
}
`,
  );

describe('what gets the body where the check agrees', () => {
  test.each([
    ['gets it before the refusal as well', `if (${FAILS}) { await pay(raw); ${REFUSE} } await pay(raw);`, false],
    ['gets it in a function of the file', `if (${FAILS}) { await settle(raw); ${REFUSE} } await settle(raw);`, false],
    [
      'is another than what is told of the refusal',
      `if (${FAILS}) { await tell(raw); ${REFUSE} } await pay(raw);`,
      true,
    ],
    ['is written to the log on both ways', `if (${FAILS}) { console.warn(raw); ${REFUSE} } console.warn(raw);`, true],
    ['is kept on both ways', `if (${FAILS}) { await saveEvent(raw); ${REFUSE} } await saveEvent(raw);`, true],
    [
      'keeps what was tried',
      `if (${FAILS}) { await attempts.insert(raw); ${REFUSE} } await attempts.insert(raw);`,
      true,
    ],
    ['makes an order of it', `if (${FAILS}) { await createOrder(raw); ${REFUSE} } await createOrder(raw);`, false],
    ['puts it into a table', `if (${FAILS}) { await orders.insert(raw); ${REFUSE} } await orders.insert(raw);`, false],
    ['gets no more than a word on the other', `if (${FAILS}) { await pay('x'); ${REFUSE} } await pay(raw);`, true],
  ])('%s', (_title, body, isVerified) => {
    expect(judge(DIGEST, body)).toEqual([
      isVerified ? 'null verified signature-compared' : 'null ineffective result-ignored',
    ]);
  });
});

test.each([
  ['normalised', 'normalizeNumber', 'null verified signature-compared'],
  ['cached', 'setCachedNumber', 'null verified signature-compared'],
  ['settled', 'settleNumber', 'null ineffective after-use'],
])('a part of the body that is %s on either side of the check', (_title, call, expected) => {
  const before = `const to = ${call}(JSON.parse(raw).to); if (!process.env.HOOK_SECRET) { return; }`;
  const after = `const from = ${call}(JSON.parse(raw).from); await pay(to, from);`;
  expect(judge(before, DIGEST, `if (${FAILS}) { ${REFUSE} }`, after)).toEqual([expected]);
});

describe('why what gets the body behind a check gets it without one', () => {
  const CHECK = `${DIGEST} if (${FAILS}) { ${REFUSE} }`;

  test.each([
    ['no secret is set', '!process.env.HOOK_SECRET', 'optional skipped-without-secret'],
    ['it runs on a machine of a developer', "process.env.NODE_ENV === 'development'", 'ineffective disabled-by-env'],
    ['no signature is there', "!req.headers.get('x-signature')", 'ineffective skipped-without-signature'],
    ['the caller says so', "req.headers.get('x-test') === '1'", 'ineffective caller-decides'],
  ])('%s', (_title, condition, expected) => {
    expect(judge(`if (${condition}) { await pay(raw); return; }`, CHECK, 'await pay(raw);')).toEqual([
      `null ${expected}`,
    ]);
  });

  // A way that a secret closes is the lesser evil, whichever of them comes first.
  test.each(['return;', "return new Response('');"])(
    'one for want of a secret and one as the caller likes: %s',
    (end) => {
      const ways = ['!process.env.HOOK_SECRET', "req.headers.get('x-test') === '1'"].map(
        (condition) => `if (${condition}) { await pay(raw); ${end} }`,
      );
      for (const both of [ways, ways.toReversed()])
        expect(judge(...both, CHECK, 'await pay(raw);')).toEqual(['null ineffective caller-decides']);
    },
  );
});
