import { describe, expect, test } from 'vitest';
import { CONTROLLER_PATH } from '../../../../support/laravel-controller.ts';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Functions of other files that are handed the body alone, in which the signature stands, and are asked for an answer or do the work.

const read = await makeVerdictReader();

const OPEN = 'unverified no-verification';
const VERIFIED = 'verified signature-compared';

describe('a service of PHP', () => {
  const PAY = ['App\\Services\\PayService', 'app/Services/PayService.php'] as const;
  const asking = (asked: string): string[] => [
    '<?php',
    `use ${PAY[0]};`,
    'class WebhookController extends Controller {',
    '  protected $pay;',
    '  public function __construct(PayService $pay) { $this->pay = $pay; }',
    '  public function handle(Request $request) {',
    '    $data = $request->all();',
    `    ${asked}`,
    "    Order::find($data['order'])->markPaid();",
    '  }',
    '}',
  ];

  test.each([
    ['by a name of verifying', 'validateCallback', 'if (!$this->pay->@($data)) { abort(400); }', VERIFIED],
    ['by a name that says nothing', 'matches', 'if (!$this->pay->@($data)) { abort(400); }', VERIFIED],
    ['under a name of its own', 'isFromBank', '$fine = $this->pay->@($data); if (!$fine) { abort(400); }', VERIFIED],
    ['as false', 'checkHash', 'if ($this->pay->@($data) === false) { abort(400); }', VERIFIED],
    ['with the body as it comes', 'fits', 'abort_unless($this->pay->@($request->all()), 403);', VERIFIED],
    ['to no end', 'matches', "if (!$this->pay->@($data)) { Log::info('no'); }", 'ineffective result-ignored'],
    ['what checks nothing', 'matches', 'if (!$this->pay->hasOrder($data)) { abort(400); }', OPEN],
  ])('that is asked about the whole body, %s', (_, name, asked, told) => {
    const files = {
      [CONTROLLER_PATH]: asking(asked.replace('@', name)),
      [PAY[1]]: [
        '<?php',
        'class PayService {',
        `  public function ${name}($data) {`,
        "    $mac = md5($data['order'] . $data['amount'] . config('services.pay.key'));",
        "    return hash_equals($mac, $data['signature'] ?? '');",
        '  }',
        "  public function hasOrder($data) { return isset($data['order']); }",
        '}',
      ],
    };
    expect(read(files)).toEqual([`${CONTROLLER_PATH}:6 ${told}`]);
  });
});

describe('a function of Python', () => {
  test.each([
    ['by its name', 'if not fits(data):\n        return "no", 400', VERIFIED],
    ['of an imported module', 'if not pay.fits(data):\n        return "no", 400', VERIFIED],
    ['as one of two conditions', 'if not data or not fits(data):\n        return "no", 400', VERIFIED],
    ['under a name', 'genuine = fits(data)\n    if not genuine:\n        return "no", 400', VERIFIED],
    ['of which the first part is asked for', 'ok, why = told(data)\n    if not ok:\n        return why, 400', VERIFIED],
    ['by the request that it has at hand', 'if not at_hand():\n        return "no", 400', VERIFIED],
    ['by the whole request', 'if not of_bank(request):\n        return "no", 400', VERIFIED],
    ['to no end', 'if not fits(data):\n        print("no")', 'ineffective result-ignored'],
    ['for the shape alone', 'if not shaped(data):\n        return "no", 400', OPEN],
  ])('%s', (_, asked, told) => {
    const files = {
      'app/hooks.py': [
        'from app import pay',
        'from app.pay import fits, told, shaped, at_hand, of_bank',
        '@bp.route("/webhooks/pay", methods=["POST"])',
        'def take():',
        '    data = request.get_json()',
        ...`    ${asked}`.split('\n'),
        '    Order.objects.create(id=data["order"])',
      ],
      'app/pay.py': [
        'import hashlib, hmac',
        'def fits(data):',
        '    mac = hashlib.md5((data["order"] + settings.PAY_API_KEY).encode()).hexdigest()',
        '    return hmac.compare_digest(mac, data["signature"])',
        'def at_hand():',
        '    return of_bank(request)',
        'def of_bank(request):',
        '    mac = hmac.new(settings.PAY_API_KEY, request.get_data(), hashlib.sha256).hexdigest()',
        '    return hmac.compare_digest(mac, request.headers.get("X-Bank"))',
        'def told(data):',
        '    return fits(data), "signature"',
        'def shaped(data):',
        '    return "order" in data',
      ],
    };
    expect(read(files)).toEqual([`app/hooks.py:4 ${told}`]);
  });
});

