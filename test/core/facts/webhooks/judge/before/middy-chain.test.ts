import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../../../support/make-webhook-reader.ts';
import { settleFiles } from '../../../../../support/settle-files.ts';

const reader = await makeWebhookReader();

const PATH = 'src/functions/webhook/handler.ts';
const CHECK = (ends: string): string =>
  `const mac = createHmac('sha256', process.env.HOOK_SECRET).update(event.body).digest('hex'); if (mac !== event.headers['x-signature']) ${ends}`;
const verifier = (ends: string): string =>
  `const verifyHook = () => ({ before: async ({ event }) => { ${CHECK(ends)} } });`;

describe('functions in the middleware of Middy', () => {
  const files = (chain: string, above: string): Record<string, string> => ({
    [PATH]: `import middy from '@middy/core';\nimport parser from '@middy/http-json-body-parser';\n${above}\nconst take = async (event) => { await saveOrder(event.body); return { statusCode: 200 }; };\nexport const handler = ${chain};`,
    'src/verify.ts': `export ${verifier("return { statusCode: 401, body: '' };")}`,
  });
  const IMPORTED = "import { verifyHook } from '../../verify';";

  test.each([
    ['readers of bodies alone', 'middy(take).use(parser())', '', 'unverified no-verification -'],
    [
      'a verifier that throws',
      'middy(take).use(verifyHook()).use(parser())',
      verifier('throw createError(401);'),
      `verified signature-compared ${PATH}:3`,
    ],
    [
      'a verifier that answers, in a list, and the work at the end',
      'middy().use([verifyHook(), parser()]).handler(take)',
      verifier('return { statusCode: 401 };'),
      `verified signature-compared ${PATH}:3`,
    ],
    [
      'a function before the work',
      `middy(take).before(async ({ event }) => { ${CHECK('throw createError(401);')} })`,
      '',
      `verified signature-compared ${PATH}:5`,
    ],
    [
      'a verifier that only warns',
      'middy(take).use(verifyHook())',
      verifier("console.warn('no');"),
      'ineffective result-ignored -',
    ],
    [
      'a verifier of another file',
      'middy(take).use(verifyHook())',
      IMPORTED,
      'verified signature-compared src/verify.ts:1',
    ],
  ])('%s', (_title, chain, above, expected) => {
    expect(settleFiles(reader, files(chain, above))).toEqual([`${PATH} ${expected}`]);
  });
});
