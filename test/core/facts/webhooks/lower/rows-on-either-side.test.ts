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
