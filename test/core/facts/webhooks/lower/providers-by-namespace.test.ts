import { expect, test } from 'vitest';
import { compileWebhookKnowledge } from '../../../../../src/core/facts/webhooks/compile-webhook-knowledge.ts';
import { findLoweredWebhooks } from '../../../../../src/core/facts/webhooks/lower/find-lowered-webhooks.ts';
import { readRulebook } from '../../../../../src/read-rulebook.ts';
import { shareSyntax } from '../../../../support/share-syntax.ts';

const parse = await shareSyntax();
await parse.prepare(['a.php', 'a.cs', 'a.java']);
const { rules } = await readRulebook();
const knowledge = compileWebhookKnowledge(rules.values(), 'php');

test.each([
  ['Mollie\\Api\\Resources\\Payment', 'mollie'],
  ['Molliere\\Api\\Resources\\Payment', null],
])('whose a webhook is by what its handler works with: %s', (type, provider) => {
  const lines = [
    '<?php',
    `use ${type};`,
    'class WebhookController extends Controller {',
    '  public function handle(Request $request) {',
    "    Payment::find($request->input('id'))->markPaid();",
    '  }',
    '}',
  ];
  const { webhooks } = findLoweredWebhooks('php', 'app/WebhookController.php', lines.join('\n'), parse, knowledge);
  expect(webhooks.map((fact) => fact.provider)).toEqual([provider]);
});

const csharp = (used: string, client: string): string =>
  `using ${used};\n[Route("api/webhooks")]\npublic class WebhookController : ControllerBase {\n  [HttpPost("acme")]\n  public async Task<IActionResult> Take([FromBody] Notice notice) {\n    var client = new ${client}();\n    var paid = await client.GetAsync(notice.Id);\n    await _orders.Save(notice, paid);\n    return Ok();\n  }\n}\n`;
const java = (client: string): string =>
  `import ${client};\n@RestController\nclass WebhookController {\n  @PostMapping("/webhook/acme")\n  public void take(@RequestBody Notice notice) {\n    PaymentClient client = new PaymentClient();\n    orders.save(notice, client.get(notice.getId()));\n  }\n}\n`;

test.each([
  ['csharp', 'WebhookController.cs', csharp('Mollie.Api.Client', 'PaymentClient'), 'refetch'],
  ['csharp', 'WebhookController.cs', csharp('Mollie.Api.Client', 'HttpClient'), undefined],
  ['csharp', 'WebhookController.cs', csharp('Mollie.Api.Client', 'RedisClient'), undefined],
  ['csharp', 'WebhookController.cs', csharp('Shop.Clients', 'PaymentClient'), undefined],
  ['java', 'WebhookController.java', java('be.woutschoovaerts.mollie.PaymentClient'), 'refetch'],
  ['java', 'WebhookController.java', java('com.shop.PaymentClient'), undefined],
] as const)("a provider's client is asked in %s", (language, path, text, expected) => {
  const known = compileWebhookKnowledge(rules.values(), language);
  const { webhooks } = findLoweredWebhooks(language, path, text, parse, known);
  expect(webhooks.map(({ mitigation }) => mitigation)).toEqual([expected]);
});
