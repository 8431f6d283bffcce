import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

const SECRET = '{ secretToken: process.env.BOT_SECRET }';
const OPEN = ['telegram unverified not-a-verifier'];

describe("a library's receiver that checks only by a secret which it is given", () => {
  test.each([
    ['exported without', "export const POST = webhookCallback(bot, 'std/http');", OPEN],
    [
      'exported with',
      `export const POST = webhookCallback(bot, 'std/http', ${SECRET});`,
      ['telegram verified protected-before'],
    ],
    [
      'called by its name, made without',
      "const handle = webhookCallback(bot, 'std/http');\nexport async function POST(req) { return handle(req); }",
      OPEN,
    ],
    [
      'called by its name, made with',
      `const handle = webhookCallback(bot, 'std/http', ${SECRET});\nexport async function POST(req) { return handle(req); }`,
      ['telegram verified sdk-verifier'],
    ],
    [
      'made and called at once behind a check',
      "export async function POST(req) { if (req.headers.get('x-token') !== process.env.BOT_SECRET) return new Response('', { status: 401 }); return webhookCallback(bot, 'std/http')(req); }",
      ['telegram verified token-compared'],
    ],
  ])('%s', (_title, text, expected) => {
    const file = `import { webhookCallback } from 'grammy';\n${text}`;
    expect(reader.verdicts('app/api/telegram/webhook/route.ts', file)).toEqual(expected);
  });

  const GRAMMY = "import { webhookCallback } from 'npm:grammy';\n";

  test.each([
    ['a default export', 'api/bot.ts', "export default webhookCallback(bot, 'https');", OPEN],
    [
      'a default export with',
      'api/bot.ts',
      `export default webhookCallback(bot, 'https', ${SECRET});`,
      ['telegram verified protected-before'],
    ],
    ['a route', 'app/api/bot/route.ts', "export const POST = webhookCallback(bot, 'std/http');", OPEN],
    [
      'a served function',
      'supabase/functions/bot/index.ts',
      "const handleUpdate = webhookCallback(bot, 'std/http');\nDeno.serve(async (req) => { return await handleUpdate(req); });",
      ['null unverified not-a-verifier'],
    ],
    [
      'a served function behind a check',
      'supabase/functions/bot/index.ts',
      "const handleUpdate = webhookCallback(bot, 'std/http');\nDeno.serve(async (req) => { if (new URL(req.url).searchParams.get('secret') !== Deno.env.get('BOT_SECRET')) return new Response('', { status: 405 }); return await handleUpdate(req); });",
      ['null verified token-compared'],
    ],
  ])('without a word of webhooks in the path: %s', (_title, path, text, expected) => {
    expect(reader.verdicts(path, GRAMMY + text)).toEqual(expected);
  });

  test.each([
    ["app.post('/telegram/webhook', webhookCallback(bot, 'express'));", OPEN],
    ["app.use('/telegram/webhook', webhookCallback(bot, 'express'));", OPEN],
    [
      "app.post(`/webhook/${process.env.BOT_TOKEN}`, webhookCallback(bot, 'express'));",
      ['telegram verified token-compared'],
    ],
  ])('mounted: %s', (text, expected) => {
    const file = `import express from 'express';\nimport { webhookCallback } from 'grammy';\nconst app = express();\n${text}`;
    expect(reader.verdicts('src/bot.ts', file)).toEqual(expected);
  });
});
