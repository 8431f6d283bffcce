import { describe, expect, test } from 'vitest';
import { CONTROLLER_PATH, openController } from '../../../../support/laravel-controller.ts';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Secrets that an application keeps in settings of its own, and switches among them.

const read = await makeVerdictReader();

const COMPARED = 'verified token-compared';
const OPEN = 'unverified no-verification';

describe('a token is compared with', () => {
  test.each([
    ["AppSetting::get('acme_webhook_token')", COMPARED],
    ["Setting::getValue('acme_callback_token')", COMPARED],
    ["Setting::get('acme_key')", COMPARED],
    ["setting('acme_webhook_token')", COMPARED],
    ["get_setting('acme_webhook_token')", COMPARED],
    ["Setting::where('key', 'acme_webhook_token')->value('value')", COMPARED],
    ["Setting::where('key', 'acme_webhook_token')->first()->value", COMPARED],
    ["$this->scopeConfig->getValue('payment/acme/callback_token')", COMPARED],
    ["setting('acme_webhook_token', 'changeme')", 'ineffective default-secret'],
    ["Setting::get('webhook_url')", OPEN],
    ["Setting::where('key', 'title')->value('value')", OPEN],
    ["session('csrf_token')", OPEN],
    ["Cache::get('last_token')", OPEN],
  ])('%s of PHP', (kept, told) => {
    const lines = openController(
      "    $token = $request->header('X-Callback-Token');",
      `    if ($token !== ${kept}) { abort(401); }`,
    );
    expect(read({ [CONTROLLER_PATH]: [...lines, '}'] })).toEqual([`${CONTROLLER_PATH}:4 ${told}`]);
  });

  test.each([
    ['Setting.get("acme_webhook_token")', COMPARED],
    ['get_setting("ACME_CALLBACK_TOKEN")', COMPARED],
    ['settings_service.get("acme_webhook_token")', COMPARED],
    ['Setting.query.filter_by(key="acme_webhook_token").first().value', COMPARED],
    ['getattr(settings, "ACME_WEBHOOK_TOKEN", None)', COMPARED],
    ['settings.ACME.get("token")', COMPARED],
    ['session.get("csrf_token")', OPEN],
  ])('%s of Python', (kept, told) => {
    const lines = [
      'from app.models import Setting',
      '@bp.route("/webhooks/acme", methods=["POST"])',
      'def take():',
      `    if request.headers.get("X-Callback-Token") != ${kept}:`,
      '        abort(401)',
      '    Order.objects.create(id=request.json["id"])',
    ];
    expect(read({ 'app/hooks.py': lines })).toEqual([`app/hooks.py:3 ${told}`]);
  });

  test.each([
    ["Setting.get('acme_webhook_token')", COMPARED],
    ["Setting.find_by(key: 'acme_webhook_token')&.value", COMPARED],
    ["Setting.get('title')", OPEN],
  ])('%s of Ruby', (kept, told) => {
    const path = 'app/controllers/webhooks_controller.rb';
    const lines = [
      'class WebhooksController < ApplicationController',
      '  def acme',
      `    return head(:unauthorized) if request.headers['X-Callback-Token'] != ${kept}`,
      '    Order.create!(id: params[:id])',
      '  end',
      'end',
    ];
    expect(read({ [path]: lines })).toEqual([`${path}:2 ${told}`]);
  });
});

test.each([
  ["    if ('' === $key) { abort(500); }", 'verified signature-compared'],
  ['    if (!$key) { abort(500); }', 'verified signature-compared'],
  ['    $note = $key;', 'optional empty-secret'],
])('a key that is empty where none is kept: %s', (asked, told) => {
  const lines = openController(
    "    $key = (string) $this->settings->get('signature_key', '');",
    asked,
    "    $made = hash_hmac('sha256', $request->getContent(), $key);",
    "    if (!hash_equals($made, $request->header('X-Acme-Signature'))) { abort(401); }",
  );
  expect(read({ [CONTROLLER_PATH]: [...lines, '}'] })).toEqual([`${CONTROLLER_PATH}:4 ${told}`]);
});

