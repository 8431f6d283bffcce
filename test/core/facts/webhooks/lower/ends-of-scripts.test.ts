import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Scripts end in the same way once they have acted as where they refuse.

const read = await makeVerdictReader();

const VERIFIED = 'verified signature-compared';

describe('a gateway of WooCommerce that ends once it has acted', () => {
  const gateway = (unset: string, end: string): string[] => [
    '<?php',
    'class Acme_Gateway extends WC_Payment_Gateway {',
    '  public function __construct() { add_action("woocommerce_api_acme", array($this, "take")); }',
    '  public function take() {',
    "    $raw = file_get_contents('php://input');",
    '    if ($this->fits($raw)) {',
    "      wc_get_order(json_decode($raw, true)['order'])->payment_complete();",
    `      ${end}`,
    '    }',
    '    status_header(400); exit;',
    '  }',
    '  private function fits($raw) {',
    "    $secret = $this->get_option('secret');",
    `    if (empty($secret)) { return ${unset}; }`,
    "    return hash_equals(hash_hmac('sha256', $raw, $secret), $_SERVER['HTTP_X_SIGNATURE']);",
    '  }',
    '}',
  ];
  const OPTIONAL = 'optional skipped-without-secret';

  test.each([
    ['as a script ends', 'false', 'status_header(200); exit;', VERIFIED],
    ['as a script ends, and asks nothing without a secret', 'true', 'status_header(200); exit;', OPTIONAL],
    ['as a function ends', 'false', 'return;', VERIFIED],
    ['as a function ends, and asks nothing without a secret', 'true', 'return;', OPTIONAL],
  ])('%s', (_, unset, end, told) => {
    expect(read({ 'gateway.php': gateway(unset, end) })).toEqual([`gateway.php:4 ${told}`]);
  });
});
