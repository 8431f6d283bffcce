import { beforeAll, describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';
import type { ReadVerdicts } from '../../../../support/read-lowered-verdicts.ts';

// What Rails and Sinatra ask before an action: blocks, lambdas, modules, classes above, middleware.

let read: ReadVerdicts;
beforeAll(async () => {
  read = await makeVerdictReader();
});

const OPEN = 'unverified no-verification';
const VERIFIED = 'verified signature-compared';

describe('what a controller asks before its actions', () => {
  const PATH = 'app/controllers/webhooks/acme_controller.rb';
  const MAC = "OpenSSL::HMAC.hexdigest('SHA256', ENV['ACME_SECRET'], request.raw_post)";
  const FITS = `ActiveSupport::SecurityUtils.secure_compare(${MAC}, request.headers['X-Acme-Signature'].to_s)`;
  const below = (base: string, ...lines: readonly string[]): string[] => [
    `class Webhooks::AcmeController < ${base}`,
    ...lines,
    '  def create',
    '    Order.find(params[:order]).complete!',
    '  end',
    'end',
  ];
  const controller = (...lines: readonly string[]): string[] => below('ActionController::API', ...lines);
  const BASE = [
    'class Webhooks::BaseController < ActionController::API',
    '  before_action :verify_signature',
    '  def verify_signature',
    `    head :unauthorized unless ${FITS}`,
    '  end',
    'end',
  ];

  test.each([
    ['without one all are let in', 'return true unless self.class.secret', 'optional skipped-without-secret'],
    ['without one nobody is', 'return false unless self.class.secret', VERIFIED],
  ])('a secret that the class gives its objects: %s', (_title, without, told) => {
    const file = controller(
      '  before_action :verify_signature',
      "  def self.secret = ENV['ACME_SECRET']",
      '  def verify_signature',
      '    head :unauthorized unless genuine?',
      '  end',
      '  def genuine?',
      `    ${without}`,
      "    mac = OpenSSL::HMAC.hexdigest('SHA256', self.class.secret, request.raw_post)",
      "    ActiveSupport::SecurityUtils.secure_compare(mac, request.headers['X-Acme-Signature'].to_s)",
      '  end',
    );
    expect(read({ [PATH]: file })).toEqual([expect.stringContaining(told)]);
  });

  test.each([
    ['a block that answers', ['  before_action do', `    head :forbidden unless ${FITS}`, '  end'], VERIFIED],
    [
      'a block that only logs',
      ['  before_action do', `    logger.warn('odd') unless ${FITS}`, '  end'],
      'ineffective result-ignored',
    ],
    ['a lambda that raises', [`  before_action -> { raise BadSignature unless ${FITS} }`], VERIFIED],
    ['a lambda for others', [`  before_action -> { raise BadSignature unless ${FITS} }, only: :update`], OPEN],
    [
      'a row by its secret',
      ['  before_action { @shop = Shop.find_by!(webhook_token: params[:token]) }'],
      'verified token-compared',
    ],
    [
      'who alone may do without a token',
      [`  skip_before_action :verify_authenticity_token, if: -> { ${FITS} }`],
      VERIFIED,
    ],
    ['who has to show one', [`  protect_from_forgery with: :exception, unless: -> { ${FITS} }`], VERIFIED],
    ['who may do without a token by kind', ['  skip_before_action :verify_authenticity_token, if: :json?'], OPEN],
    ['a row by its number', ['  before_action { @shop = Shop.find_by!(number: params[:number]) }'], OPEN],
  ])('%s', (_, lines, told) => {
    expect(read({ [PATH]: controller(...lines) })).toEqual([`${PATH}:${lines.length + 2} ${told}`]);
  });

  test.each([
    ['  before_action do\n    verify_with(ENV["ACME_SECRET"])\n  end', VERIFIED],
    ['  before_action -> { verify_with(ENV["ACME_SECRET"]) }, only: [:create]', VERIFIED],
    ['  prepend_before_action :note_caller, :verify_with', VERIFIED],
    ['  before_action :note_caller', OPEN],
  ])('a method that answers where the check raises, before actions: %s', (before, told) => {
    const lines = [
      'class Webhooks::AcmeController < ActionController::API',
      before,
      ...controller().slice(1, -1),
      '  private',
      '  def note_caller',
      '    logger.info(request.remote_ip)',
      '  end',
      '  def verify_with(secret = nil)',
      '    Stripe::Webhook.construct_event(request.raw_post, request.headers["Stripe-Signature"], secret)',
      '  rescue Stripe::SignatureVerificationError',
      '    render json: {}, status: :bad_request',
      '  end',
      'end',
    ];
    const [only] = read({ [PATH]: lines.join('\n').split('\n') });
    expect(only?.replace(/^\S+ /, '')).toBe(told.replace('signature-compared', 'sdk-verifier'));
  });

  test.each([
    ['only for one action', 'before_action :verify_signature, only: :create', [], '', [VERIFIED, OPEN]],
    ['but for one action', 'before_action :verify_signature, except: [:refund]', [], '', [VERIFIED, OPEN]],
    ['for all', 'before_action :verify_signature', [], '', [VERIFIED, VERIFIED]],
    ['left out between', 'before_action :verify_signature', ['skip_before_action :verify_signature'], '', [OPEN, OPEN]],
    [
      'left out between for one action',
      'before_action :verify_signature',
      ['skip_before_action :verify_signature, only: :refund'],
      '',
      [VERIFIED, OPEN],
    ],
    [
      'left out below for one action',
      'before_action :verify_signature',
      [],
      'skip_before_action :verify_signature, only: %i[refund]',
      [VERIFIED, OPEN],
    ],
  ])('a base two levels above asks %s', (_, asks, between, left, [created, refunded]) => {
    const files = {
      'app/controllers/webhooks/base_controller.rb': [BASE[0]!, `  ${asks}`, ...BASE.slice(2)],
      'app/controllers/webhooks/payments_controller.rb': [
        'class Webhooks::PaymentsController < Webhooks::BaseController',
        ...between,
        'end',
      ],
      [PATH]: [
        'class Webhooks::AcmeController < Webhooks::PaymentsController',
        `  ${left}`,
        '  def create',
        '    Order.find(params[:order]).complete!',
        '  end',
        '  def refund',
        '    Order.find(params[:order]).give_back!',
        '  end',
        'end',
      ],
    };
    expect(read(files)).toEqual([`${PATH}:3 ${created}`, `${PATH}:6 ${refunded}`]);
  });

  test('a concern asks before the action that it has, which calls a method for each event', () => {
    const concern = [
      'module AcmeEvents',
      '  extend ActiveSupport::Concern',
      '  included do',
      '    before_action :verify_signature, only: :create',
      '  end',
      '  def create',
      '    send("acme_#{params[:event]}", params)',
      '  end',
      '  def verify_signature',
      `    head :unauthorized unless ${FITS}`,
      '  end',
      'end',
    ];
    const events = [
      'class Webhooks::AcmeController < ActionController::API',
      '  include AcmeEvents',
      '  def acme_order(event)',
      '    Order.find(params[:order]).complete!',
      '  end',
      'end',
    ];
    expect(read({ [PATH]: events, 'app/controllers/concerns/acme_events.rb': concern })).toEqual([
      `${PATH}:3 ${VERIFIED}`,
    ]);
  });

  test.each([
    ['verifies in its own base', '  before_action :verify_signature', '', VERIFIED],
    ['asks who is signed in', '  before_action :authenticate_user!', '  skip_before_action :authenticate_user!', OPEN],
    ['leaves that out', '  before_action :verify_signature', '  skip_before_action :verify_signature', OPEN],
  ])('an application that %s', (_, filter, skip, told) => {
    const application = ['class ApplicationController < ActionController::API', filter, ...BASE.slice(2)];
    const files = {
      [PATH]: below('ApplicationController', skip),
      'app/controllers/application_controller.rb': application,
    };
    expect(read(files)).toEqual([`${PATH}:3 ${told}`]);
  });

  test.each([
    [
      'which verifies further above',
      ['module Webhooks', 'module Acme', 'class BaseController < Webhooks::BaseController', 'end', 'end', 'end'],
      VERIFIED,
    ],
    ['which has nothing', ['class Webhooks::Acme::BaseController < ActionController::API', 'end'], OPEN],
  ])('a base of bases, %s', (_, between, told) => {
    const path = 'app/controllers/webhooks/acme/orders_controller.rb';
    const lines = ['class Webhooks::Acme::OrdersController < Webhooks::Acme::BaseController', ...controller().slice(1)];
    const files = {
      [path]: lines,
      'app/controllers/webhooks/acme/base_controller.rb': between,
      'app/controllers/webhooks/base_controller.rb': BASE,
    };
    expect(read(files)).toEqual([`${path}:2 ${told}`]);
  });

  test.each([
    ['  skip_before_action :verify_signature, only: :create', OPEN],
    ['  skip_before_action :verify_signature, only: :update', VERIFIED],
  ])('what the base asks, left out for some actions: %s', (skip, told) => {
    const files = {
      [PATH]: below('Webhooks::BaseController', skip),
      'app/controllers/webhooks/base_controller.rb': BASE,
    };
    expect(read(files)).toEqual([`${PATH}:3 ${told}`]);
  });

  test.each([
    ['', `${PATH}:3 ${VERIFIED}`],
    ['  skip_before_action :verify_signature', `${PATH}:3 ${OPEN}`],
  ])('what the base asks, unless that is skipped: %s', (skip, told) => {
    expect(
      read({ [PATH]: below('Webhooks::BaseController', skip), 'app/controllers/webhooks/base_controller.rb': BASE }),
    ).toEqual([told]);
  });

  test.each([
    ['return head(:forbidden) unless signature.valid?', VERIFIED],
    ['logger.info(signature.valid?)', OPEN],
  ])('an object that is made with the request: %s', (use, told) => {
    const lines = [
      'class Webhooks::AcmeController < ActionController::API',
      '  def create',
      '    signature = AcmeSignature.new(request)',
      `    ${use}`,
      '    Order.find(params[:order]).complete!',
      '  end',
      'end',
    ];
    const service = [
      'class AcmeSignature',
      '  def initialize(request)',
      '    @request = request',
      '  end',
      '  def valid?',
      `    ${FITS.replaceAll('request.', '@request.')}`,
      '  end',
      'end',
    ];
    expect(read({ [PATH]: lines, 'app/services/acme_signature.rb': service })).toEqual([`${PATH}:2 ${told}`]);
  });

  test.each([
    ['raise if it does not fit', `raise 'odd' unless ${FITS}`, VERIFIED],
    ['log if it does not fit', `logger.warn('odd') unless ${FITS}`, 'ineffective result-ignored'],
  ])('filters of a module that it includes, which %s', (_, check, told) => {
    const concern = [
      'module AcmeSigned',
      '  included do',
      '    before_action :verify_signature',
      '  end',
      '  def verify_signature',
      `    ${check}`,
      '  end',
      'end',
    ];
    const lines = controller('  include AcmeSigned');
    expect(read({ [PATH]: lines, 'app/controllers/concerns/acme_signed.rb': concern })).toEqual([`${PATH}:3 ${told}`]);
  });

  test('a signature that another filter has put aside may be absent', () => {
    const lines = (skips: string): string[] =>
      controller(
        '  before_action :load_event, :verify_signature',
        '  def load_event',
        "    @signature = request.headers['X-Acme-Signature']",
        '  end',
        '  def verify_signature',
        `    ${skips}`,
        `    head :unauthorized unless ActiveSupport::SecurityUtils.secure_compare(${MAC}, @signature.to_s)`,
        '  end',
      );
    expect(read({ [PATH]: lines('') })).toEqual([`${PATH}:10 ${VERIFIED}`]);
    expect(read({ [PATH]: lines('return if @signature.blank?') })).toEqual([
      `${PATH}:10 ineffective skipped-without-signature`,
    ]);
  });
});

test.each([
  ['refuses', 'return [401, {}, []]', VERIFIED],
  ['only warns', "warn 'odd'", 'ineffective result-ignored'],
])('a middleware of Sinatra in the same file %s', (_, refusal, told) => {
  const lines = [
    'class VerifyAcme',
    '  def call(env)',
    '    request = Rack::Request.new(env)',
    "    unless Rack::Utils.secure_compare(OpenSSL::HMAC.hexdigest('SHA256', ENV['S'], request.body.read), env['HTTP_X_SIG'].to_s)",
    `      ${refusal}`,
    '    end',
    '    @app.call(env)',
    '  end',
    'end',
    'class Hooks < Sinatra::Base',
    '  use VerifyAcme',
    "  post '/webhooks/acme' do",
    "    Order.complete(JSON.parse(request.body.read)['order'])",
    '  end',
    'end',
  ];
  expect(read({ 'app.rb': lines })).toEqual([`app.rb:12 ${told}`]);
});
