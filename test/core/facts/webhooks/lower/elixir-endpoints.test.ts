import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What an endpoint of Phoenix runs before its router, where it tells by its name whose calls it proves.

const read = await makeVerdictReader();

const files = (plug: string): Record<string, string[]> => ({
  'lib/shop_web/endpoint.ex': [
    'defmodule ShopWeb.Endpoint do',
    '  use Phoenix.Endpoint, otp_app: :shop',
    `  plug ShopWeb.Plugs.${plug}`,
    '  plug ShopWeb.Router',
    'end',
  ],
  'lib/shop_web/router.ex': [
    'defmodule ShopWeb.Router do',
    '  use ShopWeb, :router',
    '  scope "/slack", ShopWeb do',
    '    post "/event", SlackWebhookController, :event',
    '  end',
    'end',
  ],
  'lib/shop_web/controllers/slack_webhook_controller.ex': [
    'defmodule ShopWeb.SlackWebhookController do',
    '  use ShopWeb, :controller',
    '  def event(conn, params) do',
    '    Members.welcome(params["event"]["user"])',
    '    json(conn, %{})',
    '  end',
    'end',
  ],
});

test.each([
  ['StripeWebhooks', 'unverified no-verification'],
  ['SlackWebhooks', 'unknown conditional'],
  ['VerifyHook', 'unknown conditional'],
])('%s before an event of Slack', (plug, told) => {
  expect(read(files(plug))).toEqual([`lib/shop_web/controllers/slack_webhook_controller.ex:3 ${told}`]);
});

test.each([
  ['conn.assigns[:current_user]', []],
  ['params["order"]', ['lib/shop_web/controllers/stripe_webhook_controller.ex:3 unverified no-verification']],
])('an action that leaves its work on %s to a private function', (whom, told) => {
  const controller = [
    'defmodule ShopWeb.StripeWebhookController do',
    '  use ShopWeb, :controller',
    '  def refresh(conn, params), do: refresh_account(conn, params)',
    '  defp refresh_account(conn, params) do',
    `    Payments.refresh(${whom})`,
    '    redirect(conn, to: "/transactions")',
    '  end',
    'end',
  ];
  expect(read({ 'lib/shop_web/controllers/stripe_webhook_controller.ex': controller })).toEqual(told);
});
