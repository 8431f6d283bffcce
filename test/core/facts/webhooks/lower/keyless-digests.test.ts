import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Digests without a key of their own, over a text that has a secret in it.

const read = await makeVerdictReader();

describe('a digest over a text that was put together before, with a secret in it', () => {
  const PHP = (text: string): Record<string, string[]> => ({
    'payu_webhook.php': [
      '<?php',
      `$sequence = ${text};`,
      "if (hash('sha512', $sequence) !== $_POST['hash']) { http_response_code(400); exit; }",
      "$db->insert('orders', ['id' => $_POST['txnid']]);",
    ],
  });
  const FLASK = (text: string): Record<string, string[]> => ({
    'app.py': [
      '@app.route("/payu/webhook", methods=["POST"])',
      'def take():',
      `    sequence = ${text}`,
      '    made = hashlib.sha512(sequence.encode()).hexdigest().lower()',
      '    if made != request.form.get("hash"):',
      '        return "no", 400',
      '    Order.objects.create(id=request.form["txnid"])',
    ],
  });
  const RAILS = (text: string): Record<string, string[]> => ({
    'app/controllers/webhooks_controller.rb': [
      'class WebhooksController < ApplicationController',
      '  def payu',
      `    sequence = ${text}`,
      '    return head :unauthorized if Digest::SHA512.hexdigest(sequence) != params[:hash]',
      '    Order.create!(id: params[:txnid])',
      '  end',
      'end',
    ],
  });

  test.each([
    ['a salt', PHP("getenv('PAYU_SALT').'|'.$_POST['status'].'|'.$_POST['txnid']"), 'verified signature-compared'],
    ['no secret', PHP("$_POST['status'].'|'.$_POST['txnid']"), 'unverified no-verification'],
    ['a salt', FLASK("'|'.join([settings.PAYU_SALT, request.form['status']])"), 'verified signature-compared'],
    ['no secret', FLASK("'|'.join([request.form['status']])"), 'unverified no-verification'],
    ['a salt', RAILS("[ENV['PAYU_SALT'], params[:status]].join('|')"), 'verified signature-compared'],
    ['no secret', RAILS("[params[:status], params[:txnid]].join('|')"), 'unverified no-verification'],
  ])('%s', (_, files, verdict) => {
    expect(read(files).map((each) => each.split(' ').slice(1).join(' '))).toEqual([verdict]);
  });
});

test.each([
  ['a secret', 'sum.Write([]byte(os.Getenv("ACME_SECRET")))', 'verified signature-compared'],
  ['a text', 'sum.Write([]byte("acme"))', 'unverified no-verification'],
])('Go: a digest that is fed the body and %s', (_title, fed, expected) => {
  const lines = [
    'package hooks',
    'func HandleWebhook(w http.ResponseWriter, r *http.Request) {',
    '\tbody, _ := io.ReadAll(r.Body)',
    '\tsum := sha256.New()',
    '\tsum.Write(body)',
    `\t${fed}`,
    '\tif hex.EncodeToString(sum.Sum(nil)) != r.Header.Get("X-Signature") { http.Error(w, "bad", 401); return }',
    '\torders.Save(body)',
    '}',
  ];
  expect(read({ 'hooks.go': lines })).toEqual([`hooks.go:2 ${expected}`]);
});
