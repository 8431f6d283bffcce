import { beforeAll, expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';
import type { ReadVerdicts } from '../../../../support/read-lowered-verdicts.ts';

// Code that speaks of webhooks or callbacks and receives none.

let read: ReadVerdicts;
beforeAll(async () => {
  read = await makeVerdictReader();
});

test('a browser comes back from a sign-in to a method of Frappe', () => {
  const method = (parameters: string): string[] => [
    '@frappe.whitelist(allow_guest=True)',
    `def callback(${parameters}):`,
    '    url = frappe.request.url',
    '    save(frappe.form_dict)',
  ];
  expect(read({ 'app/api/google.py': method('code=None, state=None') })).toEqual([]);
  expect(read({ 'app/api/google.py': method('**data') })).toEqual(['app/api/google.py:2 unverified no-verification']);
});

test('a controller of Symfony that looks after webhooks', () => {
  const actions = (names: readonly string[]): string[] => [
    '<?php',
    'class WebhookController extends FormController {',
    ...names.map(
      (name) => `  public function ${name}(Request $request) { return $this->run($request->getContent()); }`,
    ),
    '}',
  ];
  const path = 'src/Controller/WebhookController.php';
  expect(read({ [path]: actions(['indexAction', 'newAction', 'editAction', 'batchDeleteAction']) })).toEqual([]);
  expect(read({ [path]: actions(['receiveAction']) })).toEqual([`${path}:3 unverified no-verification`]);
});
