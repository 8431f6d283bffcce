import { describe, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Actions of PHP that a framework finds by the place of their file, or by what their class extends.

const read = await makeVerdictReader();

const OPEN = 'unverified no-verification';
const CHECK =
  "if (!hash_equals(hash_hmac('sha256', $raw, $this->config->getSecret()), (string) $signature)) { throw new \\Exception('401'); }";

/** A class with one method, on line 3 of the file. */
const action = (head: string, method: string, ...lines: readonly string[]): string[] => [
  '<?php',
  `class ${head} {`,
  `  ${method} {`,
  ...lines,
  '  }',
  '}',
];

describe('of Magento', () => {
  const PATH = 'Controller/Webhook/Index.php';
  const HEAD = 'Index extends \\Magento\\Framework\\App\\Action\\Action';
  const TAKES = ['$raw = $this->getRequest()->getContent();'];
  const SAVES = ["$this->orders->load(json_decode($raw, true)['order'])->setState('paid')->save();"];
  const ASKS = ["$signature = $this->getRequest()->getHeader('X-Acme-Signature');", CHECK];

  test.each([
    ['an open action', HEAD, TAKES, [`${PATH}:3 ${OPEN}`]],
    ['one that verifies', HEAD, [...TAKES, ...ASKS], [`${PATH}:3 verified signature-compared`]],
    [
      'one of an interface, which is handed the request',
      'Index implements HttpPostActionInterface, CsrfAwareActionInterface',
      ['$raw = $this->request->getContent();', "$signature = $this->request->getHeader('X-Acme-Signature');", CHECK],
      [`${PATH}:3 verified signature-compared`],
    ],
    ['one that only shows', 'Index implements HttpGetActionInterface', TAKES, []],
    ['what is no action', 'Index extends Template', TAKES, []],
  ])('%s', (_, head, lines, told) => {
    expect(read({ [PATH]: action(head, 'public function execute()', ...lines, ...SAVES) })).toEqual(told);
  });

  test('another method of its class', () => {
    const other = ['  }', '  public function takeAll() {', ...TAKES, ...SAVES];
    const lines = [...TAKES, ...SAVES, ...other];
    expect(read({ [PATH]: action(HEAD, 'public function execute()', ...lines) })).toEqual([`${PATH}:3 ${OPEN}`]);
    expect(read({ [PATH]: action('Webhook extends Controller', 'public function execute()', ...lines) })).toEqual([
      `${PATH}:3 ${OPEN}`,
      `${PATH}:7 ${OPEN}`,
    ]);
  });

  test('what is told of payments is told apart from where browsers come back to', () => {
    const path = 'Controller/Payment/Callback.php';
    const back = [...TAKES, ...SAVES, "return $this->_redirect('checkout/onepage/success');"];
    expect(read({ [path]: action(HEAD, 'public function execute()', ...TAKES, ...SAVES) })).toEqual([
      `${path}:3 ${OPEN}`,
    ]);
    expect(read({ [path]: action(HEAD, 'public function execute()', ...back) })).toEqual([]);
  });
});

describe('of others', () => {
  test.each([
    [
      'OpenCart',
      'catalog/controller/extension/payment/acme.php',
      'ControllerExtensionPaymentAcme extends Controller',
      'public function callback()',
      "$this->model_checkout_order->addOrderHistory($this->request->post['order_id'], 2);",
    ],
    [
      'PrestaShop',
      'controllers/front/notification.php',
      'AcmeNotificationModuleFrontController extends ModuleFrontController',
      'public function postProcess()',
      "$this->module->pay(json_decode(Tools::file_get_contents('php://input'), true)['cart']);",
    ],
    [
      'CodeIgniter 3, whose methods need no word in front',
      'application/controllers/Payment.php',
      'Payment extends CI_Controller',
      'function notification()',
      "$this->orders->pay($this->input->post('order_id'));",
    ],
    [
      'the webhook component of Symfony',
      'src/Webhook/AcmeRequestParser.php',
      'AcmeRequestParser extends AbstractRequestParser',
      'protected function doParse(Request $request, string $secret): ?RemoteEvent',
      "return new RemoteEvent($request->toArray()['name'], $request->toArray()['id'], $request->toArray());",
    ],
  ])('%s', (_, path, head, method, line) => {
    expect(read({ [path]: action(head, method, line) })).toEqual([`${path}:3 ${OPEN}`]);
  });

  test('a parser of Symfony that verifies', () => {
    const path = 'src/Webhook/AcmeRequestParser.php';
    const lines = action(
      'AcmeRequestParser extends AbstractRequestParser',
      'protected function doParse(Request $request, string $secret): ?RemoteEvent',
      "if (!hash_equals(hash_hmac('sha256', $request->getContent(), $secret), $request->headers->get('X-Acme-Signature'))) {",
      "  throw new RejectWebhookException(406, 'Invalid signature.');",
      '}',
      "return new RemoteEvent($request->toArray()['name'], $request->toArray()['id'], $request->toArray());",
    );
    expect(read({ [path]: lines })).toEqual([`${path}:3 verified signature-compared`]);
  });

  test.each([
    ['how a payment went', "$told['status_code'] == 200", [`application/controllers/Notification.php:3 ${OPEN}`]],
    ['what is to be shown', "$told['title'] !== ''", []],
  ])('a notification that tells of an order %s', (_, asked, told) => {
    const path = 'application/controllers/Notification.php';
    const lines = [
      "$told = json_decode(file_get_contents('php://input'), true);",
      `if (${asked}) { $this->db->insert('sales', ['order' => $told['order_id']]); }`,
    ];
    expect(read({ [path]: action('Notification extends CI_Controller', 'public function index()', ...lines) })).toEqual(
      told,
    );
  });

  test('what a method keeps to itself is no action', () => {
    const path = 'application/controllers/Payment.php';
    const line = "$this->orders->pay($this->input->post('order_id'));";
    for (const method of ['private function notification()', 'function _notification()'])
      expect(read({ [path]: action('Payment extends CI_Controller', method, line) })).toEqual([]);
  });

  test.each([
    ['takes what comes', [], [`application/controllers/Webhook.php:3 ${OPEN}`]],
    ['shows a form', ["if ($saved) { redirect('login'); }", "$this->load->view('form');"], []],
  ])('a method beside webhooks that %s', (_, lines, told) => {
    const saves = "$this->orders->save($this->input->post('id'));";
    const path = 'application/controllers/Webhook.php';
    expect(read({ [path]: action('Webhook extends CI_Controller', 'function mail()', saves, ...lines) })).toEqual(told);
  });

  test('a callback of a gateway of WHMCS', () => {
    const path = 'modules/gateways/callback/acme.php';
    const lines = ["addInvoicePayment($_POST['invoice'], $_POST['id'], $_POST['amount'], 0, 'acme');"];
    expect(read({ [path]: ['<?php', ...lines] })).toEqual([`${path}:2 ${OPEN}`]);
    expect(read({ 'modules/gateways/acme.php': ['<?php', ...lines] })).toEqual([]);
  });
});

test('tests of an application may go without a signature', () => {
  const path = 'src/Controller/StripeWebhookController.php';
  const file = (environment: string): string[] => [
    '<?php',
    'class StripeWebhookController extends AbstractController {',
    "  #[Route('/webhook/stripe', methods: ['POST'])]",
    '  public function take(Request $request): Response {',
    `    if ($this->appEnv === '${environment}') { $event = json_decode($request->getContent()); }`,
    "    else { $event = Webhook::constructEvent($request->getContent(), $request->headers->get('Stripe-Signature'), $this->webhookSecret); }",
    '    $this->orders->pay($event->data->object->id);',
    "    return new Response('ok');",
    '  }',
    '}',
  ];
  expect(read({ [path]: file('test') })).toEqual([`${path}:3 verified sdk-verifier`]);
  expect(read({ [path]: file('dev') })).toEqual([`${path}:3 ineffective disabled-by-env`]);
});

test('an action of CodeIgniter that leaves the body to another method of its class', () => {
  const path = 'application/controllers/Webhook.php';
  const lines = (from: string): string[] => [
    '<?php',
    'class Webhook extends CI_Controller {',
    '  public function index() {',
    '    $this->take(null);',
    '  }',
    '  private function take($shop) {',
    `    $data = json_decode(${from}, true);`,
    "    $this->orders->confirm($shop, $data['order']);",
    '  }',
    '}',
  ];
  expect(read({ [path]: lines("file_get_contents('php://input')") })).toEqual([`${path}:3 ${OPEN}`]);
  expect(read({ [path]: lines("file_get_contents('orders.json')") })).toEqual([]);
});
