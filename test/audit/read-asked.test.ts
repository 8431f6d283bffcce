import { describe, expect, test } from 'vitest';
import { auditFiles } from '../support/audit-files.ts';
import type { MemoryCommit } from '../support/make-memory-repository.ts';

// Handlers that act on what another file gets from the provider: what the caller claims is not believed.

type Files = MemoryCommit['files'];

async function codes(head: Files): Promise<string[]> {
  const { audit } = await auditFiles({ 'README.md': '' }, head);
  return audit.findings.flatMap(({ check, code }) => (check === 'unsigned-webhook' ? [code] : []));
}

/** A handler of Express that has its payment from the given import, called as given. */
const express = (imported: string, call: string): string =>
  [
    "const express = require('express');",
    imported,
    'const router = express.Router();',
    "router.post('/webhooks/acme', async (req, res) => {",
    `  const payment = await ${call};`,
    "  if (payment.status === 'paid') await markPaid(req.body.order);",
    '  res.sendStatus(200);',
    '});',
    'module.exports = router;',
    '',
  ].join('\n');

const IMPORT = "const { getPayment } = require('../acme');";
const CLIENT =
  "const axios = require('axios');\nconst client = axios.create({ baseURL: 'https://api.acme.example/v2' });\n";

describe('a function of another file that is asked for what the call is about', () => {
  test.each<[string, Files, string]>([
    [
      'asks the provider',
      {
        'src/routes/hook.js': express(IMPORT, 'getPayment(req.body.id)'),
        'src/acme.js': `${CLIENT}exports.getPayment = async (id) => (await client.get(\`/payments/\${id}\`)).data;\n`,
      },
      'refetched-webhook',
    ],
    [
      'is given out by a barrel',
      {
        'src/routes/hook.js': express(IMPORT, 'getPayment(req.body.id)'),
        'src/acme/index.js': "export { getPayment } from './client.js';\n",
        'src/acme/client.js': `${CLIENT}export async function getPayment(id) { return (await client.get(\`/payments/\${id}\`)).data; }\n`,
      },
      'refetched-webhook',
    ],
    [
      'asks the own database',
      {
        'src/routes/hook.js': express(IMPORT, 'getPayment(req.body.id)'),
        'src/acme.js': "const { db } = require('./db');\nexports.getPayment = (id) => db.payments.findOne({ id });\n",
      },
      'unverified-webhook',
    ],
    [
      'gives out what it keeps beside a client',
      {
        'src/routes/hook.js': express(IMPORT, 'getPayment(req.body.id)'),
        'src/acme.js': `${CLIENT}const seen = new Map();\nexports.getPayment = async (id) => seen.get(id);\n`,
      },
      'unverified-webhook',
    ],
    [
      'gives out what is kept for it beside a client',
      {
        'src/routes/hook.js': express(IMPORT, 'getPayment(req.body.id)'),
        'src/acme.js': `${CLIENT}const { redis } = require('./redis');\nexports.getPayment = async (id) => redis.get(\`payment:\${id}\`);\n`,
      },
      'unverified-webhook',
    ],
    [
      'tells the provider what to do',
      {
        'src/routes/hook.js': express(IMPORT, 'getPayment(req.body.id)'),
        'src/acme.js': `${CLIENT}exports.getPayment = async (id) => client.request(\`/payments/\${id}\`, { method: 'POST' });\n`,
      },
      'unverified-webhook',
    ],
    [
      'is asked for something that the call does not name',
      {
        'src/routes/hook.js': express(IMPORT, "getPayment('tr_1')"),
        'src/acme.js': `${CLIENT}exports.getPayment = async (id) => (await client.get(\`/payments/\${id}\`)).data;\n`,
      },
      'unverified-webhook',
    ],
    [
      'gets who sent it, not what was paid',
      {
        'src/routes/hook.js': express("const { getProfile } = require('../acme');", 'getProfile(req.body.id)'),
        'src/acme.js': `${CLIENT}exports.getProfile = async (id) => (await client.get(\`/profiles/\${id}\`)).data;\n`,
      },
      'unverified-webhook',
    ],
    [
      'asks by a package of the provider',
      {
        'src/routes/hook.js': express("const { getPayment } = require('../money');", 'getPayment(req.body.id)'),
        'src/money.js': [
          "const { createMollieClient } = require('@mollie/api-client');",
          'function client() {',
          '  if (!process.env.MOLLIE_API_KEY) return null;',
          '  return createMollieClient({ apiKey: process.env.MOLLIE_API_KEY });',
          '}',
          'exports.getPayment = async (id) => {',
          '  const money = client();',
          '  return money.payments.get(id);',
          '};',
          '',
        ].join('\n'),
      },
      'refetched-webhook',
    ],
    [
      'takes a package of nobody who is paid by',
      {
        'src/routes/hook.js': express("const { getPayment } = require('../money');", 'getPayment(req.body.id)'),
        'src/money.js':
          "const { open } = require('@acme-tables/client');\nconst rows = open();\nexports.getPayment = async (id) => rows.payments.get(id);\n",
      },
      'unverified-webhook',
    ],
    [
      'does the work of the webhook, and asks the provider for that',
      {
        'src/routes/hook.js': express(
          "const { settle, takeMollieWebhook } = require('../money');",
          'takeMollieWebhook(req.body.id)',
        ),
        'src/money.js': [
          "const { createMollieClient } = require('@mollie/api-client');",
          'const money = createMollieClient({ apiKey: process.env.MOLLIE_API_KEY });',
          'exports.takeMollieWebhook = async (id) => {',
          '  const payment = await money.payments.get(id);',
          '  await db.orders.update({ id: payment.metadata.order, status: payment.status });',
          '  return payment;',
          '};',
          '',
        ].join('\n'),
      },
      'refetched-webhook',
    ],
    [
      'does the work of the webhook as the call has it',
      {
        'src/routes/hook.js': express(
          "const { takeMollieWebhook } = require('../money');",
          'takeMollieWebhook(req.body)',
        ),
        'src/money.js': [
          'exports.takeMollieWebhook = async (payment) => {',
          '  await db.orders.update({ id: payment.order, status: payment.status });',
          '  return payment;',
          '};',
          '',
        ].join('\n'),
      },
      'unverified-webhook',
    ],
    [
      'is a method of a service of Laravel',
      {
        'app/Http/Controllers/AcmeWebhookController.php': [
          '<?php',
          'namespace App\\Http\\Controllers;',
          'use App\\Services\\AcmeService;',
          'class AcmeWebhookController extends Controller {',
          '  public function __construct(private AcmeService $acme) {}',
          '  public function handle(Request $request) {',
          "    $payment = $this->acme->getPayment($request->input('id'));",
          "    Order::find($payment->order)->update(['status' => $payment->status]);",
          '  }',
          '}',
        ].join('\n'),
        'app/Services/AcmeService.php': [
          '<?php',
          'namespace App\\Services;',
          'class AcmeService {',
          '  public function getPayment(string $id) {',
          '    return Http::get("https://api.acme.example/v2/payments/{$id}")->object();',
          '  }',
          '}',
        ].join('\n'),
      },
      'refetched-webhook',
    ],
    [
      'is asked by the service that the handler hands its call to',
      {
        'src/routes/hook.js': [
          "const express = require('express');",
          "const { handleWebhook } = require('../settle');",
          'const router = express.Router();',
          "router.post('/webhooks/acme', async (req, res) => { await handleWebhook(req.body, req.headers); res.sendStatus(200); });",
          'module.exports = router;',
        ].join('\n'),
        'src/settle.js':
          "const { getPayment } = require('./acme');\nexports.handleWebhook = async (body, headers) => { const payment = await getPayment(body.id); await markPaid(payment); };\n",
        'src/acme.js': `${CLIENT}exports.getPayment = async (id) => (await client.get(\`/payments/\${id}\`)).data;\n`,
      },
      'refetched-webhook',
    ],
    [
      'is a method of a client in Python',
      {
        'app/hooks.py': [
          'from flask import Flask, request',
          'from .acme import AcmeClient',
          'app = Flask(__name__)',
          'client = AcmeClient()',
          "@app.route('/webhooks/acme', methods=['POST'])",
          'def hook():',
          "    payment = client.get_payment(request.form['id'])",
          "    orders.mark_paid(payment['metadata']['order'])",
          "    return 'ok'",
        ].join('\n'),
        'app/acme.py': [
          'import requests',
          "BASE = 'https://api.acme.example/v2'",
          'class AcmeClient:',
          '    def get_payment(self, payment_id):',
          "        return requests.get(f'{BASE}/payments/{payment_id}').json()",
        ].join('\n'),
      },
      'refetched-webhook',
    ],
    [
      'is a method of a client in Ruby',
      {
        'app/controllers/webhooks_controller.rb': [
          'class WebhooksController < ApplicationController',
          '  def acme',
          '    payment = AcmeClient.new.fetch_payment(params[:id])',
          "    Order.find(payment['order']).update(status: payment['status'])",
          '    head :ok',
          '  end',
          'end',
        ].join('\n'),
        'app/services/acme_client.rb': [
          'class AcmeClient',
          '  def fetch_payment(id)',
          '    HTTParty.get("https://api.acme.example/v2/payments/#{id}").parsed_response',
          '  end',
          'end',
        ].join('\n'),
      },
      'refetched-webhook',
    ],
  ])('%s', async (_title, head, code) => {
    expect(await codes(head)).toEqual([code]);
  });
});

describe('a function of another file that a route leads to', () => {
  const route = (before: string): string =>
    `const express = require('express');\nconst take = require('../take');\nconst { keep } = require('../keep');\nconst router = express.Router();\nrouter.post('/webhooks/acme', ${before}, take);\nmodule.exports = router;\n`;
  const taker = (work: string): string => `module.exports = async (req, res) => { ${work} res.sendStatus(200); };\n`;

  test.each([
    ['writes a line of the log', 'express.json()', "console.log('paid', req.body.id);", 'idle-webhook'],
    ['does something', 'express.json()', 'await markPaid(req.body.id);', 'unverified-webhook'],
    ['leaves the work to what is called before', 'keep', "console.log('paid', req.body.id);", 'unverified-webhook'],
  ])('%s', async (_title, before, work, code) => {
    const keep = 'exports.keep = async (req, res, next) => { await db.events.insert(req.body); next(); };\n';
    const files = { 'src/routes/hook.js': route(before), 'src/take.js': taker(work), 'src/keep.js': keep };
    expect(await codes(files)).toEqual([code]);
  });
});
