import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Rows of tables that are looked up by what the caller shows as their secret, with all that libraries have for it.

const read = await makeVerdictReader();

const FOUND = 'verified token-compared';
const FORGOTTEN = 'ineffective result-ignored';
const OPEN = 'unverified no-verification';
const ASKED = 'ineffective presence-only';

describe('a handler of Python looks up', () => {
  const REFUSES = ['if not shop:', '    raise HTTPException(404)'];
  const hook = (parameter: string, ...lines: readonly string[]): string[] => [
    `@router.post("/webhooks/{${parameter}}")`,
    `async def take_hook(${parameter}: str, request: Request):`,
    ...lines.map((line) => `    ${line}`),
    '    add_order(await request.json())',
  ];

  test.each([
    ['a document', 'token', ['shop = await db.shops.find_one({"webhook_token": token})', ...REFUSES], FOUND],
    [
      'a user by the token of a bot',
      'token',
      ['shop = await db.users.find_one({"telegram_token": token})', ...REFUSES],
      FOUND,
    ],
    ['a row of Django', 'token', ['shop = Shop.objects.filter(webhook_token=token).first()', ...REFUSES], FOUND],
    ['a row of Django that has to be there', 'token', ['shop = Shop.objects.get(webhook_token=token)'], FOUND],
    ['what a provider has been told of, by its key', 'key', ['hook = InboundHook.active.get(key=key)'], FOUND],
    ['an order by its key', 'key', ['order = Order.objects.get(key=key)'], OPEN],
    ['a row for the page, or none', 'secret', ['shop = get_object_or_404(Shop, webhook_secret=secret)'], FOUND],
    [
      'whether there is a row',
      'token',
      ['shop = Shop.objects.filter(webhook_token=token).exists()', ...REFUSES],
      FOUND,
    ],
    [
      'a row of Flask that has to be there',
      'secret',
      ['shop = Shop.query.filter_by(webhook_secret=secret).first_or_404()'],
      FOUND,
    ],
    [
      'a row by a condition',
      'webhook_token',
      ['shop = db.query(Shop).filter(Shop.webhook_token == webhook_token).first()', ...REFUSES],
      FOUND,
    ],
    [
      'what a statement finds',
      'token',
      [
        'found = await db.execute(select(Shop).where(Shop.webhook_token == token))',
        'shop = found.scalar_one_or_none()',
        ...REFUSES,
      ],
      FOUND,
    ],
    [
      'what a cursor fetches',
      'token',
      [
        'cursor.execute("SELECT id FROM shops WHERE webhook_token = %s", (token,))',
        'shop = cursor.fetchone()',
        ...REFUSES,
      ],
      FOUND,
    ],
    [
      'what a cursor fetches, and forgets it',
      'token',
      ['cursor.execute("SELECT id FROM shops WHERE webhook_token = %s", (token,))', 'shop = cursor.fetchone()'],
      FORGOTTEN,
    ],
    ['a row, and forgets it', 'token', ['shop = Shop.objects.filter(webhook_token=token).first()'], FORGOTTEN],
    ['a row by its number', 'shop_id', ['shop = Shop.objects.get(pk=shop_id)'], OPEN],
    [
      'a row by what anybody may know',
      'slug',
      ['shop = db.query(Shop).filter(Shop.slug == slug).first()', ...REFUSES],
      OPEN,
    ],
    [
      'all but one',
      'token',
      ['shop = db.query(Shop).filter(Shop.webhook_token != token).first()', ...REFUSES],
      FORGOTTEN,
    ],
  ])('%s', (_title, parameter, lines, verdict) => {
    expect(read({ 'app/hooks.py': hook(parameter, ...lines) })).toEqual([`app/hooks.py:2 ${verdict}`]);
  });

  test.each([
    ["('webhook_token', '=', token)", FOUND],
    ["('name', '=', token)", OPEN],
  ])('records of Odoo by %s', (term, verdict) => {
    const lines = [
      'class Hook(http.Controller):',
      "    @http.route('/shop/webhook/<string:token>', type='json', auth='public', methods=['POST'], csrf=False)",
      '    def take(self, token, **kw):',
      `        shop = request.env['shop'].sudo().search([${term}], limit=1)`,
      '        if not shop:',
      "            return {'error': 'forbidden'}",
      "        shop.env['sale.order'].sudo().create({'ref': request.jsonrequest['id']})",
    ];
    expect(read({ 'controllers/main.py': lines })).toEqual([`controllers/main.py:3 ${verdict}`]);
  });
});

