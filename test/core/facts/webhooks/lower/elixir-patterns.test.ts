import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What patterns of Elixir ask, where an answer holds more than whether a check went well.

const read = await makeVerdictReader();

const PATH = 'lib/shop_web/controllers/acme_webhook_controller.ex';

const verdict = (...check: readonly string[]): string[] =>
  read({
    [PATH]: [
      'defmodule ShopWeb.AcmeWebhookController do',
      '  use ShopWeb, :controller',
      '  def create(conn, _params) do',
      '    raw = conn.assigns.raw_body',
      '    case check(conn, raw, List.first(get_req_header(conn, "stripe-signature"))) do',
      '      {:ok, event} ->',
      '        case Shop.Handler.handle_event(event) do',
      '          {:ok, _} -> send_resp(conn, 200, "")',
      '          {:error, _} -> send_resp(conn, 400, "")',
      '        end',
      '      {:error, _} -> send_resp(conn, 401, "")',
      '    end',
      '  end',
      '  defp check(conn, raw, signature) do',
      ...check,
      '  end',
      'end',
    ],
  }).map((each) => each.split(' ').slice(1).join(' '));

const CONSTRUCT = 'Stripe.Webhook.construct_event(raw, signature, System.fetch_env!("STRIPE_WEBHOOK_SECRET"))';

test.each([
  ['{:error, reason} -> {:error, reason}', 'verified sdk-verifier'],
  [
    '{:error, _} -> case Jason.decode(raw) do {:ok, body} -> event = %{type: body["type"]}\n {:ok, event}\n {:error, e} -> {:error, e} end',
    'ineffective result-ignored',
  ],
])('an event that is made where its check failed, and refused for other reasons: %s', (otherwise, expected) => {
  expect(verdict(`case ${CONSTRUCT} do`, '{:ok, event} -> {:ok, event}', ...otherwise.split('\\n'), 'end')).toEqual([
    expected,
  ]);
});

const ASK = 'HTTPoison.post("https://api-m.paypal.com/v1/notifications/verify-webhook-signature", payload(conn, raw))';

test.each([
  [
    'with a map in a tuple',
    [
      `with {:ok, %{status_code: 200, body: said}} <- ${ASK},`,
      '{:ok, %{"verification_status" => "SUCCESS"}} <- Jason.decode(said) do',
      '{:ok, Jason.decode!(raw)}',
      'else',
      '_ -> {:error, :forged}',
      'end',
    ],
    'verified sdk-verifier',
  ],
  [
    'with a map in a map',
    [
      'case Req.post("https://api-m.paypal.com/v1/notifications/verify-webhook-signature", json: payload(conn, raw)) do',
      '{:ok, %{body: %{"verification_status" => "SUCCESS"}}} -> {:ok, Jason.decode!(raw)}',
      '_ -> {:error, :forged}',
      'end',
    ],
    'verified sdk-verifier',
  ],
  [
    'but not what it says',
    [
      `with {:ok, %{status_code: 200, body: said}} <- ${ASK},`,
      '{:ok, _} <- Jason.decode(said) do',
      '{:ok, Jason.decode!(raw)}',
      'else',
      '_ -> {:error, :forged}',
      'end',
    ],
    'unverified no-verification',
  ],
] as const)('PayPal is asked, %s', (_title, check, expected) => {
  expect(verdict(...check)).toEqual([expected]);
});

test.each([
  ['[^expected]', 'verified token-compared'],
  ['[_token]', 'ineffective presence-only'],
])('the values of a header are %s', (pattern, expected) => {
  const lines = [
    'defmodule ShopWeb.AcmeWebhookController do',
    '  use ShopWeb, :controller',
    '  def create(conn, params) do',
    '    expected = Application.fetch_env!(:shop, :callback_token)',
    '    case get_req_header(conn, "x-callback-token") do',
    `      ${pattern} -> Orders.mark_paid(params)`,
    '      _ -> send_resp(conn, 403, "")',
    '    end',
    '  end',
    'end',
  ];
  expect(read({ [PATH]: lines })).toEqual([`${PATH}:3 ${expected}`]);
});

test.each([
  ['a secret of the environment', 'System.fetch_env!("ACME_VERIFICATION_TOKEN")', 'verified token-compared'],
  ['a kind of events', '"event_callback"', 'unverified no-verification'],
])('what a module has under a name, where it is %s', (_title, kept, told) => {
  const files = {
    [PATH]: [
      'defmodule ShopWeb.AcmeWebhookController do',
      '  use ShopWeb, :controller',
      `  @wanted ${kept}`,
      '  def create(conn, %{"token" => @wanted, "event" => event}) do',
      '    Shop.Orders.mark_paid(event)',
      '    send_resp(conn, 200, "")',
      '  end',
      'end',
    ],
  };
  expect(read(files)).toEqual([`${PATH}:4 ${told}`]);
});

test.each([
  ['Shop.Orders.settle(params)', 'ineffective result-ignored'],
  ['send_resp(conn, 401, "")', 'verified token-compared'],
])('a function for a token of the module, and one for all others that does: %s', (does, told) => {
  const router = [
    'defmodule ShopWeb.Router do',
    '  use ShopWeb, :router',
    '  scope "/webhooks", ShopWeb do',
    '    post "/acme", AcmeWebhookController, :create',
    '  end',
    'end',
  ];
  const controller = [
    'defmodule ShopWeb.AcmeWebhookController do',
    '  use ShopWeb, :controller',
    '  @token Application.compile_env(:shop, :acme_webhook_token)',
    '  def create(conn, %{"token" => @token} = params) do',
    '    Shop.Orders.settle(params)',
    '    send_resp(conn, 200, "")',
    '  end',
    '  def create(conn, params) do',
    `    ${does}`,
    '  end',
    'end',
  ];
  const found = read({ 'lib/shop_web/router.ex': router, [PATH]: controller });
  expect(found.map((each) => each.split(' ').slice(1).join(' '))).toEqual([told]);
});
