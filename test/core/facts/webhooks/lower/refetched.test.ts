import { beforeAll, expect, test } from 'vitest';
import { compileWebhookKnowledge } from '../../../../../src/core/facts/webhooks/compile-webhook-knowledge.ts';
import { findLoweredWebhooks } from '../../../../../src/core/facts/webhooks/lower/find-lowered-webhooks.ts';
import type { Syntax } from '../../../../../src/syntax/load-syntax.ts';
import { makeWebhookKnowledge } from '../../../../support/make-webhook-knowledge.ts';
import { shareSyntax } from '../../../../support/share-syntax.ts';

// Open handlers that ask the provider what is true before they act.

let parse: Syntax;
beforeAll(async () => {
  parse = await shareSyntax();
  await parse.prepare(['a.py', 'a.rb', 'a.cs', 'a.ex', 'a.php', 'a.go', 'a.java', 'a.rs']);
});

const flask = (...lines: readonly string[]): string =>
  ["@app.route('/webhooks/acme', methods=['POST'])", 'def take():', '    data = request.get_json()']
    .concat(lines.map((line) => `    ${line}`))
    .join('\n');

const PAYMENT = 'https://api.acme.example/v1/payments';

test.each([
  ['the provider', flask(`paid = requests.get(f"${PAYMENT}/{data['id']}")`, 'save(data, paid)'), 'refetch'],
  [
    'at an address that is put together first',
    flask(`url = f"${PAYMENT}/{data['id']}"`, 'paid = requests.get(url)', 'save(data, paid)'),
    'refetch',
  ],
  [
    'in a function of the file',
    `${flask('check(data)', 'save(data)')}\ndef check(data):\n    if make_get_request(f"${PAYMENT}/{data['id']}")["status"] != "paid":\n        raise Invalid()\n`,
    'refetch',
  ],
  ['an own service', flask(`found = requests.get(f"{BASE}/payments/{data['id']}")`, 'save(data, found)'), undefined],
  [
    'nobody knows whom: another name holds the address',
    flask(
      "url = data['url']",
      `own_url = f"${PAYMENT}/{data['id']}"`,
      'found = requests.get(url)',
      'save(data, found)',
    ),
    undefined,
  ],
  [
    'nobody knows whom: the address belongs to the next call',
    flask("url = build(data['id'])", `audit("${PAYMENT}/")`, 'found = requests.get(url)', 'save(data, found)'),
    undefined,
  ],
  [
    'the provider for an invoice',
    flask(`bill = requests.get(f"https://api.acme.example/v1/invoices/{data['id']}")`, 'save(data, bill)'),
    'refetch',
  ],
  [
    'the provider for a voice',
    flask(`said = requests.get(f"https://api.acme.example/v1/voices/{data['id']}")`, 'save(data, said)'),
    undefined,
  ],
  ['nobody, but tells somebody', flask(`requests.get(f"https://api.acme.example/send?to={data['to']}")`), undefined],
  ['nobody, but posts', flask(`requests.post(f"${PAYMENT}/{data['id']}")`, 'save(data)'), undefined],
])('who is asked: %s', (_title, text, expected) => {
  const { webhooks } = findLoweredWebhooks('python', 'app.py', text, parse, compileWebhookKnowledge([], 'python'));
  expect(webhooks.map(({ mitigation }) => mitigation)).toEqual([expected]);
});

test.each([
  [
    'ruby',
    'app/controllers/acme_webhooks_controller.rb',
    `class AcmeWebhooksController < ActionController::API\n  def create\n    paid = HTTParty.get("${PAYMENT}/#{params[:id]}")\n    Order.create!(paid)\n  end\nend\n`,
  ],
  [
    'csharp',
    'WebhookController.cs',
    `[Route("api/webhooks")]\npublic class WebhookController : ControllerBase {\n  [HttpPost("acme")]\n  public async Task<IActionResult> Take([FromBody] Notice body) {\n    var paid = await _http.GetStringAsync($"${PAYMENT}/{body.Id}");\n    await _orders.Save(paid);\n    return Ok();\n  }\n}\n`,
  ],
] as const)('the provider is asked in %s', (language, path, text) => {
  const { webhooks } = findLoweredWebhooks(language, path, text, parse, compileWebhookKnowledge([], language));
  expect(webhooks.map(({ mitigation }) => mitigation)).toEqual(['refetch']);
});

const GO = (method: string): string =>
  `package hooks\nfunc AcmeWebhook(w http.ResponseWriter, r *http.Request) {\n\tvar notice Notice\n\tjson.NewDecoder(r.Body).Decode(&notice)\n\turl := fmt.Sprintf("${PAYMENT}/%s", notice.ID)\n\treq, err := http.NewRequestWithContext(r.Context(), ${method}, url, nil)\n\tif err != nil { return }\n\tpaid, err := client.Do(req)\n\tsave(notice, paid)\n}\n`;
