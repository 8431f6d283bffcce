import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Controllers that leave each provider's calls to a class of its own.

const read = await makeVerdictReader();

test('one of several classes that are handed the request: unknown', () => {
  const path = 'app/controllers/webhooks_controller.rb';
  const lines = [
    'class WebhooksController < ApplicationController',
    "  HANDLERS = { 'acme' => AcmeHandler, 'other' => OtherHandler }.freeze",
    '  def create',
    '    handler = HANDLERS[params[:provider]].new(request)',
    '    return head :unauthorized unless handler.fits?',
    '    handler.process',
    '  end',
    'end',
  ];
  expect(read({ [path]: lines })).toEqual([`${path}:3 unknown delegated-unresolved`]);
});

describe('services on ways of their own, one for each provider', () => {
  const path = 'app/controllers/webhooks_controller.rb';
  const service = (name: string, ...lines: readonly string[]): string[] => [
    `class ${name}`,
    '  def initialize(request) = @request = request',
    '  def call',
    ...lines.map((line) => `    ${line}`),
    "    Order.create!(ref: JSON.parse(@request.raw_post)['id'])",
    '  end',
    'end',
  ];
  const VERIFY =
    "Stripe::Webhook.construct_event(@request.raw_post, @request.headers['Stripe-Signature'], ENV['STRIPE_WEBHOOK_SECRET'])";

  test.each([
    ['all of which verify', [VERIFY], 'verified sdk-verifier'],
    ['one of which does not', ["Rails.logger.info('signature of other')"], 'unknown delegated-unresolved'],
  ])('%s', (_title, lines, verdict) => {
    const files = {
      [path]: [
        'class WebhooksController < ApplicationController',
        '  def create',
        '    case params[:provider]',
        "    when 'acme' then TakeAcme.new(request).call",
        "    when 'other' then TakeOther.new(request).call",
        '    end',
        '  end',
        'end',
      ],
      'app/services/take_acme.rb': service('TakeAcme', VERIFY),
      'app/services/take_other.rb': service('TakeOther', ...lines),
    };
    expect(read(files)).toEqual([`${path}:2 ${verdict}`]);
  });
});

describe('verifiers, one for each provider, that answer', () => {
  const path = 'app/controllers/webhooks_controller.rb';
  const verifier = (name: string): string[] => [
    `class ${name}`,
    '  def initialize(request) = @request = request',
    '  def genuine?',
    "    made = OpenSSL::HMAC.hexdigest('SHA256', ENV['ACME_SECRET'], @request.raw_post)",
    "    ActiveSupport::SecurityUtils.secure_compare(made, @request.headers['X-Signature'].to_s)",
    '  end',
    'end',
  ];

  test.each([
    ['none else', 'false', 'verified signature-compared'],
    ['all others', 'true', 'ineffective caller-decides'],
  ])('and %s come through', (_, otherwise, verdict) => {
    const files = {
      [path]: [
        'class WebhooksController < ApplicationController',
        '  def create',
        '    genuine = case params[:provider]',
        "              when 'acme' then AcmeVerifier.new(request).genuine?",
        "              when 'other' then OtherVerifier.new(request).genuine?",
        `              else ${otherwise}`,
        '              end',
        '    return head :unauthorized unless genuine',
        '    Order.create!(id: params[:id])',
        '  end',
        'end',
      ],
      'app/services/acme_verifier.rb': verifier('AcmeVerifier'),
      'app/services/other_verifier.rb': verifier('OtherVerifier'),
    };
    expect(read(files)).toEqual([`${path}:2 ${verdict}`]);
  });
});

test.each([
  ['may verify what a caller sends', 'provider.verify_callback(data)', 'unknown delegated-unresolved'],
  ['only looks it up', 'provider.find_callback(data)', 'unverified no-verification'],
])('a provider that is chosen while running, and %s', (_title, call, verdict) => {
  const files = {
    'shop/views.py': [
      'from .services import payments',
      'class PaymentWebhookView(APIView):',
      '    permission_classes = [AllowAny]',
      '    def post(self, request, provider):',
      '        payments.take_callback(provider, request.data)',
      '        return Response({})',
    ],
    'shop/services/payments.py': [
      'from ..providers import get_provider',
      'def take_callback(name, data):',
      '    provider = get_provider(name)',
      `    result = ${call}`,
      '    if not result.success:',
      '        return',
      '    Order.objects.filter(id=data["id"]).update(paid=True)',
    ],
    'shop/providers.py': ['def get_provider(name):', '    return PROVIDERS[name]()'],
  };
  expect(read(files)).toEqual([`shop/views.py:4 ${verdict}`]);
});
