import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

const read = await makeVerdictReader();

const PATH = 'includes/class-webhook-handler.php';

/** A plugin with one route; line 9 is its handler. */
const plugin = (permission: string, ...more: readonly string[]): Record<string, string[]> => ({
  [PATH]: [
    '<?php',
    'class Acme_Handler {',
    '  public function register() {',
    "    register_rest_route( 'acme/v1', '/webhook', array(",
    "      'methods' => WP_REST_Server::CREATABLE,",
    "      'callback' => array( $this, 'handle_webhook' ),",
    `      'permission_callback' => ${permission},`,
    '    ) ); }',
    '  public function handle_webhook( WP_REST_Request $request ) {',
    "    wp_insert_post( array( 'post_title' => $request->get_json_params()['title'] ) );",
    '  }',
    ...more,
    '}',
  ],
});

const VERIFYING = [
  '  public function allow( $request ) {',
  "    $expected = hash_hmac( 'sha256', $request->get_body(), get_option( 'acme_webhook_secret' ) );",
  "    if ( ! hash_equals( $expected, $request->get_header( 'x_acme_signature' ) ) ) {",
  "      return new WP_Error( 'forbidden', 'Invalid signature', array( 'status' => 401 ) );",
  '    }',
  '    return true;',
  '  }',
];

describe('routes of the REST API', () => {
  test('one that everybody may call', () => {
    expect(read(plugin("'__return_true'"))).toEqual([`${PATH}:9 unverified no-verification`]);
  });

  test('one of a file in the folder that a plugin calls admin, which is for users where it asks for them', () => {
    const inFolder = (permission: string, ...more: readonly string[]): string[] =>
      read({ [`admin/${PATH}`]: plugin(permission, ...more)[PATH]! });
    expect(inFolder("'__return_true'")).toEqual([`admin/${PATH}:9 unverified no-verification`]);
    expect(
      inFolder("array( $this, 'allow' )", "  public function allow() { return current_user_can( 'edit_posts' ); }"),
    ).toEqual([]);
  });

  test('one whose permission is the signature', () => {
    expect(read(plugin("array( $this, 'allow' )", ...VERIFYING))).toEqual([`${PATH}:9 verified signature-compared`]);
  });

  test('one for those who are signed in', () => {
    const method = "  public function allow() { return current_user_can( 'manage_options' ); }";
    expect(read(plugin("array( $this, 'allow' )", method))).toEqual([]);
  });

  test.each([
    ['heeded', 'if ( $refused instanceof WP_REST_Response ) { return $refused; }', 'verified signature-compared'],
    ['left alone', '', 'unknown conditional'],
  ])('an answer that a method gives back where it refuses, %s', (_, asks, told) => {
    const text = plugin(
      "'__return_true'",
      '  private function refuse( $request ) {',
      "    $secret = get_option( 'acme_webhook_secret', '' );",
      "    if ( empty( $secret ) ) { return new WP_REST_Response( array( 'error' => 'unset' ), 403 ); }",
      "    $expected = hash_hmac( 'sha256', $request->get_body(), $secret );",
      "    if ( ! hash_equals( $expected, $request->get_header( 'x_acme_signature' ) ) ) {",
      "      return new WP_REST_Response( array( 'error' => 'forged' ), 401 );",
      '    }',
      '    return true;',
      '  }',
    );
    text[PATH]![9] = `    $refused = $this->refuse( $request ); ${asks} wp_insert_post( $request->get_json_params() );`;
    expect(read(text)).toEqual([`${PATH}:9 ${told}`]);
  });

  test.each([
    ['gives it back', 'return $allowed;', 'verified signature-compared'],
    ['lets all the world in', 'return true;', 'unknown conditional'],
  ])('a permission that %s where a limit is passed', (_, leaves, told) => {
    const [head = '', ...rest] = VERIFYING;
    const limit = `    $allowed = $this->limiter->check( $request ); if ( is_wp_error( $allowed ) ) { ${leaves} }`;
    expect(read(plugin("array( $this, 'allow' )", head, limit, ...rest))).toEqual([`${PATH}:9 ${told}`]);
  });

  test('an error is the opposite of what else a method gives back', () => {
    const text = plugin("'__return_true'", ...VERIFYING);
    text[PATH]![9] =
      '    if ( is_wp_error( $this->allow( $request ) ) ) { return; } wp_insert_post( $request->get_json_params() );';
    expect(read(text)).toEqual([`${PATH}:9 verified signature-compared`]);
  });
});

test.each([
  ['the action that WooCommerce calls for a gateway', 'woocommerce_api_acme_gateway'],
  ['an action for those who are not signed in', 'wp_ajax_nopriv_acme_webhook'],
  ['an action by which another plugin hands on what it gets', 'forms/ipn_endpoint_acme'],
])('%s', (_, action) => {
  expect(
    read({
      'includes/class-gateway.php': [
        '<?php',
        'class Acme_Gateway extends WC_Payment_Gateway {',
        '  public function __construct() {',
        `    add_action( '${action}', array( $this, 'check_ipn_response' ) );`,
        '  }',
        '  public function check_ipn_response() {',
        "    $event = json_decode( file_get_contents( 'php://input' ) );",
        '    wc_get_order( $event->order )->payment_complete();',
        '  }',
        '}',
      ],
    }),
  ).toEqual(['includes/class-gateway.php:6 unverified no-verification']);
});