const CSHARP = (method: string): string =>
  `[Route("api/webhooks")]\npublic class WebhookController : ControllerBase {\n  [HttpPost("acme")]\n  public async Task<IActionResult> Take([FromBody] Notice body) {\n    var request = new HttpRequestMessage(HttpMethod.${method}, $"${PAYMENT}/{body.Id}");\n    var paid = await _http.SendAsync(request);\n    await _orders.Save(body, paid);\n    return Ok();\n  }\n}\n`;
const JAVA = (method: string): string =>
  `@RestController\nclass WebhookController {\n  @PostMapping("/webhook/acme")\n  public void take(@RequestBody Notice body) {\n    var paid = rest.exchange("${PAYMENT}/" + body.getId(), HttpMethod.${method}, entity, Payment.class);\n    orders.save(body, paid);\n  }\n}\n`;
const RUST = (method: string): string =>
  `use axum::Json;\npub async fn acme_webhook(Json(notice): Json<Notice>) -> StatusCode {\n  let url = format!("${PAYMENT}/{}", notice.id);\n  let paid: Payment = client.${method}(&url).send().await.unwrap().json().await.unwrap();\n  orders::save(notice, paid).await;\n  StatusCode::OK\n}\n`;

test.each([
  ['go', 'hooks/webhook.go', GO('"GET"'), 'refetch'],
  ['go', 'hooks/webhook.go', GO('http.MethodGet'), 'refetch'],
  ['go', 'hooks/webhook.go', GO('http.MethodPost'), undefined],
  ['csharp', 'WebhookController.cs', CSHARP('Get'), 'refetch'],
  ['csharp', 'WebhookController.cs', CSHARP('Put'), undefined],
  ['java', 'WebhookController.java', JAVA('GET'), 'refetch'],
  ['java', 'WebhookController.java', JAVA('POST'), undefined],
  ['rust', 'src/webhooks.rs', RUST('get'), 'refetch'],
  ['rust', 'src/webhooks.rs', RUST('post'), undefined],
] as const)('the provider is asked in %s (%s), by a method', (language, path, text, expected) => {
  const { webhooks } = findLoweredWebhooks(language, path, text, parse, compileWebhookKnowledge([], language));
  expect(webhooks.map(({ mitigation }) => mitigation)).toEqual([expected]);
});

const php = (...lines: readonly string[]): string =>
  ['<?php', "$data = json_decode(file_get_contents('php://input'), true);", ...lines, 'save($data, $paid);'].join('\n');

test.each([
  ['by a handle', [`$curl = curl_init('${PAYMENT}/' . $data['id']);`, '$paid = curl_exec($curl);'], 'refetch'],
  [
    'by options',
    [
      '$curl = curl_init();',
      `curl_setopt_array($curl, [CURLOPT_URL => '${PAYMENT}/' . $data['id'], CURLOPT_CUSTOMREQUEST => 'GET']);`,
      '$paid = curl_exec($curl);',
    ],
    'refetch',
  ],
  [
    'and is told something',
    [
      `$curl = curl_init('${PAYMENT}/' . $data['id']);`,
      'curl_setopt($curl, CURLOPT_POST, true);',
      '$paid = curl_exec($curl);',
    ],
    undefined,
  ],
  ['by a client', [`$paid = $client->request('GET', '${PAYMENT}/' . $data['id']);`], 'refetch'],
  ['and changes by a client', [`$paid = $client->request('POST', '${PAYMENT}/' . $data['id']);`], undefined],
  ['by WordPress', [`$paid = wp_remote_get('${PAYMENT}/' . $data['id']);`], 'refetch'],
])('the provider is asked in PHP, %s', (_title, lines, expected) => {
  const knowledge = compileWebhookKnowledge([], 'php');
  const { webhooks } = findLoweredWebhooks('php', 'webhook.php', php(...lines), parse, knowledge);
  expect(webhooks.map(({ mitigation }) => mitigation)).toEqual([expected]);
});

test.each([
  ["a class of the provider's gem", 'Stripe::Event.retrieve(params[:id])', 'refetch'],
  ["an object of the provider's gem", 'Stripe::Client.new(KEY).events.get(params[:id])', 'refetch'],
  ['a class of the application', 'Payment.find(params[:id])', undefined],
  ['a class of the application that lies in a module', 'Shop::Payment.find(params[:id])', undefined],
  ['nobody, but told something', 'Stripe::Refund.create(params[:id])', undefined],
])('who is asked in Ruby: %s', (_title, call, expected) => {
  const path = 'app/controllers/acme_webhooks_controller.rb';
  const text = `class AcmeWebhooksController < ActionController::API\n  def create\n    paid = ${call}\n    Order.paid!(paid, params)\n  end\nend\n`;
  const { webhooks } = findLoweredWebhooks('ruby', path, text, parse, makeWebhookKnowledge());
  expect(webhooks.map(({ mitigation }) => mitigation)).toEqual([expected]);
});
