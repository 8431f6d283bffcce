import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

const read = await makeVerdictReader();

const CONTROLLER = 'lib/shop_web/controllers/stripe_webhook_controller.ex';

/** A controller of Phoenix with one action. */
const controller = (action: readonly string[], more: readonly string[] = []): string[] => [
  'defmodule ShopWeb.StripeWebhookController do',
  '  use ShopWeb, :controller',
  ...more,
  '  def create(conn, params) do',
  ...action,
  '  end',
  'end',
];

const COMPARE = ['  defp valid?(conn) do', '    [signature] = get_req_header(conn, "x-signature")'];
const DIGEST =
  '    digest = :crypto.mac(:hmac, :sha256, System.fetch_env!("HOOK_SECRET"), conn.assigns.raw_body) |> Base.encode16(case: :lower)';

describe('actions of Phoenix', () => {
  test('one that asks nothing', () => {
    expect(
      read({ [CONTROLLER]: controller(['    Orders.mark_paid(params)', '    send_resp(conn, 200, "")']) }),
    ).toEqual([`${CONTROLLER}:3 unverified no-verification`]);
  });

  test('a verifier whose answer decides, by case and by with', () => {
    const call = 'Stripe.Webhook.construct_event(conn.assigns.raw_body, signature, secret())';
    const byCase = [
      `    case ${call} do`,
      '      {:ok, event} -> Orders.mark_paid(event)',
      '      {:error, _} -> :ignored',
      '    end',
    ];
    expect(read({ [CONTROLLER]: controller(byCase) })).toEqual([`${CONTROLLER}:3 verified sdk-verifier`]);
    const byWith = [
      `    with {:ok, event} <- ${call} do`,
      '      Orders.mark_paid(event)',
      '    else',
      '      _ -> send_resp(conn, 400, "")',
      '    end',
    ];
    expect(read({ [CONTROLLER]: controller(byWith) })).toEqual([`${CONTROLLER}:3 verified sdk-verifier`]);
  });

  test('a verifier whose error is an answer like any other, which nobody looks at', () => {
    const action = ['    valid?(conn)', '    Orders.mark_paid(params)'];
    const helper = [...COMPARE, DIGEST, '    Plug.Crypto.secure_compare(digest, signature)', '  end'];
    expect(read({ [CONTROLLER]: controller(action, helper) })).toEqual([`${CONTROLLER}:8 ineffective result-ignored`]);
    const heeded = ['    if valid?(conn), do: Orders.mark_paid(params), else: send_resp(conn, 401, "")'];
    expect(read({ [CONTROLLER]: controller(heeded, helper) })).toEqual([`${CONTROLLER}:8 verified signature-compared`]);
  });

  test('a match that raises refuses', () => {
    const helper = [...COMPARE, DIGEST, '    Plug.Crypto.secure_compare(digest, signature)', '  end'];
    const action = ['    true = valid?(conn)', '    Orders.mark_paid(params)'];
    expect(read({ [CONTROLLER]: controller(action, helper) })).toEqual([`${CONTROLLER}:8 verified signature-compared`]);
  });

  test('clauses of one function are one: the check that some of them leave out is no check', () => {
    const clauses = (second: string): string[] => [
      '  defp verify(_conn, nil), do: ' + second,
      '  defp verify(conn, secret) do',
      '    [signature] = get_req_header(conn, "x-signature")',
      '    digest = :crypto.mac(:hmac, :sha256, secret, conn.assigns[:raw_body])',
      '    if Plug.Crypto.secure_compare(digest, signature), do: :ok, else: {:error, :signature}',
      '  end',
    ];
    const action = [
      '    with :ok <- verify(conn, Application.get_env(:shop, :webhook_secret)) do',
      '      Orders.mark_paid(params)',
      '    end',
    ];
    expect(read({ [CONTROLLER]: controller(action, clauses('{:error, :missing}')) })).toEqual([
      `${CONTROLLER}:9 verified signature-compared`,
    ]);
    expect(read({ [CONTROLLER]: controller(action, clauses(':ok')) })).toEqual([
      `${CONTROLLER}:9 optional skipped-without-secret`,
    ]);
  });

  test('none where nothing of the request is asked', () => {
    const asking = (parameter: string): string[] => [
      'defmodule ShopWeb.StripeWebhookController do',
      '  use ShopWeb, :controller',
      `  def health(conn, ${parameter}) do`,
      '    json(conn, %{status: "ok", at: DateTime.utc_now()})',
      '  end',
      'end',
    ];
    expect(read({ [CONTROLLER]: asking('_params') })).toEqual([]);
    expect(read({ [CONTROLLER]: asking('params') })).toEqual([`${CONTROLLER}:3 unverified no-verification`]);
  });

  test('one that is named for receiving, of a controller that is named for a provider', () => {
    const text = (name: string, action: string): string[] => [
      `defmodule ShopWeb.${name}Controller do`,
      '  use ShopWeb, :controller',
      `  def ${action}(conn, %{"From" => from, "Body" => body}) do`,
      '    Inbox.add(from, body)',
      '    send_resp(conn, 200, "")',
      '  end',
      'end',
    ];
    const path = (name: string): string => `lib/shop_web/controllers/${name}_controller.ex`;
    const [twilio, message] = [path('twilio'), path('messages')];
    expect(read({ [twilio]: text('Twilio', 'receive') })).toEqual([`${twilio}:3 unverified no-verification`]);
    expect(read({ [twilio]: text('Twilio', 'configure') })).toEqual([]);
    expect(read({ [message]: text('Messages', 'receive') })).toEqual([]);
  });

  test.each([
    ['current_organization: org', []],
    ['gateway: org', [`${CONTROLLER}:3 unverified no-verification`]],
  ])('none where it is known who is signed in: %s', (assigned, told) => {
    const lines = [
      `    %{${assigned}} = conn.assigns`,
      '    Orders.mark_paid(org, params)',
      '    send_resp(conn, 200, "")',
    ];
    expect(read({ [CONTROLLER]: controller(lines) })).toEqual(told);
  });

  test('none where webhooks are looked after', () => {
    const text = ['defmodule ShopWeb.WebhookController do', '  use ShopWeb, :controller'].concat(
      ['index', 'create', 'delete'].map((name) => `  def ${name}(conn, params), do: json(conn, Hooks.${name}(params))`),
      'end',
    );
    expect(read({ 'lib/shop_web/controllers/webhook_controller.ex': text })).toEqual([]);
  });
});

