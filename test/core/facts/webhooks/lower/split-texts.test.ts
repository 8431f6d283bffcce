import { expect, test } from 'vitest';
import { CONTROLLER_PATH, openController } from '../../../../support/laravel-controller.ts';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Headers of PHP that name the algorithm or the version before the signature itself.

const read = await makeVerdictReader();

const MAC = "hash_hmac('sha256', $request->getContent(), env('ACME_SECRET'))";

test.each([
  // Whoever sends the header chooses its first part: refusing another one proves nothing.
  ["if ($algorithm !== 'sha256') abort(400);", 'unverified no-verification'],
  ["if ($algorithm !== 'sha256' || !hash_equals(MAC, $sent)) abort(403);", 'verified signature-compared'],
  [
    "if ($algorithm === 'sha256') { if (!hash_equals(MAC, $sent)) abort(403); } else { abort(400); }",
    'verified signature-compared',
  ],
])('%s', (asked, told) => {
  const lines = (parts: string): string[] => [...openController(parts, `    ${asked.replace('MAC', MAC)}`), '}'];
  const parts = "explode('=', $request->header('X-Acme-Signature'), 2);";
  for (const written of [`    [$algorithm, $sent] = ${parts}`, `    list($algorithm, $sent) = ${parts}`])
    expect(read({ [CONTROLLER_PATH]: lines(written) })).toEqual([`${CONTROLLER_PATH}:4 ${told}`]);
});

const controller = [
  ...openController('    $this->verifier->verify($request->getContent(), $request->header("X-Acme-Signature"));'),
  '  public function __construct(private \\Acme\\Api\\SignatureVerifierInterface $verifier) {}',
  '}',
];
const verifier = (name: string, ...body: readonly string[]): string[] => [
  '<?php',
  `class ${name} implements SignatureVerifierInterface {`,
  '  public function verify($body, $sent) {',
  ...body,
  '  }',
  '}',
];
const INTERFACE = {
  'lib/Acme/Api/SignatureVerifierInterface.php': [
    '<?php',
    'interface SignatureVerifierInterface { public function verify($body, $sent); }',
  ],
};
const CHECKS = [
  "    if (!hash_equals(hash_hmac('sha256', $body, env('ACME_SECRET')), $sent)) throw new Exception('no');",
];

test.each([
  [
    'its only class',
    { 'lib/Acme/Signing/SignatureVerifier.php': verifier('SignatureVerifier', ...CHECKS) },
    'verified signature-compared',
  ],
  [
    'either of two classes',
    {
      'lib/Acme/Signing/SignatureVerifier.php': verifier('SignatureVerifier', ...CHECKS),
      'lib/Acme/Fake/SignatureVerifier.php': verifier('SignatureVerifier', '    return;'),
    },
    'unknown delegated-unresolved',
  ],
])('what an interface declares %s does', (_name, classes, told) => {
  expect(read({ [CONTROLLER_PATH]: controller, ...INTERFACE, ...classes })).toEqual([`${CONTROLLER_PATH}:4 ${told}`]);
});

test.each([
  ['ksort($fields);', 'verified signature-compared'],
  ['store($fields);', 'unknown conditional'],
])('what is signed, after %s', (before, told) => {
  const lines = [
    '<?php',
    '$fields = $_POST;',
    before,
    "$signed = 'https://acme.example/hook';",
    'foreach ($fields as $key => $value) { $signed .= $key; $signed .= $value; }',
    "$expected = base64_encode(hash_hmac('sha1', $signed, getenv('ACME_SECRET'), true));",
    "if ($expected === $_SERVER['HTTP_X_ACME_SIGNATURE']) { save(json_decode($_POST['events'])); }",
  ];
  expect(read({ 'webhooks/acme.php': lines })).toEqual([`webhooks/acme.php:2 ${told}`]);
});