describe('a script of PHP looks up', () => {
  const REFUSES = 'if (!$shop) { http_response_code(403); exit; }';
  const PREPARED = "$found = $db->prepare('SELECT id FROM shops WHERE webhook_token = ? LIMIT 1');";

  test.each([
    [
      'what a statement fetches',
      [PREPARED, '$found->execute([$_GET["token"]]);', '$shop = $found->fetch(PDO::FETCH_ASSOC);', REFUSES],
      FOUND,
    ],
    [
      'what a bound statement has found',
      [
        PREPARED,
        '$found->bind_param("s", $_GET["token"]);',
        '$found->execute();',
        '$shop = $found->get_result()->fetch_assoc();',
        REFUSES,
      ],
      FOUND,
    ],
    [
      'a row by a function of the project',
      ["$shop = Database::fetch('SELECT id FROM shops WHERE webhook_token = :t', [':t' => $_POST['token']]);", REFUSES],
      FOUND,
    ],
    [
      'a row of Eloquent that has to be there',
      ["$shop = Shop::where('webhook_token', $_GET['token'])->firstOrFail();"],
      FOUND,
    ],
    ['a row by three words', ["$shop = Shop::where('webhook_token', '=', $_GET['token'])->first();", REFUSES], FOUND],
    ['a row, and forgets it', [PREPARED, '$found->execute([$_GET["token"]]);', '$shop = $found->fetch();'], FORGOTTEN],
    [
      'a row by its reference',
      [
        "$found = $db->prepare('SELECT id FROM orders WHERE reference = ?');",
        '$found->execute([$_POST["reference"]]);',
        '$shop = $found->fetch();',
        REFUSES,
      ],
      OPEN,
    ],
    ['a payment by the token of its page', ["$shop = Payment::where('token', $_POST['token'])->firstOrFail();"], OPEN],
  ])('%s', (_title, lines, verdict) => {
    const body = ["$data = json_decode(file_get_contents('php://input'), true);", "add_order($data['id']);"];
    const found = read({ 'webhook.php': ['<?php', ...lines, ...body] });
    expect(found.map((each) => each.slice(each.indexOf(' ') + 1))).toEqual([verdict]);
  });
});

describe('a controller of Rails asks for the token of a row that the body names', () => {
  const PATH = 'app/controllers/webhooks_controller.rb';
  const controller = (asked: string): string[] => [
    'class WebhooksController < ApplicationController',
    '  before_action :authenticate',
    '  def create',
    '    Order.find(params[:order]).complete!',
    '  end',
    '  private',
    '  def authenticate',
    '    shop = Shop.find_by(reference: params[:shop])',
    '    return head :not_found if shop.blank?',
    '    head :unauthorized unless knows?(shop)',
    '  end',
    '  def knows?(shop)',
    "    shown = request.headers['X-Auth-Token']",
    `    shown.present? && ${asked}`,
    '  end',
    'end',
  ];

  test.each([
    ['alone', 'shop.webhook_token == shown', FOUND],
    ['or for that of all shops', '[Setting.acme.auth_token, shop.webhook_token].include?(shown)', FOUND],
    ['of the same body', 'params[:webhook_token] == shown', ASKED],
    ['or for what anybody may know', '[shop.webhook_token, params[:hook_token]].include?(shown)', ASKED],
  ])('%s', (_title, asked, verdict) => {
    expect(read({ [PATH]: controller(asked) })).toEqual([`${PATH}:3 ${verdict}`]);
  });
});

test.each([
  ['secrets', '(settings.HOOK_TOKEN, settings.OLD_HOOK_TOKEN)', FOUND],
  ['settings, of which one is a name', '(settings.HOOK_NAME, settings.HOOK_TOKEN)', OPEN],
])('a handler of FastAPI asks for one of several %s', (_title, listed, verdict) => {
  const lines = [
    'from app.config import settings',
    '@router.post("/webhooks/acme")',
    'async def take_hook(request: Request):',
    '    shown = request.headers.get("X-Hook-Token")',
    `    if shown not in ${listed}:`,
    '        raise HTTPException(401)',
    '    add_order(await request.json())',
  ];
  expect(read({ 'app/hooks.py': lines })).toEqual([`app/hooks.py:3 ${verdict}`]);
});
