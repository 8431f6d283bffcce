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

describe('a path of Go', () => {
  const bot = (path: string): string[] => [
    'package main',
    'var hidden = "/bot/" + os.Getenv("BOT_TOKEN")',
    'var plain = "/bot/" + version',
    'func webhookBot(w http.ResponseWriter, r *http.Request) {',
    '  var update tgbotapi.Update',
    '  json.NewDecoder(r.Body).Decode(&update)',
    '  answer(update)',
    '}',
    `func main() { http.HandleFunc(${path}, webhookBot) }`,
  ];

  test.each([
    ['"/bot/" + bot.Token', SECRET],
    ['"/"+os.Getenv("BOT_TOKEN")', SECRET],
    ['fmt.Sprintf("/bot/%s/updates", cfg.WebhookSecret)', SECRET],
    ['hidden', SECRET],
    ['plain', OPEN],
    ['"/bot/" + version', OPEN],
    ['fmt.Sprintf("/token/%d", version)', OPEN],
  ])('%s', (path, told) => {
    expect(read({ 'main.go': bot(path) })).toEqual([`main.go:4 ${told}`]);
  });

  test('of somebody else, who is called', () => {
    const call = 'http.Post(fmt.Sprintf("https://api.acme.dev/bot%s/send", token), "application/json", body)';
    const sends = ['package main', `func webhookAnswer(token string, body io.Reader) { ${call} }`];
    expect(read({ 'main.go': sends })).toEqual([]);
  });

  test('that leads to another package', () => {
    const routed = (path: string): string[] =>
      read({
        'go.mod': ['module shop'],
        'main.go': ['package main', 'import "shop/bot"', `func main() { http.HandleFunc(${path}, bot.Take) }`],
        'bot/telegram.go': [
          'package bot',
          'func Take(w http.ResponseWriter, r *http.Request) {',
          '  var update tgbotapi.Update',
          '  json.NewDecoder(r.Body).Decode(&update)',
          '  webhookUpdate(update)',
          '}',
        ],
      });
    expect(routed('"/bot/"+config.BotToken')).toEqual(['bot/telegram.go:2 verified protected-before']);
    expect(routed('"/bot/hook"')).toEqual([`bot/telegram.go:2 ${OPEN}`]);
  });
});

describe('a path of C#', () => {
  test.each([
    ['$"/webhook/{token}"', SECRET],
    ['$"/webhook/{settings.Secret}"', SECRET],
    ['$"/webhook/{version}"', null],
    ['"/webhook/{token}"', OPEN],
  ])('%s of a minimal API', (path, told) => {
    const lines = [
      `app.MapPost(${path}, async (HttpRequest request) =>`,
      '{',
      '  var update = await request.ReadFromJsonAsync<Update>();',
      '  await bot.Answer(update);',
      '});',
    ];
    expect(read({ 'Program.cs': lines })).toEqual(told === null ? [] : [`Program.cs:1 ${told}`]);
  });

  test('of the template of a bot, whose action has none of its own', () => {
    const bot = (pattern: string): string[] =>
      read({
        'Startup.cs': [
          'public class Startup {',
          '  public void Configure(IApplicationBuilder app) {',
          '    app.UseEndpoints(endpoints => endpoints.MapControllerRoute(name: "tgwebhook",',
          `      pattern: ${pattern}, new { controller = "Webhook", action = "Post" }));`,
          '  }',
          '}',
        ],
        'Controllers/WebhookController.cs': [
          'public class WebhookController : ControllerBase {',
          '  [HttpPost]',
          '  public async Task<IActionResult> Post([FromServices] Answers answers, [FromBody] Update update) {',
          '    await answers.Give(update);',
          '    return Ok();',
          '  }',
          '}',
        ],
      });
    expect(bot('$"bot/{token}"')).toEqual(['Controllers/WebhookController.cs:2 verified protected-before']);
    expect(bot('$"bot/{settings.BotToken}"')).toEqual(['Controllers/WebhookController.cs:2 verified protected-before']);
    expect(bot('"bot/updates"')).toEqual([`Controllers/WebhookController.cs:2 ${OPEN}`]);
  });
});

