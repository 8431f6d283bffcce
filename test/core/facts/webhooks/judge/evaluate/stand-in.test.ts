import { expect, test } from 'vitest';
import { makeWebhookReader } from '../../../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

/** A handler that compares a digest made with the secret, below the declarations. */
const handler = (declarations: string, secret: string): string =>
  `${declarations}\nexport async function POST(req) { const raw = await req.text(); const key = ${secret}; if (!key) return new Response('', { status: 503 }); if (req.headers.get('x-acme-signature') !== createHmac('sha256', key).update(raw).digest('hex')) return new Response('', { status: 401 }); await saveOrder(raw); return new Response(); }`;

const verdictOf = (text: string): string[] => reader.verdicts('app/api/webhooks/acme/route.ts', text);

test.each([
  ['a part of the environment', 'const { ACME_SECRET$ } = process.env;', 'ACME_SECRET', " = 'dev'"],
  ['a part with a name of its own', '', '(({ ACME_SECRET: secret$ }) => secret)(process.env)', " = 'dev'"],
  ['a setting that is asked for', '', "config.get('ACME_SECRET'$)", ", 'dev'"],
  ['a setting that is asked of NestJS', '', "this.configService.get<string>('acme.secret'$)", ", 'dev'"],
  ['a function of another file', "import { env } from '../env';", "env('ACME_SECRET'$)", ", 'dev'"],
  ['a function that says so', "import { optionalEnv } from '../env';", "optionalEnv('ACME_SECRET'$)", ", 'dev'"],
  ['a function of the file', 'function getSecret() { return process.env.ACME_SECRET$; }', 'getSecret()', " || 'dev'"],
  [
    'a schema of zod',
    "import { z } from 'zod';\nconst env = z.object({ ACME_SECRET: z.string()\n.min(1)$ }).parse(process.env);",
    'env.ACME_SECRET',
    ".default('dev')",
  ],
  [
    'a schema of envalid',
    "import { cleanEnv, str } from 'envalid';\nconst env = cleanEnv(process.env, { ACME_SECRET: str({ desc: 'of Acme'$ }) });",
    'env.ACME_SECRET',
    ", default: 'dev'",
  ],
])('what stands in for %s', (_title, declarations, secret, standIn) => {
  const text = (written: string): string => handler(declarations.replace('$', written), secret.replace('$', written));
  expect(verdictOf(text(standIn))).toEqual(['null ineffective default-secret']);
  expect(verdictOf(text(standIn.replace('dev', '')))).toEqual(['null verified signature-compared']);
  expect(verdictOf(text(''))).toEqual(['null verified signature-compared']);
});

test.each([
  ['a word about what is missing', '', "requireEnv('ACME_SECRET', 'is needed')"],
  ['the version of a secret that is kept elsewhere', '', "await vault.getSecret('ACME_SECRET', 'latest')"],
  [
    'a stand-in for another setting',
    "import { z } from 'zod';\nconst env = z.object({ ACME_SECRET: z.string(), PORT: z.string().default('3000') }).parse(process.env);",
    'env.ACME_SECRET',
  ],
])('%s stands in for no secret', (_title, declarations, secret) => {
  expect(verdictOf(handler(declarations, secret))).toEqual(['null verified signature-compared']);
});
