import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Receivers that the names of folders and controllers tell.

const read = await makeVerdictReader();

test('a signature that stands in the body, in a controller that is named for the provider alone', () => {
  const path = 'app/controllers/mailgun_controller.rb';
  const lines = (refuses: string): string[] => [
    'class MailgunController < ApplicationController',
    '  def receive',
    '    data = JSON.parse(request.body.read)',
    '    sent = data["signature"]',
    '    made = OpenSSL::HMAC.hexdigest("SHA256", ENV.fetch("MAILGUN_KEY"), sent["timestamp"] + sent["token"])',
    `    ${refuses} unless sent["signature"] == made`,
    '    Bounce.create!(data["event-data"])',
    '  end',
    'end',
  ];
  expect(read({ [path]: lines('head 500 and return') })).toEqual([`${path}:2 verified signature-compared`]);
  expect(read({ [path]: lines('logger.warn "odd"') })).toEqual([`${path}:2 ineffective result-ignored`]);
});

test('a token that stands in the body, in a controller that is named for the provider alone', () => {
  const path = 'app/controllers/slack_controller.rb';
  const lines = (shown: string): string[] => [
    'class SlackController < ApplicationController',
    '  skip_before_action :verify_authenticity_token',
    '  def search',
    "    token = Setting.get('slack_verification_token')",
    `    return head(:forbidden) unless ActiveSupport::SecurityUtils.secure_compare(${shown}, token)`,
    '    Search.create!(text: params[:text])',
    '  end',
    'end',
  ];
  expect(read({ [path]: lines('params[:token]') })).toEqual([`${path}:3 verified token-compared`]);
  expect(read({ [path]: lines("request.headers['Authorization']") })).toEqual([]);
});

test.each([
  ['head :unauthorized and return unless params[:sign] == sign', 'verified signature-compared'],
  ['logger.warn "odd" if params[:sign] != sign', 'ineffective result-ignored'],
])('a body that one provider of payments alone brings: %s', (check, told) => {
  const path = 'app/controllers/payu_controller.rb';
  const lines = [
    'class PayuController < ApplicationController',
    '  skip_before_action :verify_authenticity_token',
    '  def confirmation',
    `    ${check}`,
    '    Charge.find_by(uid: params[:reference_sale]).update!(state: params[:state_pol])',
    '    head :ok',
    '  end',
    '  private',
    '  def sign',
    '    text = "#{ENV[\'PAYU_API_KEY\']}~#{params[:reference_sale]}~#{params[:state_pol]}"',
    '    Digest::MD5.hexdigest(text)',
    '  end',
    'end',
  ];
  expect(read({ [path]: lines })).toEqual([`${path}:3 ${told}`]);
});

test.each([
  ['ipn', ['unverified no-verification']],
  ['thanks', []],
])('an action of a provider of payments by its name: %s', (action, expected) => {
  const path = 'app/controllers/acme_controller.rb';
  const lines = [
    'class AcmeController < ApplicationController',
    `  def ${action}`,
    '    User.find(params[:uid]).update!(email: params[:sender_email])',
    '  end',
    'end',
  ];
  expect(read({ [path]: lines })).toEqual(expected.map((each) => `${path}:2 ${each}`));
});

