import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Filters of modules that a controller of Rails includes, and leaves out again.

const read = await makeVerdictReader();

test.each([
  ['ActionController::API', ':authenticate_acme_request!', 'unverified no-verification'],
  ['ActionController::API', ':authenticate_acme_request!, only: :create', 'unverified no-verification'],
  ['ActionController::API', '"authenticate_acme_request!"', 'unverified no-verification'],
  [
    'ActionController::API',
    ":authenticate_acme_request!, if: -> { Rails.env.test? || ENV['OPEN'] }",
    'unverified no-verification',
  ],
  ['ActionController::API', ':authenticate_acme_request!, only: :update', 'verified sdk-verifier'],
  ['ActionController::API', ':authenticate_acme_request!, if: -> { Rails.env.test? }', 'verified sdk-verifier'],
  ['ActionController::API', ':check_acme_token', 'unverified no-verification'],
  // What asks for something else, or who is signed in.
  ['ActionController::API', ':check_acme_event!', 'verified sdk-verifier'],
  ['ApplicationController', ':authenticate_acme_request!', 'verified sdk-verifier'],
  ['ApplicationController', ':authenticate_github_request!', 'unverified no-verification'],
  ['ApplicationController', ':authenticate!', 'verified sdk-verifier'],
  ['ApplicationController', ':verify_authenticity_token', 'verified sdk-verifier'],
])('a module of a package below %s, with %s left out', (above, left, told) => {
  const lines = [
    `class Webhooks::AcmeController < ${above}`,
    '  include GithubWebhook::Processor',
    `  skip_before_action ${left}`,
    '  def create',
    '    Order.pay(params[:id])',
    '  end',
    'end',
  ];
  const path = 'app/controllers/webhooks/acme_controller.rb';
  expect(read({ [path]: lines })).toEqual([`${path}:4 ${told}`]);
});

test('a remark about tests beside what is left out is no condition', () => {
  const lines = [
    'class Webhooks::AcmeController < ActionController::API',
    '  include GithubWebhook::Processor',
    '  skip_before_action(:authenticate_acme_request!, # if: Rails.env.test?,',
    '    only: :create)',
    '  def create',
    '    Order.pay(params[:id])',
    '  end',
    'end',
  ];
  const path = 'app/controllers/webhooks/acme_controller.rb';
  expect(read({ [path]: lines })).toEqual([`${path}:5 unverified no-verification`]);
});

test.each([
  ['ActionController::API', '  skip_before_action :authenticate_github_request!', ['unverified no-verification']],
  ['ActionController::API', '', ['verified sdk-verifier']],
])('an event that such a module hands to a method of its name, below %s with %s', (above, left, told) => {
  const lines = [
    `class Webhooks::GithubController < ${above}`,
    '  include GithubWebhook::Processor',
    left,
    '  def github_push(payload)',
    "    Build.start!(payload[:after]) if payload[:ref] == 'refs/heads/main'",
    '  end',
    'end',
  ];
  const path = 'app/controllers/webhooks/github_controller.rb';
  expect(read({ [path]: lines })).toEqual(told.map((each) => `${path}:4 ${each}`));
});

test.each([
  ['', 'unverified no-verification'],
  ['true', 'unverified no-verification'],
  ['super', 'verified sdk-verifier'],
])('a filter of such a module that the controller has anew: %s', (does, told) => {
  const lines = [
    'class Webhooks::GithubController < ActionController::API',
    '  include GithubWebhook::Processor',
    '  def github_push(payload)',
    "    Build.start!(payload[:after]) if payload[:ref] == 'refs/heads/main'",
    '  end',
    '  private',
    '  def authenticate_github_request!',
    `    ${does}`,
    '  end',
    'end',
  ];
  const path = 'app/controllers/webhooks/github_controller.rb';
  expect(read({ [path]: lines })).toEqual([`${path}:3 ${told}`]);
});
