import { expect, test } from 'vitest';
import { makeVerdictReader } from '../../../../support/read-lowered-verdicts.ts';

// What Frappe keeps of a provider stands in a document that there is one of, and the token of a caller in the address.

const read = await makeVerdictReader();

test.each([
  ['as one value', "frappe.db.get_single_value('Acme Settings', 'webhook_token')", 'verified token-compared'],
  ['as a field', "frappe.db.get_value('Acme Settings', 'Acme Settings', 'webhook_token')", 'verified token-compared'],
  ['as a field of many', "frappe.db.get_value('Acme Order', data.get('id'), 'title')", 'unverified no-verification'],
])('a token that is kept %s', (_, kept, told) => {
  const api = [
    'import frappe',
    '@frappe.whitelist(allow_guest=True)',
    'def acme_webhook(**kwargs):',
    '    from acme.webhooks import process_webhook',
    '    process_webhook(kwargs)',
  ];
  const webhooks = [
    'import frappe',
    'from urllib.parse import parse_qs, urlparse',
    'def process_webhook(data):',
    '    def is_allowed():',
    "        token = parse_qs(urlparse(frappe.request.url).query)['token'][0]",
    `        return token == ${kept}`,
    '    if is_allowed():',
    "        frappe.get_doc({'doctype': 'Acme Event', 'json': data}).insert()",
  ];
  expect(read({ 'acme/api.py': api, 'acme/webhooks.py': webhooks })).toEqual([`acme/api.py:3 ${told}`]);
});