describe('a controller of Rails that is not named for webhooks', () => {
  const BASE = 'app/controllers/application_controller.rb';
  const HELPER = 'app/helpers/application_helper.rb';

  test.each([
    ['SmsSid', ['unverified no-verification']],
    ['title', []],
  ])('hands what it gets to a method of its own, which reads %s', (field, expected) => {
    const path = 'app/controllers/texts_controller.rb';
    const files = {
      [path]: [
        'class TextsController < ApplicationController',
        '  include ApplicationHelper',
        '  def create',
        '    record(params)',
        '  end',
        '  def record(params)',
        `    Text.create!(sid: params[:${field}], text: params[:Body])`,
        '  end',
        'end',
      ],
      [BASE]: ['class ApplicationController < ActionController::Base', 'end'],
      [HELPER]: ['module ApplicationHelper', '  def shout(text)', '    text.upcase', '  end', 'end'],
    };
    expect(read(files)).toEqual(expected.map((each) => `${path}:3 ${each}`));
  });

  test.each([
    ['sms', '  skip_before_action :verify_authenticity_token', ['unverified no-verification']],
    ['status_callback', '  skip_forgery_protection', ['unverified no-verification']],
    ['sms', '  skip_before_action :verify_authenticity_token, only: :other', []],
    ['sms', '  layout "plain"', []],
    ['token', '  skip_before_action :verify_authenticity_token', []],
    // A route by `GET` needs no word against forms.
    ['sms', '  layout "plain"', ['unverified no-verification'], 'params[:From]'],
    ['sms', '  layout "plain"', [], 'params[:from]'],
  ])('is named for its provider: %s%s', (action, head, expected, given = 'params') => {
    const path = 'app/controllers/twilio_controller.rb';
    const files = {
      [path]: [
        'class TwilioController < ActionController::Base',
        head,
        `  def ${action}`,
        `    Texts::Record.call(${given})`,
        '    head :ok',
        '  end',
        'end',
      ],
      'app/services/texts/record.rb': ['class Texts::Record', '  def self.call(params)', '  end', 'end'],
    };
    expect(read(files)).toEqual(expected.map((each) => `${path}:3 ${each}`));
  });
});

test.each([
  ['body-plain', ['unverified no-verification']],
  ['title', []],
])('an action that reads what a provider alone brings: %s', (field, expected) => {
  const path = 'app/controllers/inbox_controller.rb';
  const lines = [
    'class InboxController < ApplicationController',
    '  skip_before_action :verify_authenticity_token',
    '  def post',
    `    Post.create!(to: params['recipient'], text: params['${field}'])`,
    '  end',
    'end',
  ];
  expect(read({ [path]: lines })).toEqual(expected.map((each) => `${path}:3 ${each}`));
});

describe('a file that says nothing by its own name', () => {
  const lines = (...before: readonly string[]): string[] => [
    'router = APIRouter()',
    '@router.post("/github")',
    'async def take(request: Request):',
    '    body = await request.body()',
    ...before,
    '    await save(json.loads(body))',
  ];
  const CHECK = [
    '    made = "sha256=" + hmac.new(SECRET, body, hashlib.sha256).hexdigest()',
    '    if not hmac.compare_digest(made, request.headers["X-Hub-Signature-256"]):',
    '        raise HTTPException(status_code=401)',
  ];

  test.each(['src/webhooks/router.py', 'app/webhooks/__init__.py', 'api/webhook/endpoints.py'])(
    '%s receives, as its folder says',
    (path) => {
      expect(read({ [path]: lines() })).toEqual([`${path}:3 unverified no-verification`]);
      expect(read({ [path]: lines(...CHECK) })).toEqual([`${path}:3 verified signature-compared`]);
    },
  );

  test.each(['src/repositories/router.py', 'src/webhooks/repositories.py'])('%s does not', (path) => {
    expect(read({ [path]: lines() })).toEqual([]);
  });
});

test.each([
  ['/api/news/faiss/import', []],
  ['/api/v1/twilio/inbox', ['app/webhooks.py:4 unverified no-verification']],
  ['/faiss', ['app/webhooks.py:4 unverified no-verification']],
])('a route in a file of webhooks that also manages: %s', (route, told) => {
  const lines = [
    'from fastapi import APIRouter, Request',
    'router = APIRouter()',
    `@router.post("${route}")`,
    'async def take(request: Request):',
    '    save(await request.json())',
    '@router.delete("/all")',
    'async def clear():',
    '    orders.clear()',
  ];
  expect(read({ 'app/webhooks.py': lines })).toEqual(told);
});

