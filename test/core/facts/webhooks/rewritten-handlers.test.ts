import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

// Handlers that verify, rewritten: in ways that change nothing, and in ways that take the protection away. Each rewriting is
// tried on each framework and each proof, so that no verdict hangs on the shape that happened to be written down.

const reader = await makeWebhookReader();

/** Where the check stands: its body, its signature, and how the request is refused. */
type Frame = { path: string; refuse: string; write: (check: string) => string };

const FRAMES: Record<string, Frame> = {
  'Next.js': {
    path: 'app/api/webhooks/stripe/route.ts',
    refuse: "return new Response('no', { status: 401 });",
    write: (check) =>
      `export async function POST(req) { const body = await req.text(); const sig = req.headers.get('stripe-signature'); ${check} await fulfil(JSON.parse(body)); return new Response('ok'); }`,
  },
  Express: {
    path: 'src/server.js',
    refuse: "return res.status(401).send('no');",
    write: (check) =>
      `app.post('/webhooks/stripe', express.raw({ type: '*/*' }), async (req, res) => { const body = req.body; const sig = req.headers['stripe-signature']; ${check} await fulfil(JSON.parse(body)); res.sendStatus(200); });`,
  },
  Hono: {
    path: 'src/index.ts',
    refuse: "return c.text('no', 401);",
    write: (check) =>
      `app.post('/webhooks/stripe', async (c) => { const body = await c.req.text(); const sig = c.req.header('stripe-signature'); ${check} await fulfil(JSON.parse(body)); return c.text('ok'); });`,
  },
  Lambda: {
    path: 'functions/stripe-webhook.js',
    refuse: 'return { statusCode: 401 };',
    write: (check) =>
      `exports.handler = async (event) => { const body = event.body; const sig = event.headers['stripe-signature']; ${check} await fulfil(JSON.parse(body)); return { statusCode: 200 }; };`,
  },
};

const SECRET = 'process.env.STRIPE_WEBHOOK_SECRET';
/** Expressions that are true for what is genuine. */
const ANSWERS = {
  'an HMAC': `timingSafeEqual(Buffer.from(createHmac('sha256', ${SECRET}).update(body).digest('hex')), Buffer.from(sig))`,
  'a shared token': `sig === ${SECRET}`,
};
/** An expression that throws where it is not. */
const CALL = `stripe.webhooks.constructEvent(body, sig, ${SECRET})`;

const ASKED: Record<string, (answer: string, refuse: string) => string> = {
  'as it is': (answer, refuse) => `if (!(${answer})) { ${refuse} }`,
  'under a name': (answer, refuse) => `const genuine = ${answer}; if (!genuine) { ${refuse} }`,
  'by a function': (answer, refuse) => `const check = () => ${answer}; if (!check()) { ${refuse} }`,
  'by a function of statements': (answer, refuse) =>
    `function check() { if (${answer}) { return true; } return false; } if (check() === false) { ${refuse} }`,
  'by a choice': (answer, refuse) => `const failed = (${answer}) ? false : true; if (failed) ${refuse}`,
  'by a switch': (answer, refuse) => `switch (${answer}) { case false: ${refuse} default: break; }`,
  'by cases': (answer, refuse) => `switch (true) { case !sig: ${refuse} case !(${answer}): ${refuse} }`,
  'with more that must hold': (answer, refuse) => `if (!sig || !(${answer})) { ${refuse} }`,
};
const UNASKED: Record<string, (answer: string, refuse: string) => string> = {
  'not at all': () => '',
  'and written down only': (answer) => `if (!(${answer})) { console.warn('bad'); }`,
  'and forgotten': (answer) => `const genuine = ${answer};`,
  'in production only': (answer, refuse) =>
    `if (process.env.NODE_ENV === 'production') { if (!(${answer})) { ${refuse} } }`,
  'where a signature came': (answer, refuse) => `if (sig) { if (!(${answer})) { ${refuse} } }`,
  'where a secret is set': (answer, refuse) => `if (${SECRET}) { if (!(${answer})) { ${refuse} } }`,
  'by a function that agrees': (_answer, refuse) => `const check = () => true; if (!check(body, sig)) { ${refuse} }`,
  'the wrong way round': (answer, refuse) => `if (${answer}) { ${refuse} }`,
};
const THROWN: Record<string, (refuse: string) => string> = {
  'as it is': () => `${CALL};`,
  caught: (refuse) => `try { ${CALL}; } catch (e) { ${refuse} }`,
  'kept for later': (refuse) => `let event; try { event = ${CALL}; } catch (e) { console.error(e); ${refuse} }`,
  'thrown again': () => `try { ${CALL}; } catch (e) { console.error(e); throw e; }`,
  'in a function': (refuse) => `const read = () => ${CALL}; try { read(); } catch { ${refuse} }`,
};
const UNTHROWN: Record<string, (refuse: string) => string> = {
  swallowed: () => `try { ${CALL}; } catch (e) { console.error(e); }`,
  'in production only': () => `if (process.env.NODE_ENV === 'production') { ${CALL}; }`,
  'where a signature came': () => `if (sig) { ${CALL}; }`,
  'where a secret is set': () => `if (${SECRET}) { ${CALL}; }`,
};

const verification = ({ path, write }: Frame, check: string): string =>
  reader
    .find(path, write(check))
    .webhooks.map((each) => each.verification)
    .join();

const OPEN = /^(?:unverified|ineffective|optional)$/;

describe.each(Object.entries(FRAMES))('a handler of %s', (_name, frame) => {
  describe.each(Object.entries(ANSWERS))('that compares %s', (_proof, answer) => {
    test.each(Object.entries(ASKED))('%s is verified', (_way, write) => {
      expect(verification(frame, write(answer, frame.refuse))).toBe('verified');
    });

    test.each(Object.entries(UNASKED))('%s is open', (_way, write) => {
      expect(verification(frame, write(answer, frame.refuse))).toMatch(OPEN);
    });
  });

  test.each(Object.entries(THROWN))("that calls the provider's verifier, its error %s, is verified", (_way, write) => {
    expect(verification(frame, write(frame.refuse))).toBe('verified');
  });

  test.each(Object.entries(UNTHROWN))("that calls the provider's verifier %s is open", (_way, write) => {
    expect(verification(frame, write(frame.refuse))).toMatch(OPEN);
  });
});
