import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Routes of Sinatra, Grape and Hanami with what stands before them, and what controllers of Rails have from classes above.

const read = await makeVerdictReader();

const OPEN = 'unverified no-verification';
const COMPARES =
  "Rack::Utils.secure_compare(OpenSSL::HMAC.hexdigest('sha256', ENV['SECRET'], request.body.read), request.env['HTTP_X_SIGNATURE'])";

describe('routes that blocks are', () => {
  const HOOK = ["post '/webhook' do", "  deploy(params['ref'])", 'end'];

  test.each([
    [
      'behind a block of the same path',
      ["before '/webhook' do", `  halt 401 unless ${COMPARES}`, 'end', ...HOOK],
      'app.rb:4 verified signature-compared',
    ],
    [
      'behind one of all paths',
      ['before do', `  halt 401 unless ${COMPARES}`, 'end', ...HOOK],
      'app.rb:4 verified signature-compared',
    ],
    [
      'beside one of another path',
      ["before '/admin/*' do", `  halt 401 unless ${COMPARES}`, 'end', ...HOOK],
      `app.rb:4 ${OPEN}`,
    ],
    [
      'in a namespace',
      ["namespace '/hooks' do", "post '/github' do", "  deploy(params['ref'])", 'end', 'end'],
      `app.rb:2 ${OPEN}`,
    ],
    [
      'of an extension',
      [
        'module Hooks',
        '  def self.registered(app)',
        "    app.post '/webhook' do",
        "      deploy(params['ref'])",
        '    end',
        '  end',
        'end',
      ],
      `app.rb:3 ${OPEN}`,
    ],
    [
      'of an extension, behind a block',
      [
        'module Hooks',
        '  def self.registered(app)',
        `    app.before { halt 401 unless ${COMPARES} }`,
        "    app.post '/webhook' do",
        "      deploy(params['ref'])",
        '    end',
        '  end',
        'end',
      ],
      'app.rb:4 verified signature-compared',
    ],
  ])('of Sinatra, %s', (_, lines, told) => {
    expect(read({ 'app.rb': lines })).toEqual([told]);
  });

  const grape = (...before: readonly string[]): string[] => [
    'class Hooks < Grape::API',
    ...before,
    '  resource :webhooks do',
    '    post :stripe do',
    '      Order.find(params[:id]).update!(paid: true)',
    '    end',
    '  end',
    'end',
  ];

  test('of Grape, with helpers that verify', () => {
    const verify = [
      '  helpers do',
      '    def verify!',
      `      error!('Unauthorized', 401) unless ${COMPARES}`,
      '    end',
      '  end',
      '  before { verify! }',
    ];
    expect(read({ 'app/api/hooks.rb': grape() })).toEqual([`app/api/hooks.rb:3 ${OPEN}`]);
    expect(read({ 'app/api/hooks.rb': grape(...verify) })).toEqual(['app/api/hooks.rb:9 verified signature-compared']);
  });

  test('an action of Hanami', () => {
    const path = 'app/actions/webhooks/stripe.rb';
    const lines = [
      'class Stripe < Web::Action',
      '  def handle(request, response)',
      "    repo.pay(JSON.parse(request.body.read)['id'])",
      '  end',
      'end',
    ];
    expect(read({ [path]: lines })).toEqual([`${path}:2 ${OPEN}`]);
  });
});

describe('routes without a framework that lists them', () => {
  const tree = (...lines: readonly string[]): string[] => [
    'class App < Roda',
    '  route do |r|',
    ...lines,
    '  end',
    'end',
  ];
  const REFUSES = [
    `      unless ${COMPARES.replaceAll('request.', 'r.')}`,
    '        response.status = 401',
    "        next ''",
    '      end',
  ];

  test.each([
    ['open', tree("    r.post 'webhooks/stripe' do", "      deploy(r.params['ref'])", '    end'), `app.rb:3 ${OPEN}`],
    [
      'verified in the block',
      tree("    r.post 'webhook' do", ...REFUSES, "      deploy(r.params['ref'])", '    end'),
      'app.rb:3 verified signature-compared',
    ],
    [
      'verified on the way',
      tree(
        "    r.on 'webhooks' do",
        ...REFUSES,
        "      r.is 'github' do",
        '        r.post do',
        "          deploy(r.params['ref'])",
        '        end',
        '      end',
        '    end',
      ),
      'app.rb:9 verified signature-compared',
    ],
    [
      'after a way that asks',
      tree(
        "    r.on 'internal' do",
        '      r.halt(401) unless r.env["HTTP_X_KEY"] == ENV["INTERNAL_SECRET"]',
        '    end',
        "    r.post 'webhook' do",
        "      deploy(r.params['ref'])",
        '    end',
      ),
      `app.rb:6 ${OPEN}`,
    ],
  ])('of Roda, %s', (_, lines, told) => {
    expect(read({ 'app.rb': lines })).toEqual([told]);
  });

  const rack = (...lines: readonly string[]): string[] => [
    'class HookApp',
    '  def call(env)',
    '    req = Rack::Request.new(env)',
    ...lines,
    "    deploy(JSON.parse(req.body.read)['ref'])",
    "    [200, {}, ['ok']]",
    '  end',
    'end',
  ];

  test.each([
    ['open', rack("    return [404, {}, []] unless req.path == '/webhook'"), [`lib/hook_app.rb:2 ${OPEN}`]],
    [
      'verified',
      rack(`    return [401, {}, []] unless ${COMPARES.replaceAll('request.', 'req.')}`),
      ['lib/hook_app.rb:2 verified signature-compared'],
    ],
    ['a middleware', rack('    return @app.call(env) unless req.post?'), []],
  ])('of Rack, %s', (_, lines, told) => {
    expect(read({ 'lib/hook_app.rb': lines })).toEqual(told);
  });
});