test.each([
  ['settings.ACME_VERIFY_WEBHOOK', 'ineffective disabled-by-env'],
  ['getattr(settings, "ACME_VERIFY_WEBHOOK", True)', 'ineffective disabled-by-env'],
  ['settings.acme_validate_signature', 'ineffective disabled-by-env'],
])('%s of Python switches a check off', (asked, told) => {
  const lines = [
    '@csrf_exempt',
    'def acme_webhook(request):',
    '    mac = hmac.new(settings.ACME_SECRET, request.body, hashlib.sha256).hexdigest()',
    `    if ${asked} and not hmac.compare_digest(mac, request.headers.get("X-Signature", "")):`,
    '        return HttpResponse(status=401)',
    '    Order.objects.create(id=json.loads(request.body)["id"])',
  ];
  expect(read({ 'shop/views.py': lines })).toEqual([`shop/views.py:2 ${told}`]);
});

test.each([
  ['jwt.decode(token, SECRET, algorithms=["HS256"])', '""', 'optional empty-secret'],
  ['jwt.decode(token, SECRET, algorithms=["HS256"])', 'None', 'verified signature-compared'],
  // No text is a public key.
  ['jwt.decode(token, SECRET, algorithms=["RS256"])', '""', 'verified token-compared'],
])('a token of Python whose key may be empty: %s, %s', (decoded, otherwise, told) => {
  const lines = [
    'from flask import Flask, abort, request',
    `SECRET = os.getenv("ACME_SECRET", ${otherwise})`,
    'def verify(token):',
    '    try:',
    `        return ${decoded}`,
    '    except jwt.InvalidTokenError:',
    '        abort(401)',
    '@app.post("/webhooks/acme")',
    'def take_hook():',
    '    verify(request.headers["Authorization"])',
    '    orders.mark_paid(request.json["id"])',
  ];
  expect(read({ 'app.py': lines })).toEqual([`app.py:9 ${told}`]);
});

test.each([
  ["default=''", 'optional empty-secret'],
  ["''", 'optional empty-secret'],
  // `False`, by which nothing can be signed.
  ['', 'verified signature-compared'],
])('a parameter of Odoo by default %s', (otherwise, told) => {
  const lines = [
    'from odoo import http',
    'from odoo.http import request',
    'class Acme(http.Controller):',
    '    def _secret(self):',
    "        params = request.env['ir.config_parameter'].sudo()",
    `        return params.get_param('acme.webhook_secret'${otherwise && `, ${otherwise}`})`,
    "    @http.route('/acme/webhook', type='json', auth='public', methods=['POST'], csrf=False)",
    '    def take(self, **post):',
    '        mac = hmac.new(self._secret().encode(), request.httprequest.data, hashlib.sha256).hexdigest()',
    "        if not hmac.compare_digest(mac, request.httprequest.headers.get('X-Acme-Signature')):",
    '            return Response(status=401)',
    "        request.env['sale.order'].sudo().browse(post['order']).action_confirm()",
  ];
  expect(read({ 'controllers/main.py': lines })).toEqual([`controllers/main.py:8 ${told}`]);
});

test.each([
  ['os.getenv("ACME_SECRET", "")', 'pass', 'optional empty-secret'],
  ['os.environ.get("ACME_SECRET") or ""', 'pass', 'optional empty-secret'],
  ['os.getenv("ACME_SECRET", "")', 'if not SECRET: abort(500)', 'verified signature-compared'],
  ['os.environ["ACME_SECRET"]', 'pass', 'verified signature-compared'],
])('a key of Python that may be empty: %s, %s', (secret, asked, told) => {
  const lines = [
    'from flask import Flask, abort, request',
    `SECRET = ${secret}`,
    '@app.post("/webhooks/acme")',
    'def take_hook():',
    `    ${asked}`,
    '    mac = hmac.new(SECRET.encode(), request.get_data(), hashlib.sha256).hexdigest()',
    '    if not hmac.compare_digest(mac, request.headers.get("X-Acme-Signature", "")):',
    '        abort(401)',
    '    orders.mark_paid(request.json["id"])',
  ];
  expect(read({ 'app.py': lines })).toEqual([`app.py:4 ${told}`]);
});
