import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Controllers of Rails that are not named for webhooks alone: a base that routes lead to, and one of callbacks.

const read = await makeVerdictReader();

const BASE = 'app/controllers/webhooks/base_controller.rb';
const base = (name = 'render_done'): string[] => [
  'class Webhooks::BaseController < ActionController::Base',
  '  skip_before_action :verify_authenticity_token',
  `  def ${name}`,
  '    Render.find(params[:id]).update!(state: params[:state])',
  '    head :ok',
  '  end',
  'end',
];
const routes = (...lines: readonly string[]): string[] => [
  'Rails.application.routes.draw do',
  '  namespace :webhooks do',
  ...lines,
  '  end',
  'end',
];

test.each([
  ["    post 'render_done', to: 'base#render_done'", [`${BASE}:3 unverified no-verification`]],
  ["    post 'acme', to: 'acme#create'", []],
])('an action of a base where there is the route %s', (route, told) => {
  expect(read({ 'config/routes.rb': routes(route), [BASE]: base() })).toEqual(told);
});

test.each([
  ['initialize(message)', []],
  ['initialize', ['app/controllers/webhook_controller.rb:3 unverified no-verification']],
])('a class that only is called as a controller of Rails is: %s', (made, told) => {
  const lines = [
    'class WebhookController < ActionController::Base',
    `  def ${made}; super; end`,
    '  def take',
    '    Order.find(params[:id]).pay!',
    '  end',
    'end',
  ];
  expect(read({ 'app/controllers/webhook_controller.rb': lines })).toEqual(told);
});

test('what a base does not ask, whoever extends it may', () => {
  expect(read({ [BASE]: base('create') })).toEqual([]);
});

const CALLBACKS = 'app/controllers/api/callbacks_controller.rb';
const callbacks = (open: string, check: string): string[] => [
  'class Api::CallbacksController < ActionController::Base',
  `  ${open}`,
  '  before_action :check_token',
  '  def create',
  '    Job.find(params[:id]).update!(state: params[:state])',
  '    head :ok',
  '  end',
  '  private',
  '  def check_token',
  `    head :unauthorized unless ${check}`,
  '  end',
  'end',
];

const OPEN = 'skip_before_action :verify_authenticity_token';

test.each([
  [OPEN, "request.headers['X-Acme-Token'] == ENV.fetch('ACME_TOKEN', 'token')", ['ineffective default-secret']],
  [OPEN, "request.headers['X-Acme-Token'] == ENV.fetch('ACME_TOKEN')", ['verified token-compared']],
  // Forms of the site's own.
  ['layout false', "request.headers['X-Acme-Token'] == ENV.fetch('ACME_TOKEN', 'token')", []],
  // Somebody comes back from signing in.
  [OPEN, 'AcmeOAuth.new(params[:code]).state == session[:state]', []],
])('callbacks that %s and ask for %s', (open, check, told) => {
  expect(read({ [CALLBACKS]: callbacks(open, check) })).toEqual(told.map((each) => `${CALLBACKS}:4 ${each}`));
});