describe('what the classes above a controller ask', () => {
  const PATH = 'app/controllers/webhooks/stripe_controller.rb';
  const ACTION = ['  def create', '    PayJob.perform_later(request.raw_post)', '    head :ok', '  end'];
  const BASE = [
    'class Webhooks::BaseController < ApplicationController',
    '  before_action :verify_event',
    '  def verify_event',
    '    head :bad_request',
    '  end',
    'end',
  ];

  test('a method that the base asks and leaves to its subclasses', () => {
    const lines = [
      'class Webhooks::StripeController < Webhooks::BaseController',
      ...ACTION,
      '  private',
      '  def verify_event',
      "    Stripe::Webhook::Signature.verify_header(request.raw_post, request.headers['Stripe-Signature'], ENV['STRIPE_SECRET'])",
      '  rescue Stripe::SignatureVerificationError',
      '    head :bad_request',
      '  end',
      'end',
    ];
    expect(read({ [PATH]: lines, 'app/controllers/webhooks/base_controller.rb': BASE })).toEqual([
      `${PATH}:2 verified sdk-verifier`,
    ]);
  });

  const API = [
    'class ApiController < ApplicationController',
    '  before_action :verify_access_token',
    '  def verify_access_token',
    "    head :unauthorized unless AccessToken.find_by(token: request.headers['Authorization'])",
    '  end',
    'end',
  ];
  const api = (...lines: readonly string[]): string[] => [
    'class WebhooksController < ApiController',
    '  skip_before_action :verify_access_token',
    ...lines,
    ...ACTION,
    'end',
  ];

  test.each([
    ['what it skips does not protect it', api(), `app/controllers/webhooks_controller.rb:3 ${OPEN}`],
    [
      'nor does a filter that does nothing',
      api('  before_action :verify_hmac', '  def verify_hmac; end'),
      'app/controllers/webhooks_controller.rb:5 ineffective stub',
    ],
  ])('%s', (_, lines, told) => {
    const files = { 'app/controllers/webhooks_controller.rb': lines, 'app/controllers/api_controller.rb': API };
    expect(read(files)).toEqual([told]);
  });

  test('a check that the application has for all of its controllers, which cannot be found, is in doubt', () => {
    const lines = [
      'class WebhooksController < ApplicationController',
      '  def create',
      '    return head :unauthorized unless valid_signature?',
      '    Order.find(params[:id]).update!(paid: true)',
      '  end',
      'end',
    ];
    expect(read({ 'app/controllers/webhooks_controller.rb': lines })).toEqual([
      'app/controllers/webhooks_controller.rb:2 unknown delegated-unresolved',
    ]);
  });
});

test('a variable that only the verifier would have set is nothing where it has thrown', () => {
  const path = 'app/controllers/webhooks_controller.rb';
  const lines = [
    'class WebhooksController < ApplicationController',
    '  def stripe',
    '    begin',
    "      event = Stripe::Webhook.construct_event(request.raw_post, request.headers['Stripe-Signature'], ENV['STRIPE_SECRET'])",
    '    rescue Stripe::SignatureVerificationError => e',
    '      Rails.logger.error(e.message)',
    '    end',
    '    Fulfil.call(event || JSON.parse(request.raw_post))',
    '  end',
    'end',
  ];
  expect(read({ [path]: lines })).toEqual([`${path}:2 ineffective error-swallowed`]);
});
