import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const REFUSE = "return new Response('', { status: 401 });";
const HELPERS = `
async function isGenuine(raw, req) { return createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex') === req.headers.get('x-signature'); }
async function requireGenuine(raw, req) { if (createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex') !== req.headers.get('x-signature')) throw new Error('no'); }`;

describe('an asynchronous function that verifies', () => {
  test.each([
    ['is awaited', `if (!(await isGenuine(raw, req))) ${REFUSE}`, 'verified signature-compared'],
    [
      'is awaited by its name',
      `const ok = isGenuine(raw, req); if (!(await ok)) ${REFUSE}`,
      'verified signature-compared',
    ],
    [
      'is awaited with others',
      `const ok = isGenuine(raw, req); const [good] = await Promise.all([ok]);`,
      'ineffective result-ignored',
    ],
    ['is awaited where it throws', 'await requireGenuine(raw, req);', 'verified signature-compared'],
    [
      'is awaited on either of two ways',
      `const ok = await (raw ? isGenuine(raw, req) : isGenuine('', req)); if (!ok) ${REFUSE}`,
      'verified signature-compared',
    ],
    ['is asked for its truth', `if (!isGenuine(raw, req)) ${REFUSE}`, 'ineffective not-awaited'],
    ['is compared with false', `if (isGenuine(raw, req) === false) ${REFUSE}`, 'ineffective not-awaited'],
    ['is asked by its name', `const ok = isGenuine(raw, req); if (!ok) ${REFUSE}`, 'ineffective not-awaited'],
    ['is dropped where it throws', 'requireGenuine(raw, req);', 'ineffective after-use'],
  ])('%s', (_title, check, expected) => {
    const text = `import { createHmac } from 'node:crypto';\nexport async function POST(req) { const raw = await req.text(); ${check} await savePayment(JSON.parse(raw)); return new Response(''); }${HELPERS}`;
    expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual([`null ${expected}`]);
  });

  const VERIFY =
    "stripe.webhooks.constructEventAsync(raw, req.headers.get('stripe-signature'), process.env.STRIPE_WEBHOOK_SECRET)";
  test.each([
    ['is awaited in a try', `let event; try { event = await ${VERIFY}; } catch { ${REFUSE} }`, 'verified sdk-verifier'],
    ['is awaited by its name', `const promise = ${VERIFY}; const event = await promise;`, 'verified sdk-verifier'],
    ['is not awaited in a try', `let event; try { event = ${VERIFY}; } catch { ${REFUSE} }`, 'ineffective not-awaited'],
    ['fails into nothing', `const event = await ${VERIFY}.catch(() => null);`, 'ineffective error-swallowed'],
    [
      'fails into nothing, which is asked',
      `const event = await ${VERIFY}.catch(() => null); if (!event) ${REFUSE}`,
      'verified sdk-verifier',
    ],
    [
      'fails into the body',
      `const event = await ${VERIFY}.catch(() => JSON.parse(raw));`,
      'ineffective error-swallowed',
    ],
    [
      'fails into a line of the log',
      `const event = await ${VERIFY}.catch(console.error);`,
      'ineffective error-swallowed',
    ],
    [
      'fails into another error',
      `const event = await ${VERIFY}.catch(() => { throw new Error('no'); });`,
      'verified sdk-verifier',
    ],
    ['fails into a line of the log while nobody waits', `${VERIFY}.catch(console.error);`, 'ineffective not-awaited'],
    ['is settled, and nobody asks how', `await Promise.allSettled([${VERIFY}]);`, 'ineffective after-use'],
    [
      'is settled, which is asked',
      `const [result] = await Promise.allSettled([${VERIFY}]); if (result.status === 'rejected') ${REFUSE}`,
      'verified sdk-verifier',
    ],
    [
      'is settled, which is asked by its place',
      `const results = await Promise.allSettled([${VERIFY}]); if (results[0].status !== 'fulfilled') ${REFUSE}`,
      'verified sdk-verifier',
    ],
  ])('of Stripe %s', (_title, check, expected) => {
    const text = `import Stripe from 'stripe';\nconst stripe = new Stripe(process.env.STRIPE_KEY);\nexport async function POST(req) { const raw = await req.text(); ${check} await savePayment(JSON.parse(raw)); return new Response(''); }`;
    expect(reader.verdicts('app/api/webhooks/stripe/route.ts', text)).toEqual([`stripe ${expected}`]);
  });

  const RECEIVE =
    "webhooks.verifyAndReceive({ id, name, payload: raw, signature: req.headers.get('x-hub-signature-256') })";
  test.each([
    ['is awaited', `await ${RECEIVE};`, 'verified sdk-verifier'],
    ['is dropped', `${RECEIVE};`, 'ineffective not-awaited'],
    [
      'is dropped in a try',
      `try { ${RECEIVE}; } catch { return new Response('', { status: 401 }); }`,
      'ineffective not-awaited',
    ],
    ['is handed over', `await Promise.all([${RECEIVE}]);`, 'verified sdk-verifier'],
    [
      'is asked for its truth',
      "if (!webhooks.verify(raw, req.headers.get('x-hub-signature-256'))) throw new Error('no');",
      'ineffective not-awaited',
    ],
    [
      'is not asked',
      "await webhooks.verify(raw, req.headers.get('x-hub-signature-256'));",
      'ineffective result-ignored',
    ],
  ])('of a package, as its rule says, %s', (_title, check, expected) => {
    const text = `import { Webhooks } from '@octokit/webhooks';\nconst webhooks = new Webhooks({ secret: process.env.GITHUB_WEBHOOK_SECRET });\nexport async function POST(req) { const raw = await req.text(); ${check} await deploy(JSON.parse(raw)); return new Response(''); }`;
    expect(reader.verdicts('app/api/webhooks/github/route.ts', text)).toEqual([`github ${expected}`]);
  });

  test.each([
    ['hands on by itself', '', 'verified sdk-verifier'],
    ['and the rest', 'await deploy(JSON.parse(raw));', 'ineffective not-awaited'],
  ])('that nobody awaits %s', (_title, rest, expected) => {
    const text = `import { Webhooks } from '@octokit/webhooks';\nconst webhooks = new Webhooks({ secret: process.env.GITHUB_WEBHOOK_SECRET });\nexport async function POST(req) { const raw = await req.text(); ${RECEIVE}.catch(report); ${rest} return new Response(''); }`;
    expect(reader.verdicts('app/api/webhooks/github/route.ts', text)).toEqual([`github ${expected}`]);
  });

  test.each([
    ['is awaited', "if (!(await crypto.subtle.verify('HMAC', key, mac, raw)))", 'verified signature-compared'],
    ['is asked for its truth', "if (!crypto.subtle.verify('HMAC', key, mac, raw))", 'ineffective not-awaited'],
  ])('of the platform %s', (_title, check, expected) => {
    const text = `export async function POST(req) { const raw = await req.arrayBuffer(); const mac = decode(req.headers.get('x-signature')); ${check} return new Response('', { status: 401 }); await savePayment(raw); return new Response(''); }`;
    expect(reader.verdicts('app/api/webhooks/acme/route.ts', text)).toEqual([`null ${expected}`]);
  });
});
