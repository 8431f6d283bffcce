import { expect, test } from 'vitest';
import { compileWebhookKnowledge } from '../../../../../src/core/facts/webhooks/compile-webhook-knowledge.ts';
import { findLoweredWebhooks } from '../../../../../src/core/facts/webhooks/lower/find-lowered-webhooks.ts';
import { readRulebook } from '../../../../../src/read-rulebook.ts';
import { shareSyntax } from '../../../../support/share-syntax.ts';

const parse = await shareSyntax();
await parse.prepare(['a.php']);
const knowledge = compileWebhookKnowledge((await readRulebook()).rules.values(), 'php');

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
