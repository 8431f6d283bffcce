import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Paths that nobody but the provider has been told, and secrets that a library asks for by itself, as bots of Telegram have them.

const read = await makeVerdictReader();

const OPEN = 'unverified no-verification';
const SECRET = 'verified token-compared';

describe('a path of Python', () => {
  const bot = (path: string): string[] => [
    'HOOK_PATH = f"/bot/{settings.BOT_TOKEN}"',
    'PLAIN_PATH = "/bot/updates"',
    `@app.route(${path}, methods=["POST"])`,
    'def hook():',
    '    bot.process_new_updates([Update.de_json(request.get_json(), bot)])',
  ];

  test.each([
    ['f"/{BOT_TOKEN}"', SECRET],
    ['"/" + TOKEN', SECRET],
    ['"/bot/{}".format(config.API_TOKEN)', SECRET],
    ['HOOK_PATH', SECRET],
    ['PLAIN_PATH', OPEN],
    ['"/bot/" + version', OPEN],
    ['"/token/" + version', OPEN],
  ])('%s', (path, told) => {
    expect(read({ 'bot.py': bot(path) })).toEqual([`bot.py:4 ${told}`]);
  });

  test('that a call registers', () => {
    const server = (path: string): string[] => [
      'async def hook(request):',
      '    await dp.feed_update(bot, Update(**await request.json()))',
      `app.router.add_post(${path}, hook)`,
    ];
    expect(read({ 'bot.py': server('f"/bot/{BOT_TOKEN}"') })).toEqual([`bot.py:1 ${SECRET}`]);
    expect(read({ 'bot.py': server('"/bot/updates"') })).toEqual([`bot.py:1 ${OPEN}`]);
  });
});

describe('a handler that aiogram makes', () => {
  const app = (made: string, path: string): string[] => [
    'from aiogram.webhook.aiohttp_server import SimpleRequestHandler, TokenBasedRequestHandler',
    `handler = ${made}`,
    `handler.register(app, path=${path})`,
  ];

  test.each([
    ['SimpleRequestHandler(dispatcher=dp, bot=bot, secret_token=SECRET)', '"/webhook"', SECRET],
    ['SimpleRequestHandler(dispatcher=dp, bot=bot)', 'f"/webhook/{BOT_TOKEN}"', SECRET],
    ['TokenBasedRequestHandler(dispatcher=dp)', '"/webhook/{bot_token}"', SECRET],
    ['SimpleRequestHandler(dispatcher=dp, bot=bot)', '"/webhook"', OPEN],
    ['SimpleRequestHandler(dispatcher=dp, bot=bot, secret_token=None)', '"/webhook"', OPEN],
  ])('%s at %s', (made, path, told) => {
    expect(read({ 'bot.py': app(made, path) })).toEqual([`bot.py:3 ${told}`]);
  });
});
