import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

const read = await makeVerdictReader();

const PLUG = 'lib/shop_web/plugs/verify_hook.ex';
const CONTROLLER = 'lib/shop_web/controllers/webhook_controller.ex';
const VERIFIED = 'verified signature-compared';
const IGNORED = 'ineffective result-ignored';

const GENUINE = [
  '  defp genuine?(conn) do',
  '    mac = :crypto.mac(:hmac, :sha256, System.fetch_env!("HOOK_SECRET"), conn.assigns.raw_body) |> Base.encode16(case: :lower)',
  '    Plug.Crypto.secure_compare(mac, conn |> get_req_header("x-signature") |> List.first())',
  '  end',
];

describe('a plug that finds a request not to be genuine', () => {
  const ROWS: readonly (readonly [string, readonly string[], string])[] = [
    ['halts', ['if genuine?(conn), do: conn, else: conn |> send_resp(401, "") |> halt()'], VERIFIED],
    ['halts before it answers', ['if genuine?(conn), do: conn, else: conn |> halt() |> send_resp(401, "")'], VERIFIED],
    ['answers and does not halt', ['if genuine?(conn), do: conn, else: send_resp(conn, 401, "")'], IGNORED],
    [
      'halts a connection that it gives on',
      ['conn = if genuine?(conn), do: conn, else: conn |> send_resp(401, "") |> halt()', 'conn'],
      VERIFIED,
    ],
    [
      'halts a connection that it does not give on',
      ['unless genuine?(conn) do', '  conn |> send_resp(401, "") |> halt()', 'end', 'conn'],
      IGNORED,
    ],
    ['raises', ['unless genuine?(conn), do: raise("forged")', 'conn'], VERIFIED],
    [
      'halts in a branch of a case',
      ['case genuine?(conn) do', '  true -> conn', '  false -> conn |> put_status(401) |> halt()', 'end'],
      VERIFIED,
    ],
    [
      'halts in a branch of a case that is not its answer',
      ['case genuine?(conn) do', '  true -> :ok', '  false -> conn |> put_status(401) |> halt()', 'end', 'conn'],
      IGNORED,
    ],
    [
      'halts where a step does not fit',
      ['with true <- genuine?(conn) do', '  conn', 'else', '  _ -> conn |> send_resp(401, "") |> halt()', 'end'],
      VERIFIED,
    ],
    [
      'halts where a step with a word does not fit',
      [
        'with {:sent, sent} <- {:sent, conn},',
        '     {:genuine, true} <- {:genuine, genuine?(sent)} do',
        '  conn',
        'else',
        '  {:genuine, false} -> conn |> send_resp(401, "") |> halt()',
        'end',
      ],
      VERIFIED,
    ],
    [
      'halts where a label of a step does not fit that is a word of answers',
      [
        'with {:valid, true} <- {:valid, genuine?(conn)} do',
        '  conn',
        'else',
        '  {:valid, false} -> conn |> send_resp(401, "") |> halt()',
        'end',
      ],
      VERIFIED,
    ],
    [
      'halts where a step with a word fits',
      [
        'with {:genuine, false} <- {:genuine, genuine?(conn)} do',
        '  conn',
        'else',
        '  {:genuine, true} -> conn |> send_resp(401, "") |> halt()',
        'end',
      ],
      IGNORED,
    ],
    [
      'halts where a step does not fit, and gives on what it was given',
      ['with true <- genuine?(conn) do', '  :ok', 'else', '  _ -> conn |> send_resp(401, "") |> halt()', 'end', 'conn'],
      IGNORED,
    ],
  ];
  const body = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`);

  test.each(ROWS)('%s, before the routes of a router', (_title, lines, expected) => {
    const told = read({
      'lib/shop_web/router.ex': [
        'defmodule ShopWeb.Router do',
        '  use ShopWeb, :router',
        '  pipeline :hooks do',
        '    plug ShopWeb.Plugs.VerifyHook',
        '  end',
        '  scope "/", ShopWeb do',
        '    pipe_through :hooks',
        '    post "/webhook", WebhookController, :take',
        '  end',
        'end',
      ],
      [CONTROLLER]: [
        'defmodule ShopWeb.WebhookController do',
        '  use ShopWeb, :controller',
        '  def take(conn, params) do',
        '    Orders.mark_paid(params)',
        '    text(conn, "ok")',
        '  end',
        'end',
      ],
      [PLUG]: [
        'defmodule ShopWeb.Plugs.VerifyHook do',
        '  import Plug.Conn',
        '  def init(opts), do: opts',
        '  def call(conn, _opts) do',
        ...body(lines),
        '  end',
        ...GENUINE,
        'end',
      ],
    });
    expect(told).toEqual([`${CONTROLLER}:3 ${expected}`]);
  });

  test.each(ROWS)('%s, before the actions of its controller', (_title, lines, expected) => {
    const told = read({
      [CONTROLLER]: [
        'defmodule ShopWeb.WebhookController do',
        '  use ShopWeb, :controller',
        '  plug :verify_hook',
        '  def take(conn, params) do',
        '    Orders.mark_paid(params)',
        '    text(conn, "ok")',
        '  end',
        '  defp verify_hook(conn, _opts) do',
        ...body(lines),
        '  end',
        ...GENUINE,
        'end',
      ],
    });
    expect(told).toEqual([`${CONTROLLER}:4 ${expected}`]);
  });
});

test.each([
  [':valid <- Shop.Hook.verify(signature, conn.assigns.raw_body)', ':invalid', VERIFIED],
  [':valid <- Shop.Hook.verify(signature, conn.assigns.raw_body)', '{:error, :forged}', VERIFIED],
  [':valid <- Shop.Hook.verify(signature, conn.assigns.raw_body)', ':valid', 'ineffective result-ignored'],
  ['_ <- Shop.Hook.verify(signature, conn.assigns.raw_body)', ':invalid', 'ineffective result-ignored'],
])('a plug asks another module, which answers by a word: %s, %s', (step, otherwise, expected) => {
  const told = read({
    [CONTROLLER]: [
      'defmodule ShopWeb.WebhookController do',
      '  use ShopWeb, :controller',
      '  plug ShopWeb.Plugs.VerifyHook',
      '  def take(conn, params) do',
      '    Orders.mark_paid(params)',
      '    text(conn, "ok")',
      '  end',
      'end',
    ],
    [PLUG]: [
      'defmodule ShopWeb.Plugs.VerifyHook do',
      '  import Plug.Conn',
      '  def init(opts), do: opts',
      '  def call(conn, _opts) do',
      '    with [signature] <- get_req_header(conn, "x-signature"),',
      `         ${step} do`,
      '      conn',
      '    else',
      '      _ -> conn |> send_resp(401, "") |> halt()',
      '    end',
      '  end',
      'end',
    ],
    'lib/shop/hook.ex': [
      'defmodule Shop.Hook do',
      '  def verify(signature, body) do',
      '    mac = :crypto.mac(:hmac, :sha256, System.fetch_env!("HOOK_SECRET"), body) |> Base.encode16(case: :lower)',
      `    if Plug.Crypto.secure_compare(mac, signature), do: :valid, else: ${otherwise}`,
      '  end',
      'end',
    ],
  });
  expect(told).toEqual([`${CONTROLLER}:4 ${expected}`]);
});

describe('a plug that is known by its name', () => {
  const ACTION = [
    '  def paid(conn, params) do',
    '    Orders.mark_paid(params)',
    '    text(conn, "ok")',
    '  end',
    'end',
  ];

  test.each([
    ['BasicAuth, use_config: {:basic_auth, :hooks}', 'verified token-compared'],
    ['PlugBasicAuth, validation: &Shop.Hooks.known?/2', 'verified token-compared'],
    ['CORSPlug, origin: "*"', 'unverified no-verification'],
  ])('of a package: %s', (plugged, expected) => {
    const lines = ['defmodule ShopWeb.WebhookController do', '  use ShopWeb, :controller', `  plug ${plugged}`];
    expect(read({ [CONTROLLER]: [...lines, ...ACTION] })).toEqual([`${CONTROLLER}:4 ${expected}`]);
  });

  test.each([
    ['ShopWeb.Plugs.ApiAuth', []],
    ['ShopWeb.Plugs.UserAuth', []],
    ['ShopWeb.Plugs.Locale', ['unverified no-verification']],
  ])('who holds a token of the own API is no provider: %s', (name, told) => {
    const path = 'lib/shop_web/controllers/payment_controller.ex';
    const files = {
      [path]: ['defmodule ShopWeb.PaymentController do', '  use ShopWeb, :controller', ...ACTION],
      'lib/shop_web/router.ex': [
        'defmodule ShopWeb.Router do',
        '  use ShopWeb, :router',
        '  pipeline :known do',
        `    plug ${name}`,
        '  end',
        '  scope "/api", ShopWeb do',
        '    pipe_through :known',
        '    post "/payments/callback", PaymentController, :paid',
        '  end',
        'end',
      ],
    };
    expect(read(files)).toEqual(told.map((each) => `${path}:3 ${each}`));
  });
});

test.each([
  ['beside the challenge of Meta', '/posts', ['8 unverified no-verification']],
  ['of another path than that', '/others', []],
])('a route of Plug.Router %s', (_title, path, expected) => {
  const router = [
    'defmodule Bot.Router do',
    '  use Plug.Router',
    '  plug :match',
    '  plug :dispatch',
    '  get "/posts" do',
    '    send_resp(conn, 200, conn.query_params["hub.challenge"])',
    '  end',
    `  post "${path}" do`,
    '    Bot.Posts.take(conn.body_params)',
    '    send_resp(conn, 200, "")',
    '  end',
    'end',
  ];
  expect(read({ 'lib/bot/router.ex': router })).toEqual(expected.map((each) => `lib/bot/router.ex:${each}`));
});

test('a plug before all of an application makes no receivers of the controllers behind it', () => {
  const files = (route: string): Record<string, string[]> => ({
    'lib/shop_web/endpoint.ex': [
      'defmodule ShopWeb.Endpoint do',
      '  use Phoenix.Endpoint, otp_app: :shop',
      '  plug ShopWeb.Plugs.VerifyHook',
      '  plug ShopWeb.Router',
      'end',
    ],
    'lib/shop_web/router.ex': [
      'defmodule ShopWeb.Router do',
      '  use ShopWeb, :router',
      `  scope "${route}", ShopWeb do`,
      '    post "/pay", EditorController, :take',
      '  end',
      'end',
    ],
    'lib/shop_web/controllers/editor_controller.ex': [
      'defmodule ShopWeb.EditorController do',
      '  use ShopWeb, :controller',
      '  @names ["speech_webhook"]',
      '  def take(conn, params), do: Orders.pay(conn, params["id"])',
      '  def webhook_names(conn, _params), do: json(conn, @names)',
      'end',
    ],
    [PLUG]: [
      'defmodule ShopWeb.Plugs.VerifyHook do',
      '  def init(opts), do: opts',
      '  def call(%{request_path: "/webhook/pay"} = conn, _opts) do',
      '    if genuine?(conn), do: conn, else: conn |> send_resp(401, "") |> halt()',
      '  end',
      '  def call(conn, _opts), do: conn',
      ...GENUINE,
      'end',
    ],
  });
  expect(read(files('/editor'))).toEqual([]);
  expect(read(files('/webhook'))).toEqual(['lib/shop_web/controllers/editor_controller.ex:4 unknown conditional']);
});
