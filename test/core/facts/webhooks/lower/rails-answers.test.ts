import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Actions of Rails that do nothing with what they are sent, and what stands above their controllers.

const read = await makeVerdictReader();

const PATH = 'app/controllers/api/webhooks_controller.rb';
const files = (...lines: readonly string[]): Record<string, string[]> => ({
  'app/controllers/application_controller.rb': ['class ApplicationController < ActionController::Base', 'end'],
  'app/controllers/api/api_controller.rb': [
    'module Api',
    '  class ApiController < ApplicationController',
    '    skip_before_action :check_account',
    '  end',
    'end',
  ],
  [PATH]: [
    'module Api',
    '  class WebhooksController < ApiController',
    '    def acme',
    ...lines,
    '    end',
    '  end',
    'end',
  ],
});
const WORK = "      Order.find(params[:order]).update!(state: 'paid')";

test.each([
  ['returns before it does anything', ['      return head :ok', WORK], []],
  ['renders a text', ["      render json: { message: 'received' }"], []],
  [
    'returns for some',
    ["      return head :ok if params[:kind] == 'ping'", WORK],
    [`${PATH}:3 unverified no-verification`],
  ],
  ['renders what it does', ['      render json: Orders.pay(params[:order])'], [`${PATH}:3 unverified no-verification`]],
])('an action that %s', (_, lines, told) => {
  expect(read(files(...lines))).toEqual(told);
});

test.each([
  ['a page of another site', ', callback: params[:callback]', []],
  ['nobody', '', ['app/controllers/incoming_messages_controller.rb:3 unverified no-verification']],
])('an answer for the script of %s', (_, option, told) => {
  const lines = [
    'class IncomingMessagesController < ActionController::Base',
    '  skip_before_action :verify_authenticity_token',
    '  def create',
    '    message = Message.create!(from: params.fetch(:email), text: params.fetch(:text))',
    `    render json: message${option}`,
    '  end',
    'end',
  ];
  expect(read({ 'app/controllers/incoming_messages_controller.rb': lines })).toEqual(told);
});

test.each([
  ['has', 'verify_hook', 'verified signature-compared'],
  ['lacks', 'verify_other', 'unknown delegated-unresolved'],
])('a filter that a module of the class above %s', (_, filter, told) => {
  const mac = "OpenSSL::HMAC.hexdigest('SHA256', ENV['ACME_SECRET'], request.raw_post)";
  const path = 'app/controllers/webhooks/acme_controller.rb';
  const verdicts = read({
    'app/controllers/application_controller.rb': [
      'class ApplicationController < ActionController::API',
      '  include HookAuth',
      'end',
    ],
    'app/controllers/concerns/hook_auth.rb': [
      'module HookAuth',
      '  def verify_hook',
      `    head :unauthorized unless request.headers['X-Acme-Signature'] == ${mac}`,
      '  end',
      'end',
    ],
    [path]: [
      'class Webhooks::AcmeController < ::ApplicationController',
      `  before_action :${filter}`,
      '  def create',
      '    Order.find(params[:order]).complete!',
      '  end',
      'end',
    ],
  });
  expect(verdicts).toEqual([`${path}:3 ${told}`]);
});

test.each([
  ['before it', '    before_action :note'],
  ['behind it', '    after_action :note'],
])('an action that only answers, where a method of its own runs %s', (_, filter) => {
  const [head, start, action, ...rest] = files('      head :ok')[PATH]!;
  const note = ['    private', '    def note', WORK, '    end'];
  const lines = [head!, start!, filter, action!, ...rest.slice(0, -2), ...note, ...rest.slice(-2)];
  expect(read({ ...files(), [PATH]: lines })).toEqual([expect.stringContaining(`${PATH}:4 unverified`)]);
});

test('an action that answers and ensures something all the same', () => {
  const lines = ['      return head :ok', '    ensure', WORK];
  expect(read(files(...lines))).toEqual([`${PATH}:3 unverified no-verification`]);
});
