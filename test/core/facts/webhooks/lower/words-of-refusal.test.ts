import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Services that tell by a word what came of a check, which their callers answer with.

const read = await makeVerdictReader();

test.each([
  ['nobody is known by', ':not_found', 'unknown conditional'],
  ['is good enough for', ':skipped', 'optional skipped-without-secret'],
])('a service tells by a word that %s a secret which is not set', (_, word, told) => {
  const path = 'app/controllers/acme_webhooks_controller.rb';
  const files = {
    [path]: [
      'class AcmeWebhooksController < ActionController::API',
      '  def create',
      "    status = AcmeHook.call(signature: request.headers['X-Acme-Signature'], payload: request.raw_post)",
      '    head status',
      '  end',
      'end',
    ],
    'app/services/acme_hook.rb': [
      'class AcmeHook < ApplicationService',
      '  def initialize(signature:, payload:)',
      '    @signature = signature',
      '    @payload = payload',
      '  end',
      '  def call',
      "    secret = ENV['ACME_SECRET']",
      `    return ${word} if secret.blank?`,
      '    return :unauthorized unless Acme::Webhook.verify(@payload, @signature, secret)',
      '    :ok',
      '  end',
      'end',
    ],
    'app/services/acme/webhook.rb': [
      'module Acme::Webhook',
      '  def self.verify(payload, signature, secret)',
      "    Rack::Utils.secure_compare(OpenSSL::HMAC.hexdigest('SHA256', secret, payload), signature)",
      '  end',
      'end',
    ],
  };
  expect(read(files)).toEqual([`${path}:2 ${told}`]);
});
