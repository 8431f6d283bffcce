import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What other files decide in ways that nobody follows: no alarm, and no proof.

const read = await makeVerdictReader();

const OPEN = 'unverified no-verification';
const DOUBT = 'unknown conditional';
const IGNORED = 'ineffective result-ignored';

describe('a middleware of Laravel, where the signature does not fit,', () => {
  const CONTROLLER = 'app/Http/Controllers/AcmeWebhookController.php';
  const files = (refusal: string): Record<string, string[]> => ({
    [CONTROLLER]: [
      '<?php',
      'use App\\Http\\Middleware\\VerifyAcme;',
      'class AcmeWebhookController extends Controller {',
      '  public function __construct() { $this->middleware([VerifyAcme::class]); }',
      '  public function __invoke(Request $request) {',
      "    Order::where('number', $request->input('order'))->update(['paid' => true]);",
      '  }',
      '}',
    ],
    'app/Http/Middleware/VerifyAcme.php': [
      '<?php',
      'use App\\Exceptions\\ApiException;',
      'use App\\Support\\ApiAnswer;',
      'class VerifyAcme {',
      '  public function handle(Request $request, Closure $next) {',
      "    $digest = hash_hmac('sha256', $request->getContent(), config('services.acme.secret'));",
      "    if (!hash_equals($digest, $request->header('X-Acme-Signature'))) {",
      `      ${refusal}`,
      '    }',
      '    return $next($request);',
      '  }',
      '}',
    ],
  });

  test.each([
    ['calls what throws by its name', "ApiException::unauthorized('signature');", DOUBT],
    ['only reports what it would throw', "ApiException::report('signature');", IGNORED],
    ['makes an answer and does not give it', "ApiAnswer::unauthorized('signature');", IGNORED],
    ['gives an answer', "return ApiAnswer::unauthorized('signature');", 'verified signature-compared'],
  ])('%s', (_, refusal, told) => {
    expect(read(files(refusal))).toEqual([`${CONTROLLER}:5 ${told}`]);
  });
});

describe('a controller of Rails compares a parameter', () => {
  const PATH = 'app/controllers/acme_webhooks_controller.rb';
  const controller = (asked: string): string[] => [
    'class AcmeWebhooksController < ActionController::API',
    '  before_action :validate',
    '  def create',
    '    Order.find(params[:order]).update!(paid: true)',
    '    head :ok',
    '  end',
    '  private',
    '  def validate',
    `    head :unauthorized if ${asked}`,
    '  end',
    'end',
  ];

  test.each([
    ['with a token that a helper makes', 'params[:token] != generate_acme_token(params[:shop])', DOUBT],
    ['that is no token', 'params[:name] != generate_acme_token(params[:shop])', OPEN],
    ['with a name that a helper makes', 'params[:token] != generate_name(params[:shop])', OPEN],
  ])('%s', (_, asked, told) => {
    expect(read({ [PATH]: controller(asked) })).toEqual([`${PATH}:3 ${told}`]);
  });
});

describe('a job that is handed all parameters, with those of the path among them,', () => {
  const PATH = 'app/controllers/webhooks/acme_controller.rb';
  const files = (asked: string, handed = 'params.to_unsafe_hash'): Record<string, string[]> => ({
    [PATH]: [
      'class Webhooks::AcmeController < ActionController::API',
      '  def create',
      `    AcmeEventsJob.perform_later(${handed})`,
      '    head :ok',
      '  end',
      'end',
    ],
    'app/jobs/acme_events_job.rb': [
      'class AcmeEventsJob < ApplicationJob',
      '  def perform(params = {})',
      `    shop = Shop.find_by(${asked})`,
      '    return if shop.blank?',
      '    shop.orders.create!(number: params[:number])',
      '  end',
      'end',
    ],
  });

  test.each([
    ['looks up whose token stands there', 'bot_token: params[:bot_token]', 'verified token-compared'],
    ['looks up a number', 'number: params[:number]', OPEN],
  ])('%s', (_, asked, told) => {
    expect(read(files(asked))).toEqual([`${PATH}:2 ${told}`]);
  });

  test('but no job that is handed a part', () => {
    expect(read(files('bot_token: params[:bot_token]', 'params[:event]'))).toEqual([`${PATH}:2 ${OPEN}`]);
  });
});

test.each([
  ['verifyAndParse', 'unknown delegated-unresolved'],
  ['parse', OPEN],
])('a service hands the notification to %s of an interface', (method, told) => {
  const path = 'app/Http/Controllers/AcmeWebhookController.php';
  const files = {
    [path]: [
      '<?php',
      'use App\\Services\\AcmeService;',
      'class AcmeWebhookController extends Controller {',
      '  public function handle(Request $request, AcmeService $service) {',
      '    $service->handleResult($request->all());',
      '  }',
      '}',
    ],
    'app/Services/AcmeService.php': [
      '<?php',
      'namespace App\\Services;',
      'use App\\Contracts\\AcmeGateway;',
      'class AcmeService {',
      '  public function __construct(private AcmeGateway $gateway) {}',
      '  public function handleResult(array $payload): void {',
      `    $result = $this->gateway->${method}($payload);`,
      "    Order::where('number', $result->number)->update(['paid' => true]);",
      '  }',
      '}',
    ],
    'app/Contracts/AcmeGateway.php': [
      '<?php',
      'namespace App\\Contracts;',
      'interface AcmeGateway {',
      `  public function ${method}(array $payload): AcmeResult;`,
      '}',
    ],
  };
  expect(read(files)).toEqual([`${path}:4 ${told}`]);
});

test.each([
  ['a function that is named for throwing', 'raise_forged()', DOUBT],
  ['a class of exceptions, and does not raise it', 'ForgedException()', IGNORED],
  ['a class of exceptions, and raises it', 'raise ForgedException()', 'verified signature-compared'],
])('a view of Python calls %s where the signature does not fit', (_, refusal, told) => {
  const lines = [
    'from app.errors import ForgedException, raise_forged',
    '@app.post("/webhooks/acme")',
    'def acme():',
    '    made = hmac.new(os.environ["ACME_SECRET"].encode(), request.data, hashlib.sha256).hexdigest()',
    '    if not hmac.compare_digest(made, request.headers["X-Acme-Signature"]):',
    `        ${refusal}`,
    '    mark_paid(request.json["id"])',
  ];
  expect(read({ 'app/views.py': lines })).toEqual([`app/views.py:3 ${told}`]);
});