test.each([
  ['"/bot/${telegram.bot.token}"', SECRET],
  ['"/webhook/${hook.secret}"', SECRET],
  ['"/webhook/${app.version}"', OPEN],
  ['"/webhook/{token}"', OPEN],
])('a path of Java, %s', (path, told) => {
  const lines = [
    '@RestController',
    'public class WebhookController {',
    `  @PostMapping(${path})`,
    '  public void take(@RequestBody Update update) { bot.answer(update); }',
    '}',
  ];
  expect(read({ 'src/main/java/shop/WebhookController.java': lines })).toEqual([
    `src/main/java/shop/WebhookController.java:3 ${told}`,
  ]);
});

test.each([
  ['"/sync/#{@webhook_secret}"', 'verified protected-before'],
  ['"/sync/#{@version}"', OPEN],
  ['"/sync/:secret"', OPEN],
])('a path of Elixir, %s', (path, told) => {
  const files = {
    'lib/shop_web/router.ex': [
      'defmodule ShopWeb.Router do',
      '  use ShopWeb, :router',
      '  @webhook_secret System.get_env("WEBHOOK_SECRET")',
      '  scope "/webhook", ShopWeb do',
      `    post ${path}, WebhookController, :take`,
      '  end',
      'end',
    ],
    'lib/shop_web/controllers/webhook_controller.ex': [
      'defmodule ShopWeb.WebhookController do',
      '  use ShopWeb, :controller',
      '  def take(conn, params) do',
      '    Repos.sync(params)',
      '    text(conn, "ok")',
      '  end',
      'end',
    ],
  };
  expect(read(files)).toEqual([`lib/shop_web/controllers/webhook_controller.ex:3 ${told}`]);
});

describe('a path of Rust', () => {
  const bot = (mount: string, path: string): string[] => [
    'async fn take(State(state): State<App>, Json(update): Json<Update>) -> StatusCode {',
    '  replies::give(&update.message.text).await;',
    '  StatusCode::OK',
    '}',
    'fn app(bot_token: String, version: u8) -> Router {',
    '  let hidden = format!("/webhook/{}", bot_token);',
    '  let plain = format!("/webhook/{}", version);',
    `  ${mount.replace('PATH', path)}`,
    '}',
  ];
  const AXUM = 'Router::new().route(PATH, post(take))';
  const ACTIX = 'App::new().service(web::resource(PATH).route(web::post().to(take)))';

  test.each([
    [AXUM, '&format!("/bot/{}", bot_token)', [`src/main.rs:1 ${SECRET}`]],
    [AXUM, 'format!("/bot/{bot_token}").as_str()', [`src/main.rs:1 ${SECRET}`]],
    [AXUM, '&format!("/bot/{}", env::var("BOT_TOKEN").unwrap())', [`src/main.rs:1 ${SECRET}`]],
    [AXUM, '&("/bot/".to_owned() + &bot_token)', [`src/main.rs:1 ${SECRET}`]],
    [AXUM, '&hidden', [`src/main.rs:1 ${SECRET}`]],
    [ACTIX, 'format!("/bot/{}", bot_token)', [`src/main.rs:1 ${SECRET}`]],
    [AXUM, '&plain', []],
    [AXUM, '&format!("/token/{}", version)', []],
    [AXUM, '"/webhook/{bot_token}"', [`src/main.rs:1 ${OPEN}`]],
    [ACTIX, '"/webhook"', [`src/main.rs:1 ${OPEN}`]],
  ])('%s, %s', (mount, path, told) => {
    expect(read({ 'src/main.rs': bot(mount, path) })).toEqual(told);
  });

  test('that leads to another file', () => {
    const files = (path: string): Record<string, string[]> => ({
      'Cargo.toml': ['[package]', 'name = "bot"'],
      'src/main.rs': [
        'mod webhook_bot;',
        'fn app(bot_token: String) -> Router {',
        `  Router::new().route(${path}, post(webhook_bot::take))`,
        '}',
      ],
      'src/webhook_bot.rs': [
        'pub async fn take(update: Json<Update>) -> StatusCode {',
        '  replies::give(&update.message.text).await;',
        '  StatusCode::OK',
        '}',
      ],
    });
    expect(read(files('&format!("/bot/{}", bot_token)'))).toEqual(['src/webhook_bot.rs:1 verified protected-before']);
    expect(read(files('"/bot/webhook"'))).toEqual([`src/webhook_bot.rs:1 ${OPEN}`]);
  });
});
