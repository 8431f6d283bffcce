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
