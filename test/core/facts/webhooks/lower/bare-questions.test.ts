import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Objects of PHP that are handed nothing, and read the request themselves.

const read = await makeVerdictReader();

const PATH = 'public/ipn/acme.php';
const script = (asked: string): string[] => [
  '<?php',
  'use Shop\\Gateway; use Shop\\Order;',
  "$json = file_get_contents('php://input');",
  'error_log($json);',
  "$gateway = Gateway::getInstance('acme');",
  `if (${asked}) { Order::pay($json); }`,
];

const gateway = (...body: readonly string[]): string[] => [
  '<?php',
  'namespace Shop;',
  'class Gateway {',
  '  public static function getInstance($name) { return new Gateway(); }',
  '  public function verify() {',
  ...body,
  '  }',
  '}',
];

const SIGNED = [
  "    $mac = hash_hmac('sha256', file_get_contents('php://input'), getenv('ACME_SECRET'));",
  "    return hash_equals($mac, $_SERVER['HTTP_X_ACME_SIGNATURE']);",
];

test.each([
  ['where there is no file', '$gateway->verify()', {}, 'unknown delegated-unresolved'],
  ['that looks', '$gateway->verify()', { 'src/Shop/Gateway.php': gateway(...SIGNED) }, 'verified signature-compared'],
  // A state of a row, and what the answer is not asked of.
  ['of a row', 'Order::find(7)->verify()', {}, 'unverified no-verification'],
  ['for something else', '$gateway->isOpen()', {}, 'unverified no-verification'],
])('an object %s: %s', (_name, asked, more, told) => {
  expect(read({ [PATH]: script(asked), ...more })).toEqual([`${PATH}:3 ${told}`]);
});
