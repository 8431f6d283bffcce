import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Filters of Rails that a controller above has and does not ask for itself, by the names of authorisation.

const read = await makeVerdictReader();

const MAC = "OpenSSL::HMAC.hexdigest('SHA256', ENV['ACME_SECRET'], request.raw_post)";
const FITS = `ActiveSupport::SecurityUtils.secure_compare(${MAC}, request.headers['X-Acme-Signature'].to_s)`;
const HOOK = 'app/controllers/internal/webhook_controller.rb';

test.each([
  // A proof of who sends is nobody's sign-in.
  ['authorize_hmac_signature!', [`${HOOK}:3 verified signature-compared`]],
  ['authorize_member!', []],
])('%s before a receiver', (filter, told) => {
  const files = {
    'app/controllers/internal/base_controller.rb': [
      'class Internal::BaseController < ApplicationController',
      '  private',
      `  def ${filter}`,
      `    unless ${FITS}`,
      '      render json: { ok: false }, status: :unauthorized',
      '    end',
      '  end',
      'end',
    ],
    [HOOK]: [
      'class Internal::WebhookController < Internal::BaseController',
      `  before_action :${filter}`,
      '  def handle',
      '    Order.find(params[:order]).complete!',
      '  end',
      'end',
    ],
  };
  expect(read(files)).toEqual(told);
});
