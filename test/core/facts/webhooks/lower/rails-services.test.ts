import { beforeAll, describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';
import type { ReadVerdicts } from '../../../../support/read-lowered-verdicts.ts';

let read: ReadVerdicts;
beforeAll(async () => {
  read = await makeVerdictReader();
});

const CONTROLLER = 'app/controllers/stripe_webhooks_controller.rb';

describe('a service that gives out whether it went well', () => {
  const files = (rescue: string): Record<string, string[]> => ({
    [CONTROLLER]: [
      'class StripeWebhooksController < ActionController::Base',
      '  def create',
      '    result = WebhookProcessor.new(payload: request.body.read, signature: request.env["HTTP_STRIPE_SIGNATURE"]).call',
      '    return head :bad_request unless result.success?',
      '    head :ok',
      '  end',
      'end',
    ],
    'app/services/webhook_processor.rb': [
      'class WebhookProcessor',
      '  def initialize(payload:, signature:)',
      '    @payload = payload',
      '    @signature = signature',
      '  end',
      '  def call',
      '    event = Stripe::Webhook.construct_event(@payload, @signature, ENV.fetch("STRIPE_WEBHOOK_SECRET"))',
      '    Order.update_from(event)',
      '    Result.new(true, nil)',
      '  rescue Stripe::SignatureVerificationError => e',
      `    ${rescue}`,
      '  end',
      'end',
    ],
  });

  test.each(['Result.new(false, e.message)', 'Result.failure(e.message)'])('%s', (rescue) => {
    expect(read(files(rescue))).toEqual([`${CONTROLLER}:2 verified sdk-verifier`]);
  });
});

test('public methods that an action calls, or that are filters, are no actions', () => {
  expect(
    read({
      [CONTROLLER]: [
        'class StripeWebhooksController < ApplicationController',
        '  before_action :note_delivery',
        '  def note_delivery',
        '    Delivery.create(body: request.body.read)',
        '  end',
        '  def receive_event',
        '    case params["type"]',
        '    when "account.updated" then account_update',
        '    end',
        '    pay_out(params["id"])',
        '  end',
        '  def account_update',
        '    Account.find_by(id: params["account"]).update(status: params["status"])',
        '  end',
        '  def stripe_webhook',
        '    Event.create(params.permit!)',
        '  end',
        '  def index',
        '    stripe_webhook = Event.last',
        '    render json: stripe_webhook',
        '  end',
        '  def pay_out(id)',
        '    Payout.create(id: id, amount: params["amount"])',
        '  end',
        'end',
      ],
    }),
  ).toEqual([`${CONTROLLER}:6 unverified no-verification`, `${CONTROLLER}:15 unverified no-verification`]);
});
