import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Rows that are looked up before a check by what the body says, and changed behind it.

const read = await makeVerdictReader();

const VERIFIED = 'verified signature-compared';
const AFTER = 'ineffective after-use';

describe('an action of Laravel', () => {
  const PATH = 'app/Http/Controllers/AcmeWebhookController.php';
  const action = (...lines: readonly string[]): string[] => [
    '<?php',
    'class AcmeWebhookController extends Controller {',
    '  public function ipn(Request $request) {',
    "    $digest = hash_hmac('sha256', $request->getContent(), config('services.acme.secret'));",
    ...lines,
    '  }',
    '}',
  ];
  const ROW = "DB::table('orders')->where('reference', $request->input('order'))";
  const FITS = "if (hash_equals($digest, $request->header('X-Acme-Signature'))) {";
  const DONE = [`$order = ${ROW}->first();`, "if ($order->state === 'paid') { return response('done'); }"];
  const PAY = `${ROW}->update(['state' => 'paid']);`;

  test.each([
    ['looks its order up before', [...DONE, FITS, PAY, '}'], VERIFIED],
    ['changes its order before', [PAY, FITS, PAY, '}'], AFTER],
    ['deletes its order before', [`${ROW}->delete();`, FITS, PAY, '}'], AFTER],
    ['restores its order before', [`${ROW}->restore();`, FITS, PAY, '}'], AFTER],
    ['does something unknown to its order before', [`${ROW}->freeze();`, FITS, PAY, '}'], AFTER],
    ['gets something unknown of its order before', [`$order = ${ROW}->sum_up();`, FITS, PAY, '}'], VERIFIED],
    ['counts its orders before', [`$count = ${ROW}->count();`, FITS, PAY, '}'], VERIFIED],
    [
      'checks one kind of event alone',
      [...DONE, "if ($request->input('kind') !== 'test') {", FITS, PAY, '} } else {', PAY, '}'],
      'ineffective caller-decides',
    ],
  ])('%s', (_, lines, told) => {
    expect(read({ [PATH]: action(...lines) })).toEqual([`${PATH}:3 ${told}`]);
  });
});

test.each([
  ['looks its order up', 'first', VERIFIED],
  ['deletes its order', 'delete_all', AFTER],
])('an action of Rails %s before it checks', (_, method, told) => {
  const path = 'app/controllers/acme_webhooks_controller.rb';
  const lines = [
    'class AcmeWebhooksController < ApplicationController',
    '  def create',
    `    order = Order.where(reference: params[:order]).${method}`,
    '    if order.present?',
    "      digest = OpenSSL::HMAC.hexdigest('SHA256', ENV['ACME_SECRET'], request.raw_post)",
    "      if Rack::Utils.secure_compare(digest, request.headers['X-Acme-Signature'])",
    '        Order.where(reference: params[:order]).update_all(paid: true)',
    '      end',
    '    end',
    '    head :ok',
    '  end',
    'end',
  ];
  expect(read({ [path]: lines })).toEqual([`${path}:2 ${told}`]);
});

test.each([
  ['writes down what came', 'INSERT INTO webhook_logs (body) VALUES (?)', VERIFIED],
  ['writes an order', 'INSERT INTO orders (body) VALUES (?)', AFTER],
  ['changes what was written down', 'UPDATE webhook_logs SET body = ?', AFTER],
])('a script of PHP %s before it checks', (_, statement, told) => {
  const lines = [
    '<?php',
    "$raw = file_get_contents('php://input');",
    `$written = $pdo->prepare('${statement}');`,
    '$written->execute([$raw]);',
    "if (!hash_equals(hash_hmac('sha256', $raw, getenv('ACME_SECRET')), $_SERVER['HTTP_X_ACME_SIGNATURE'])) {",
    '  http_response_code(401);',
    '  exit;',
    '}',
    "$pdo->prepare('UPDATE orders SET paid = 1 WHERE id = ?')->execute([json_decode($raw, true)['id']]);",
  ];
  expect(read({ 'webhook.php': lines })).toEqual([`webhook.php:2 ${told}`]);
});
