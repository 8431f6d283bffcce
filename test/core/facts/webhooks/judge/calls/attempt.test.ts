import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const VERIFY =
  "stripe.webhooks.constructEvent(raw, req.headers.get('stripe-signature'), process.env.STRIPE_WEBHOOK_SECRET)";
const VERIFIED = 'stripe verified sdk-verifier';

describe('a verifier in a function that is handed to another', () => {
  test.each([
    [
      'answers by names, and is heeded',
      `const { data: event, error } = await tryCatch(() => ${VERIFY}); if (error) return new Response('', { status: 400 });`,
      VERIFIED,
    ],
    [
      'answers by names, and is only written down',
      `const { data: event, error } = await tryCatch(() => ${VERIFY}); if (error) console.error(error);`,
      'stripe ineffective result-ignored',
    ],
    [
      'answers by places',
      `const [event, problem] = attempt(() => ${VERIFY}); if (problem) return new Response('', { status: 400 });`,
      VERIFIED,
    ],
    [
      'answers by methods',
      `const result = fromThrowable(() => ${VERIFY}); if (result.isErr()) return new Response('', { status: 400 });`,
      VERIFIED,
    ],
    [
      'gives the error out',
      `const result = attempt(() => ${VERIFY}); if (result instanceof Error) return new Response('', { status: 400 });`,
      VERIFIED,
    ],
    ['throws through it', `const event = await startSpan({ name: 'verify' }, () => ${VERIFY});`, VERIFIED],
    ['is run by what takes the time', `const event = measure(() => ${VERIFY});`, VERIFIED],
    ['is put off', `const check = debounce(() => ${VERIFY});`, 'stripe ineffective after-use'],
    ['is kept for somebody who never asks', `const check = lazy(() => ${VERIFY});`, 'stripe ineffective after-use'],
    ['is kept for its answer', `const check = memoize(() => ${VERIFY});`, 'stripe ineffective after-use'],
    ['is put into a queue', `const job = queue.add(() => ${VERIFY});`, 'stripe ineffective after-use'],
    ['waits for events', `await bus.subscribe('verify', () => ${VERIFY});`, 'stripe ineffective after-use'],
    ['is run later', `on('verify', () => ${VERIFY});`, 'stripe ineffective after-use'],
  ])('%s', (_title, check, expected) => {
    const text = `export async function POST(req) { const raw = await req.text(); ${check} await savePayment(JSON.parse(raw)); return new Response(''); }`;
    expect(reader.verdicts('app/api/webhooks/stripe/route.ts', text)).toEqual([expected]);
  });

  test('ends a generator of effects', () => {
    const text = `const take = (req) => Effect.gen(function* () { const raw = yield* Effect.tryPromise({ try: () => req.text(), catch: fail }); const event = yield* Effect.try({ try: () => ${VERIFY}, catch: fail }); yield* Effect.tryPromise({ try: () => savePayment(event), catch: fail }); });\nexport const Route = createFileRoute('/api/webhooks/stripe')({ server: { handlers: { POST: async ({ request }) => Effect.runPromise(take(request)) } } });`;
    expect(reader.verdicts('src/routes/api/webhooks/stripe.ts', text)).toEqual([VERIFIED]);
  });
});
