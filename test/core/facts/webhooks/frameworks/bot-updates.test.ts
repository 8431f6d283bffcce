import { describe, expect, test } from 'vitest';
import { makeWebhookReader } from '../../../../support/make-webhook-reader.ts';

const reader = await makeWebhookReader();

describe('updates that a bot takes', () => {
  const app = (mounted: string): string =>
    `import { Telegraf } from 'telegraf';\nconst bot = new Telegraf(process.env.BOT_TOKEN);\nconst app = express();\n${mounted}`;

  test.each([
    ['under a path', "app.use(bot.webhookCallback('/telegram'));", ['telegram unverified not-a-verifier']],
    [
      'under a path that nobody else knows',
      'app.use(bot.webhookCallback(`/bot/${process.env.BOT_TOKEN}`));',
      ['telegram verified token-compared'],
    ],
    [
      'with a token to look for',
      "app.use(bot.webhookCallback('/telegram', { secretToken: process.env.HOOK_TOKEN }));",
      ['telegram verified protected-before'],
    ],
  ])('%s', (_title, mounted, expected) => {
    expect(reader.verdicts('src/server.ts', app(mounted))).toEqual(expected);
  });
});

test.each([
  ['the library of a provider', '@slack/bolt', '/callback', ['slack unverified no-verification']],
  ['the library of a provider, where people sign in', '@slack/bolt', '/auth/callback', []],
  ['a library of nobody', 'lodash', '/callback', []],
])('a callback beside %s', (_title, module, route, expected) => {
  const text = `import * as sdk from '${module}';\nconst app = express();\napp.post('${route}', async (req, res) => { const hmac = null; await Promise.all(req.body.events.map((each) => sdk.reply(each))); res.end(); });`;
  expect(reader.verdicts('src/server.ts', text)).toEqual(expected);
});