test.each([
  ['return head(:unauthorized) unless PaySignature.fits?(data)', VERIFIED],
  ['return head(:unauthorized) unless PaySignature.fits?(params)', VERIFIED],
  ['head(:unauthorized) unless PaySignature.fits?(data)', 'ineffective result-ignored'],
])('a module of Ruby: %s', (asked, told) => {
  const path = 'app/controllers/webhooks_controller.rb';
  const files = {
    [path]: [
      'class WebhooksController < ApplicationController',
      '  def pay',
      '    data = JSON.parse(request.body.read)',
      `    ${asked}`,
      "    Order.find(data['order']).update(paid: true)",
      '  end',
      'end',
    ],
    'app/models/pay_signature.rb': [
      'module PaySignature',
      '  def self.fits?(data)',
      "    mac = OpenSSL::HMAC.hexdigest('sha256', ENV['PAY_API_KEY'], data['order'])",
      "    ActiveSupport::SecurityUtils.secure_compare(mac, data['signature'])",
      '  end',
      'end',
    ],
  };
  expect(read(files)).toEqual([`${path}:2 ${told}`]);
});

describe('a service that does the work', () => {
  const PHP = 'app/Http/Controllers/WebhookController.php';
  const php = (call: string, check: string): Record<string, string[]> => ({
    [PHP]: [
      '<?php',
      'use App\\Services\\PayService;',
      'class WebhookController extends Controller {',
      '  public function __construct(private PayService $pay) {}',
      '  public function handle(Request $request) {',
      '    $data = $request->all();',
      `    ${call}`,
      '    return response("ok");',
      '  }',
      '}',
    ],
    'app/Services/PayService.php': [
      '<?php',
      'class PayService {',
      '  public function process(array $data) {',
      check,
      "    Order::find($data['order'])->update(['paid' => true]);",
      '  }',
      '  public function fits($data) { return hash_equals(md5($data["order"] . config("services.pay.key")), $data["sign"]); }',
      '}',
    ],
  });
  const RUBY = 'app/controllers/webhooks_controller.rb';
  const ruby = (call: string, check: string): Record<string, string[]> => ({
    [RUBY]: [
      'class WebhooksController < ApplicationController',
      '  def pay',
      `    ${call}`,
      '    head :ok',
      '  end',
      'end',
    ],
    'app/services/settle.rb': [
      'class Settle',
      '  def initialize(data)',
      '    @data = data',
      '  end',
      '  def call',
      check,
      '    Order.find(@data[:order]).update!(paid: true)',
      '  end',
      'end',
    ],
  });
  const PHP_CHECK = "if (!$this->fits($data)) { throw new \\Exception('no'); }";
  const RUBY_CHECK =
    "raise 'no' unless Digest::SHA512.hexdigest(@data[:order] + ENV['PAY_SERVER_KEY']) == @data[:signature]";

  test.each([
    ['and looks first', `${PHP}:5`, php('$this->pay->process($data);', PHP_CHECK), VERIFIED],
    ['and gives an answer', `${PHP}:5`, php('return $this->pay->process($request->all());', PHP_CHECK), VERIFIED],
    ['and could look', `${PHP}:5`, php('$this->pay->process($data);', ''), OPEN],
    ['of Ruby, and looks first', `${RUBY}:2`, ruby('Settle.new(params).call', RUBY_CHECK), VERIFIED],
    ['of Ruby, and does not', `${RUBY}:2`, ruby('Settle.new(params).call', ''), OPEN],
  ])('%s', (_, place, files, told) => {
    expect(read(files)).toEqual([`${place} ${told}`]);
  });
});
