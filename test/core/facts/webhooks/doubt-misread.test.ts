import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const PATH = 'app/api/webhooks/acme/route.ts';
const handler = (line: string): string =>
  `export async function POST(req: Request) {\n  ${line}\n  await pay(await req.json());\n  return new Response('');\n}\n`;

describe('what the grammar does not understand', () => {
  test('leaves a doubt within a handler: it may be what verifies', () => {
    expect(reader.verdicts(PATH, handler('verify(req) ?? ) else;'))).toEqual(['null unknown syntax-error']);
  });

  test('leaves none elsewhere in the file', () => {
    const text = `const odd = = 1;\n\n${handler('log(req.url);')}`;
    expect(reader.verdicts(PATH, text)).toEqual(['null unverified no-verification']);
  });
});
