import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// Functions beside webhooks that the application's own pages and devices call, by their names.

const read = await makeVerdictReader();

test('what the own pages of Frappe ask for, unless it is a report that they are sent', () => {
  const method = (name: string): string[] => [
    '@frappe.whitelist(allow_guest=True)',
    `def ${name}():`,
    '    data = frappe.local.form_dict',
    '    save(data)',
  ];
  const path = 'acme/webhook/sms.py';
  expect(read({ [path]: method('get_delivery_report') })).toEqual([`${path}:2 unverified no-verification`]);
  expect(read({ [path]: method('get_delivery_options') })).toEqual([]);
});

test.each([
  ['registerDevice', []],
  ['orderPaid', ['app/Controllers/Webhook.php:3 unverified no-verification']],
])('a controller of CodeIgniter for webhooks with %s', (name, told) => {
  const lines = [
    '<?php',
    'class Webhook extends Controller {',
    `  public function ${name}() { $data = $this->request->getJSON(true); (new Orders())->save($data); }`,
    '}',
  ];
  expect(read({ 'app/Controllers/Webhook.php': lines })).toEqual(told);
});
