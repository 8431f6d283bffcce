import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Secrets that stand in constants of the file that asks for them.

const read = await makeVerdictReader();

const FITS =
  "Rack::Utils.secure_compare(OpenSSL::HMAC.hexdigest('SHA256', SECRET, body), request.env['HTTP_X_ACME_SIGNATURE'])";

const KEPT: [string, string][] = [
  ["'YOUR_WEBHOOK_SECRET'", 'ineffective default-secret'],
  ["ENV['ACME_WEBHOOK_SECRET'] || 'changeme'", 'ineffective default-secret'],
  ["ENV['ACME_WEBHOOK_SECRET']", 'verified signature-compared'],
  ["ENV.fetch('ACME_WEBHOOK_SECRET')", 'verified signature-compared'],
];

test.each(KEPT)('at the top of a file: %s', (value, told) => {
  const lines = [
    "require 'sinatra'",
    `SECRET = ${value}`,
    "post '/webhook' do",
    '  body = request.body.read',
    `  halt 401 unless ${FITS}`,
    '  Order.pay(JSON.parse(body))',
    'end',
  ];
  expect(read({ 'app.rb': lines })).toEqual([`app.rb:3 ${told}`]);
});

test.each(KEPT)('in a class: %s', (value, told) => {
  const path = 'app/controllers/webhooks_controller.rb';
  const lines = [
    'class WebhooksController < ActionController::API',
    `  SECRET = ${value}`,
    '  def create',
    '    body = request.raw_post',
    `    return head :unauthorized unless ${FITS}`,
    '    Order.pay(JSON.parse(body))',
    '  end',
    'end',
  ];
  expect(read({ [path]: lines })).toEqual([`${path}:3 ${told}`]);
});

test('a name that two classes give to different values is nobody knows which', () => {
  const lines = [
    'class Acme; SECRET = ENV["ACME_SECRET"]; end',
    'class Other; SECRET = "changeme"; end',
    'class Hooks < Sinatra::Base',
    "  post '/webhook' do",
    '    body = request.body.read',
    `    halt 401 unless ${FITS}`,
    '    Order.pay(JSON.parse(body))',
    '  end',
    'end',
  ];
  expect(read({ 'app.rb': lines })).toEqual(['app.rb:4 verified signature-compared']);
});