describe('a script of PHP', () => {
  const OPEN = 'unverified no-verification';
  const PAYS =
    "$db->query(\"UPDATE orders SET status = '\" . $data['status'] . \"' WHERE id = '\" . $data['order_id'] . \"'\");";

  test.each([
    ['callback.php', ["$data = json_decode(file_get_contents('php://input'), true);", PAYS], OPEN],
    ['notify.php', ['$data = $_POST;', PAYS, "echo 'OK';"], OPEN],
    ['acme_ipn.php', ['$data = $_GET;', PAYS, "echo 'OK';"], OPEN],
    [
      'acme_ipn.php',
      [
        '$data = [];',
        'foreach ($_GET as $name => $part) { $data[$name] = $part; }',
        "$sign = $data['acme_sign'];",
        "if ($sign != hash_hmac('sha512', http_build_query($data), getenv('ACME_HASH_SECRET'))) { exit; }",
        PAYS,
      ],
      'verified signature-compared',
    ],
  ])('%s is told how an order went', (path, lines, verdict) => {
    expect(read({ [path]: ['<?php', ...lines] }).map((each) => each.slice(each.indexOf(' ') + 1))).toEqual([verdict]);
  });

  test.each([
    ['callback.php', ["$phone = $_POST['phone'];", "mail(getenv('MAIL_TO'), 'Call me back', $phone);"]],
    ['callback.php', ['$data = $_POST;', PAYS, "header('Location: /thanks.php');"]],
    ['pay.php', ['$data = $_POST;', PAYS]],
    ['callback.php', ["$data = ask($_GET['reference']);", PAYS]],
  ])('%s is none that asks for something else, or shows a page', (path, lines) => {
    expect(read({ [path]: ['<?php', ...lines] })).toEqual([]);
  });
});

test('an action of Phoenix beside one that answers the challenge of Meta', () => {
  const path = 'lib/shop_web/controllers/talk_controller.ex';
  const text = (asked: string, action: string): string[] => [
    'defmodule ShopWeb.TalkController do',
    '  use ShopWeb, :controller',
    `  def greet(conn, %{"${asked}" => asked}), do: text(conn, asked)`,
    `  def ${action}(conn, params) do`,
    '    Replies.give(params)',
    '    text(conn, "ok")',
    '  end',
    'end',
  ];
  expect(read({ [path]: text('hub.challenge', 'messages') })).toEqual([`${path}:4 unverified no-verification`]);
  expect(read({ [path]: text('hub.challenge', 'configure') })).toEqual([]);
  expect(read({ [path]: text('page', 'messages') })).toEqual([]);
});

test('an action of Phoenix that takes updates of a bot, where the router leads to it', () => {
  const path = 'lib/shop_web/controllers/telegram_controller.ex';
  const files = (route: string, action: string): Record<string, string[]> => ({
    'lib/shop_web/router.ex': [
      'defmodule ShopWeb.Router do',
      '  use ShopWeb, :router',
      '  scope "/api", ShopWeb do',
      `    post "${route}", TelegramController, :${action}`,
      '  end',
      'end',
    ],
    [path]: [
      'defmodule ShopWeb.TelegramController do',
      '  use ShopWeb, :controller',
      `  def ${action}(conn, params) do`,
      '    Dialog.go_on(params)',
      '    text(conn, "ok")',
      '  end',
      'end',
    ],
  });
  expect(read(files('/telegram/v0', 'updates'))).toEqual([`${path}:3 unverified no-verification`]);
  expect(read(files('/telegram/v0', 'settings'))).toEqual([]);
});

test('an action of Phoenix by a plain name that reads which event a delivery is of', () => {
  const path = 'lib/shop_web/controllers/event_controller.ex';
  const files = (header: string): Record<string, string[]> => ({
    'lib/shop_web/router.ex': [
      'defmodule ShopWeb.Router do',
      '  use ShopWeb, :router',
      '  scope "/event", ShopWeb do',
      '    post "/new", EventController, :new',
      '  end',
      'end',
    ],
    [path]: [
      'defmodule ShopWeb.EventController do',
      '  use ShopWeb, :controller',
      '  def new(conn, payload) do',
      `    [kind] = get_req_header(conn, "${header}")`,
      '    Repos.apply(kind, payload)',
      '    text(conn, "ok")',
      '  end',
      'end',
    ],
  });
  expect(read(files('x-github-event'))).toEqual([`${path}:3 unverified no-verification`]);
  expect(read(files('x-page'))).toEqual([]);
});