test('an action of every request that listens for webhooks', () => {
  const listening = (action: string, asked: string): string[] => [
    '<?php',
    `add_action('${action}', function () {`,
    `  if (!isset($_GET['${asked}'])) { return; }`,
    "  $data = json_decode(file_get_contents('php://input'), true);",
    "  wc_get_order($data['order_id'])->payment_complete();",
    '});',
  ];
  expect(read({ 'acme.php': listening('init', 'acme-webhook') })).toEqual(['acme.php:2 unverified no-verification']);
  expect(read({ 'acme.php': listening('admin_init', 'acme-webhook') })).toEqual([]);
});

test.each([
  ["  if ($_SERVER['HTTP_X_TOKEN'] !== get_option('acme_webhook_secret')) { exit; }", 'verified token-compared'],
  ['  status_header(200);', 'unverified no-verification'],
])('the same by the name of a function of the file: %s', (check, told) => {
  const lines = [
    '<?php',
    'function acme_listen() {',
    "  if (!isset($_GET['listener']) || 'acme-webhook' !== $_GET['listener']) { return; }",
    check,
    "  $data = json_decode(file_get_contents('php://input'));",
    '  wc_get_order($data->order_id)->payment_complete();',
    '}',
    "add_action('init', 'acme_listen');",
  ];
  const [found = ''] = read({ 'acme-webhook.php': lines });
  expect(found.replace(/:\d+/, '')).toBe(`acme-webhook.php ${told}`);
});

test.each([
  ['beside', 'includes/Event_Validator.php', 'verified'],
  ['of nowhere', 'includes/Other.php', 'unknown'],
])('what the object has kept is handed to a class %s, which verifies', (_, path, told) => {
  const permission = [
    '  public function allow() {',
    "    $this->event = json_decode( file_get_contents( 'php://input' ) );",
    '    Event_Validator::validate_event( $this->event );',
    '    return true;',
    '  }',
  ];
  const beside = [
    '<?php',
    'class Event_Validator {',
    '  public static function validate_event( $event ) {',
    "    $mac = hash_hmac( 'sha256', file_get_contents( 'php://input' ), get_option( 'acme_secret' ) );",
    "    if ( ! hash_equals( $mac, $_SERVER['HTTP_X_SIG'] ) ) { throw new Exception( 'no' ); }",
    '  }',
    '}',
  ];
  const files = { ...plugin("array( $this, 'allow' )", ...permission), [path]: beside };
  expect(read(files).map((each) => each.split(' ')[1])).toEqual([told]);
});

test.each([
  ['$fits', 'verified signature-compared'],
  ['true', 'ineffective result-ignored'],
])('what other plugins may make of an answer, %s, is the answer', (answer, told) => {
  const check = [
    '  public function allow( $request ) {',
    "    $mac = hash_hmac( 'sha256', $request->get_body(), get_option( 'acme_webhook_secret' ) );",
    "    $fits = hash_equals( $mac, $request->get_header( 'x_acme_signature' ) );",
    `    return apply_filters( 'acme_fits', ${answer}, $request );`,
    '  }',
  ];
  const [found] = read(plugin("array( $this, 'allow' )", ...check));
  expect(found).toBe(`${PATH}:9 ${told}`);
});

test.each([
  ["wc_get_order($_REQUEST['order'])->payment_complete(); exit;", ['gateway.php:6 unverified no-verification']],
  // What the gateway that it extends may prove; a form's fields prove nothing.
  [
    "if ($this->validate_ipn($_POST)) { wc_get_order($_POST['order'])->payment_complete(); }",
    ['gateway.php:6 unknown dynamic-dispatch'],
  ],
  [
    "if ($this->validate_fields($_POST)) { wc_get_order($_POST['order'])->payment_complete(); }",
    ['gateway.php:6 unverified no-verification'],
  ],
  // A browser comes back, or nothing is settled.
  ["wc_get_order($_REQUEST['order'])->payment_complete(); wp_safe_redirect($this->done());", []],
  ["wc_get_order($_REQUEST['order'])->add_order_note('seen');", []],
  [
    "if ($_SERVER['HTTP_X_TOKEN'] !== get_option('acme_secret')) { exit; } wc_get_order($_POST['order'])->update_status('paid');",
    ['gateway.php:6 verified token-compared'],
  ],
])('what a gateway of WooCommerce does at its address: %s', (does, told) => {
  const lines = [
    '<?php',
    'class WC_Acme extends WC_Payment_Gateway {',
    '  public function __construct() {',
    "    add_action('woocommerce_api_wc_acme', array($this, 'check_response'));",
    '  }',
    '  public function check_response() {',
    `    ${does}`,
    '  }',
    '}',
  ];
  expect(read({ 'gateway.php': lines })).toEqual(told);
});
