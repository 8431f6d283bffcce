import { describe, expect, test } from 'vitest';
import { CONTROLLER_PATH, openController } from '../../../../support/laravel-controller.ts';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

const read = await makeVerdictReader();

const OPEN = 'unverified no-verification';

describe('middleware that the constructor puts in front', () => {
  const MIDDLEWARE = [
    '<?php',
    'class VerifyAcme {',
    '  public function handle($request, $next) {',
    "    abort_unless(hash_equals(hash_hmac('sha256', $request->getContent(), env('ACME_SECRET')), $request->header('X-Signature')), 401);",
    '    return $next($request);',
    '  }',
    '}',
  ];

  test.each([
    ['', 'verified signature-compared'],
    ["->only('handle')", 'verified signature-compared'],
    ["->only(['other'])", OPEN],
    ["->except('handle')", OPEN],
  ])('VerifyAcme::class)%s', (limits, told) => {
    const files = {
      [CONTROLLER_PATH]: [
        ...openController(),
        `  public function __construct() { $this->middleware(VerifyAcme::class)${limits}; }`,
        '}',
      ],
      'app/Http/Middleware/VerifyAcme.php': MIDDLEWARE,
    };
    expect(read(files)).toEqual([`${CONTROLLER_PATH}:4 ${told}`]);
  });

  test.each([
    ["config('services.acme.webhook_secret')", 'VerifyAcme', 'optional skipped-without-secret'],
    ["app()->environment('production')", 'VerifyAcme', 'ineffective disabled-by-env'],
    ["config('services.acme.webhook_secret')", 'CountAcme', OPEN],
  ])('if (%s) of %s::class', (condition, middleware, told) => {
    const made = `  public function __construct() { if (${condition}) { $this->middleware(${middleware}::class); } }`;
    const files = {
      [CONTROLLER_PATH]: [...openController(), made, '}'],
      'app/Http/Middleware/VerifyAcme.php': MIDDLEWARE,
    };
    expect(read(files)).toEqual([`${CONTROLLER_PATH}:4 ${told}`]);
  });
});
