import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

const read = await makeVerdictReader();

const OPEN = 'unverified no-verification';

describe('a controller of Odoo', () => {
  const odoo = (auth: string): string[] => [
    'from odoo import http',
    'from odoo.http import request',
    'class Pay(http.Controller):',
    `    @http.route('/payment/acme/webhook', type='json', auth='${auth}', csrf=False)`,
    '    def acme(self, **kwargs):',
    "        request.env['tx'].sudo()._done(json.loads(request.httprequest.data)['id'])",
  ];

  test('receives, unless it is for users', () => {
    expect(read({ 'controllers/main.py': odoo('public') })).toEqual([`controllers/main.py:5 ${OPEN}`]);
    expect(read({ 'controllers/main.py': odoo('user') })).toEqual([]);
  });

  test.each([
    ['_secret_valid(given)', 'unknown dynamic-dispatch'],
    ['_shop_known(given)', 'ineffective presence-only'],
  ])('asks a model of another file: %s', (asked, told) => {
    const lines = [
      'from odoo import http',
      'from odoo.http import request',
      'class Pay(http.Controller):',
      "    @http.route('/payment/acme/webhook', type='http', auth='none', methods=['POST'], csrf=False)",
      '    def acme(self, **kwargs):',
      "        given = request.httprequest.headers.get('X-Webhook-Secret')",
      `        if not request.env['acme.shop'].sudo().${asked}:`,
      "            return request.make_response('no', status=401)",
      "        request.env['acme.order'].sudo().create(json.loads(request.httprequest.data))",
    ];
    expect(read({ 'controllers/main.py': lines })).toEqual([`controllers/main.py:5 ${told}`]);
  });

  test('has tables that are no settings, and a helper that words refusals', () => {
    const lines = (...check: readonly string[]): string[] => [
      'from odoo import http',
      'from odoo.http import request',
      'class Pay(http.Controller):',
      '    def _say(self, told, status=200):',
      '        return Response(json.dumps(told), status=status)',
      "    @http.route('/payment/acme/webhook', type='http', auth='public', csrf=False)",
      '    def acme(self, **kwargs):',
      "        shop = request.env['acme.shop'].sudo().search([], limit=1)",
      '        if not shop:',
      "            return self._say({'status': 'ignored'}, status=202)",
      '        if not shop.webhook_secret:',
      "            shop.write({'problem': 'no secret'})",
      "            return self._say({'status': 'error'}, status=400)",
      '        body = request.httprequest.get_data()',
      "        made = hmac.new(shop.webhook_secret.encode(), body, 'sha256').hexdigest()",
      "        given = request.httprequest.headers.get('X-Acme-Signature', '')",
      ...check,
      "        shop.pay(json.loads(body)['id'])",
      "        return self._say({'status': 'ok'})",
    ];
    const refused = [
      '        if not hmac.compare_digest(made, given):',
      '            return self._say({}, status=403)',
    ];
    expect(read({ 'controllers/main.py': lines(...refused) })).toEqual([
      'controllers/main.py:7 verified signature-compared',
    ]);
    expect(read({ 'controllers/main.py': lines(refused[0]!, '            pass') })).toEqual([
      'controllers/main.py:7 ineffective result-ignored',
    ]);
  });
});

test.each([
  ['a profile that a token is sent for', "api.get_profile(data['user'], access_token=shop.access_token)", OPEN],
  [
    'what a secret is kept in',
    "api.get_secret(data['user'], vault_token=shop.access_token)",
    'verified token-compared',
  ],
])('%s is compared with what the caller sends', (_, asked, told) => {
  const lines = [
    'from odoo import http',
    'from odoo.http import request',
    'class Chat(http.Controller):',
    "    @http.route('/acme/webhook', type='http', auth='public', csrf=False)",
    '    def acme(self, **kwargs):',
    '        data = json.loads(request.httprequest.data)',
    "        shop = request.env['acme.shop'].sudo().search([], limit=1)",
    `        kept = ${asked}`,
    "        if kept != data['name']:",
    "            return 'changed'",
    "        request.env['acme.guest'].sudo().create(data)",
  ];
  expect(read({ 'controllers/main.py': lines })).toEqual([`controllers/main.py:5 ${told}`]);
});