describe('plugs', () => {
  const PLUG = 'lib/shop_web/plugs/verify_hook.ex';
  const plug = (refusal: string): string[] => [
    'defmodule ShopWeb.Plugs.VerifyHook do',
    '  import Plug.Conn',
    '  def init(opts), do: opts',
    '  def call(conn, _opts) do',
    '    with [signature] <- get_req_header(conn, "x-signature"),',
    '         digest = :crypto.mac(:hmac, :sha256, System.fetch_env!("HOOK_SECRET"), conn.assigns.raw_body),',
    '         true <- Plug.Crypto.secure_compare(digest, signature) do',
    '      conn',
    '    else',
    `      _ -> ${refusal}`,
    '    end',
    '  end',
    'end',
  ];
  const action = ['    Orders.mark_paid(params)', '    send_resp(conn, 200, "")'];

  test('one of another file that halts, for the actions that it is for', () => {
    const guarded = controller(action, ['  plug ShopWeb.Plugs.VerifyHook when action in [:create]']);
    expect(read({ [CONTROLLER]: guarded, [PLUG]: plug('conn |> send_resp(401, "") |> halt()') })).toEqual([
      `${CONTROLLER}:4 verified signature-compared`,
    ]);
    const other = controller(action, ['  plug ShopWeb.Plugs.VerifyHook when action in [:update]']);
    expect(read({ [CONTROLLER]: other, [PLUG]: plug('conn |> send_resp(401, "") |> halt()') })).toEqual([
      `${CONTROLLER}:4 unverified no-verification`,
    ]);
  });

  test('a pipeline of the router stands before the routes of its scope', () => {
    const router = (pipeline: string): string[] => [
      'defmodule ShopWeb.Router do',
      '  use ShopWeb, :router',
      '  pipeline :signed do',
      '    plug ShopWeb.Plugs.VerifyHook',
      '  end',
      '  scope "/webhooks", ShopWeb do',
      `    pipe_through ${pipeline}`,
      '    post "/stripe", StripeWebhookController, :create',
      '  end',
      'end',
    ];
    const files = { [CONTROLLER]: controller(action), [PLUG]: plug('halt(conn)') };
    expect(read({ ...files, 'lib/shop_web/router.ex': router('[:signed]') })).toEqual([
      `${CONTROLLER}:3 verified signature-compared`,
    ]);
    expect(read({ ...files, 'lib/shop_web/router.ex': router(':api') })).toEqual([
      `${CONTROLLER}:3 unverified no-verification`,
    ]);
  });

  test('what an endpoint runs first may know for which paths it is', () => {
    const endpoint = (name: string): string[] => [
      'defmodule ShopWeb.Endpoint do',
      '  use Phoenix.Endpoint, otp_app: :shop',
      `  plug ${name}`,
      '  plug ShopWeb.Router',
      'end',
    ];
    const files = { [CONTROLLER]: controller(action), [PLUG]: plug('halt(conn)') };
    expect(read({ ...files, 'lib/shop_web/endpoint.ex': endpoint('ShopWeb.Plugs.VerifyHook') })).toEqual([
      `${CONTROLLER}:3 unknown conditional`,
    ]);
    expect(read({ ...files, 'lib/shop_web/endpoint.ex': endpoint('Stripe.WebhookPlug, at: "/x"') })).toEqual([
      `${CONTROLLER}:3 unverified no-verification`,
    ]);
  });

  test('a controller that says nothing itself, where the router says what it takes', () => {
    const files = (...routes: readonly string[]): Record<string, string[]> => ({
      'lib/shop_web/router.ex': [
        'defmodule ShopWeb.Router do',
        '  use ShopWeb, :router',
        '  scope "/api", ShopWeb do',
        ...routes,
        '  end',
        'end',
      ],
      'lib/shop_web/controllers/sms_controller.ex': [
        'defmodule ShopWeb.SmsController do',
        '  use ShopWeb, :controller',
        '  def create(conn, %{"Body" => text}) do',
        '    Messages.receive(text)',
        '    send_resp(conn, 200, "")',
        '  end',
        'end',
      ],
    });
    const told = ['lib/shop_web/controllers/sms_controller.ex:3 unverified no-verification'];
    expect(read(files('post "/twilio/webhook", SmsController, :create'))).toEqual(told);
    expect(read(files('post "/sms", SmsController, :create'))).toEqual([]);
    expect(read(files('pipe_through :require_user', 'post "/twilio/webhook", SmsController, :create'))).not.toEqual(
      told,
    );
  });

  test('an action that the router only leads to by GET takes none', () => {
    const files = (...routes: readonly string[]): Record<string, string[]> => ({
      'lib/shop_web/router.ex': [
        'defmodule ShopWeb.Router do',
        '  use ShopWeb, :router',
        '  scope "/", ShopWeb do',
        ...routes,
        '  end',
        'end',
      ],
      'lib/shop_web/controllers/webhook_controller.ex': [
        'defmodule ShopWeb.WebhookController do',
        '  use ShopWeb, :controller',
        '  def greet(conn, params), do: text(conn, params["hub.challenge"])',
        '  def take(conn, params) do',
        '    Messages.receive(params)',
        '    send_resp(conn, 200, "")',
        '  end',
        'end',
      ],
    });
    const told = (line: number): string =>
      `lib/shop_web/controllers/webhook_controller.ex:${line} unverified no-verification`;
    const [greet, take] = ['get "/webhook", WebhookController, :greet', 'post "/webhook", WebhookController, :take'];
    expect(read(files(greet, take))).toEqual([told(4)]);
    expect(read(files(greet.replace('get', 'post'), take))).toEqual([told(3), told(4)]);
    expect(read(files(greet, 'get "/webhook/test", WebhookController, :take', take))).toEqual([told(4)]);
    // Nor does one for those who are signed in, by whatever method.
    expect(read(files(greet, 'pipe_through :require_user', take))).toEqual([]);
  });

  test('routes of Plug.Router', () => {
    const text = [
      'defmodule Bot.Webhook do',
      '  use Plug.Router',
      '  plug :match',
      '  plug :dispatch',
      '  post "/webhooks/telegram" do',
      '    Handler.handle(conn.body_params)',
      '    send_resp(conn, 200, "")',
      '  end',
      'end',
    ];
    expect(read({ 'lib/bot/webhook.ex': text })).toEqual(['lib/bot/webhook.ex:5 unverified no-verification']);
  });
});

test('hostile nesting costs nothing but an unknown', () => {
  const deep = `${'if x do '.repeat(2000)}y${' end'.repeat(2000)}`;
  expect(read({ [CONTROLLER]: controller([deep]) })).toEqual([`${CONTROLLER}:1 unknown too-large`]);
});

test('a controller is named for webhooks by its module, whatever the services are called that it hands on to', () => {
  const named = (module: string): string[] =>
    read({
      'lib/shop_web/controllers/sms_controller.ex': [
        `defmodule ShopWeb.${module} do`,
        '  use ShopWeb, :controller',
        '  def receive(conn, params) do',
        '    Sms.receive(params)',
        '    send_resp(conn, 200, "")',
        '  end',
        'end',
      ],
    });
  expect(named('SmsWebhookController')).toEqual([
    'lib/shop_web/controllers/sms_controller.ex:3 unverified no-verification',
  ]);
  expect(named('SmsController')).toEqual([]);
});
