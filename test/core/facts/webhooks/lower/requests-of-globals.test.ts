import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Requests that PHP makes of what it holds for everybody, and the classes that take them.

const read = await makeVerdictReader();

const PAID = "pay(json_decode($request->getContent(), true)['order']);";
const ASKED = [
  "$mac = hash_hmac('sha256', $request->getContent(), getenv('ACME_SECRET'));",
  "if (!hash_equals($mac, $request->headers->get('X-Signature'))) { http_response_code(401); exit; }",
];

test.each([
  ['Request::createFromGlobals()', [PAID], ['hook.php:2 unverified no-verification']],
  ['Request::createFromGlobals()', [...ASKED, PAID], ['hook.php:2 verified signature-compared']],
  ['ServerRequest::fromGlobals()', [...ASKED, PAID], ['hook.php:2 verified signature-compared']],
  ['Order::fromArray($row)', [PAID], []],
])('a script whose request is %s', (made, does, told) => {
  expect(read({ 'hook.php': ['<?php', `$request = ${made};`, ...does] })).toEqual(told);
});

test.each([
  ['ControllerBase', ['src/Controller/AcmeWebhook.php:3 unverified no-verification']],
  ['FormBase', []],
])('a class that takes webhooks and extends %s', (base, told) => {
  const lines = [
    '<?php',
    `class AcmeWebhook extends ${base} {`,
    '  public function receive(Request $request) {',
    '    $this->orders->pay(json_decode($request->getContent())->order);',
    "    return new Response('OK');",
    '  }',
    '}',
  ];
  expect(read({ 'src/Controller/AcmeWebhook.php': lines })).toEqual(told);
});
