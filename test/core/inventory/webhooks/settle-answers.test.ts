import { beforeAll, expect, test } from 'vitest';
import { makeWebhookReader, type WebhookReader } from '../../../support/make-webhook-reader.ts';
import { settleFiles } from '../../../support/settle-files.ts';

let reader: WebhookReader;
beforeAll(async () => {
  reader = await makeWebhookReader();
});

const ROUTE = 'app/api/webhooks/acme/route.ts';

test.each([
  [
    'that it is true, by the way',
    'isSigned',
    "if (!isSigned(await request.clone().text(), request.headers.get('x-signature'))) return new Response('', { status: 401 });",
    "export function isSigned(raw, signature) { const mac = Buffer.from(digest(raw)); const given = Buffer.from(signature); if (mac.length !== given.length) return false; timingSafeEqual(mac, given); return true; }\nconst digest = (raw) => createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex');",
    'ineffective result-ignored -',
  ],
  [
    'that it is true, whatever the check says',
    'isSigned',
    "if (!isSigned(await request.clone().text(), request.headers.get('x-signature'))) return new Response('', { status: 401 });",
    "export const isSigned = (raw, signature) => createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex') === signature || signature.length > 0;",
    'ineffective result-ignored -',
  ],
  [
    'an error, where a function that it asks agrees without a secret',
    'requireSigned',
    "requireSigned(await request.clone().text(), request.headers.get('x-signature'));",
    "const isSigned = (raw, signature) => { if (!process.env.HOOK_SECRET) return true; return createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex') === signature; };\nexport function requireSigned(raw, signature) { if (!isSigned(raw, signature)) throw new Error('no'); }",
    'optional skipped-without-secret -',
  ],
  [
    'an error, where a function that it asks does not agree',
    'requireSigned',
    "requireSigned(await request.clone().text(), request.headers.get('x-signature'));",
    "const isSigned = (raw, signature) => createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex') === signature;\nexport function requireSigned(raw, signature) { if (!isSigned(raw, signature)) throw new Error('no'); }",
    'verified signature-compared lib/callers.ts:1',
  ],
  [
    'that a request has the shape of a signed one',
    'verifyAcme',
    "if (!verifyAcme(await request.clone().text(), request.headers.get('x-signature'))) return new Response('', { status: 401 });",
    'export const verifyAcme = (raw, signature) => /^[a-f0-9]{64}$/.test(signature);',
    'unverified no-verification -',
  ],
])('a function of another file gives out %s', (_title, name, call, fn, expected) => {
  const text = `import { ${name} } from '@/lib/callers';\nexport async function POST(request) { ${call} const body = await request.json(); await db.order.update({ where: { id: body.id }, data: { paid: true } }); return Response.json({}); }`;
  expect(settleFiles(reader, { [ROUTE]: text, 'lib/callers.ts': fn })).toEqual([`${ROUTE} ${expected}`]);
});

// What an object that is given out in any case says, and what of it the caller asks for.
const FLAT = "return mac === signature ? { valid: true } : { valid: false, reason: 'bad' };";
const NESTED =
  'if (!process.env.HOOK_SECRET) return { ok: false }; return mac === signature ? { ok: true, data: { isValid: true } } : { ok: true, data: { isValid: false } };';

test.each([
  [
    'what tells',
    FLAT,
    'const answer = check(raw, signature); if (!answer.valid) return NO;',
    'verified signature-compared lib/check.ts:1',
  ],
  [
    'what tells, taken apart',
    FLAT,
    'const { valid } = check(raw, signature); if (!valid) return NO;',
    'verified signature-compared lib/check.ts:1',
  ],
  [
    'why not',
    FLAT,
    'const answer = check(raw, signature); if (answer.reason) return NO;',
    'verified signature-compared lib/check.ts:1',
  ],
  ['whether there is one', FLAT, 'if (!check(raw, signature)) return NO;', 'ineffective result-ignored -'],
  [
    'whether there is one, by its name',
    FLAT,
    'const answer = check(raw, signature); if (!answer) return NO;',
    'ineffective result-ignored -',
  ],
  [
    'what went well either way, in brackets',
    NESTED,
    "const answer = check(raw, signature); if (!answer['ok']) return NO;",
    'ineffective result-ignored -',
  ],
  [
    'what tells inside of it, in brackets',
    NESTED,
    "const answer = check(raw, signature); if (!answer['data']['isValid']) return NO;",
    'verified signature-compared lib/check.ts:1',
  ],
  [
    'what tells inside of it',
    NESTED,
    'const answer = check(raw, signature); if (!answer.ok || !answer.data.isValid) return NO;',
    'verified signature-compared lib/check.ts:1',
  ],
  [
    'what went well either way',
    NESTED,
    'const answer = check(raw, signature); if (!answer.ok) return NO;',
    'ineffective result-ignored -',
  ],
  [
    'what tells, taken out of it at once',
    NESTED,
    'const { data: { isValid } = {} } = check(raw, signature); if (!isValid) return NO;',
    'unknown conditional -',
  ],
  [
    'how it went, in a word',
    "return mac === signature ? { status: 'ok', event: JSON.parse(raw) } : { status: 'bad', reason: 'mac' };",
    "const answer = check(raw, signature); if (answer.status === 'bad') return NO;",
    'unknown conditional -',
  ],
  [
    'whether it is one of a kind',
    "return mac === signature ? { event: JSON.parse(raw) } : { reason: 'mac' };",
    "const answer = check(raw, signature); if (answer instanceof Error) return NO; if (!answer['event']) return NO;",
    'verified signature-compared lib/check.ts:1',
  ],
  [
    'something of the file, by a function of it',
    NESTED,
    'const went = (it) => it.ok; const answer = check(raw, signature); if (!went(answer)) return NO;',
    'unknown conditional -',
  ],
  [
    'the part that has what tells',
    NESTED,
    'const { data } = check(raw, signature); if (!data.isValid) return NO;',
    'unknown conditional -',
  ],
])('a caller asks of an answer %s', (_title, answer, asks, expected) => {
  const text = `import { check } from '@/lib/check';\nconst NO = new Response('', { status: 401 });\nexport async function POST(request) { const raw = await request.text(); const signature = request.headers.get('x-signature'); ${asks} await db.order.update(JSON.parse(raw)); return Response.json({}); }`;
  const check = `export function check(raw, signature) { const mac = createHmac('sha256', process.env.HOOK_SECRET).update(raw).digest('hex'); ${answer} }`;
  expect(settleFiles(reader, { [ROUTE]: text, 'lib/check.ts': check })).toEqual([`${ROUTE} ${expected}`]);
});
