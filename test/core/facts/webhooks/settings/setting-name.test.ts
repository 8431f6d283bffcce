import { expect, test } from 'vitest';
import { isSameSetting, settingName } from '../../../../../src/core/facts/webhooks/settings/setting-name.ts';

test.each([
  [['config', 'acme', 'webhookSecret']],
  [['ACME_WEBHOOK_SECRET']],
  [['services.acme.webhook_secret']],
  [['Acme:WebhookSecret']],
  [['acme', 'acme-webhook-secret']],
])('%j is a name of one setting', (parts) => {
  expect(settingName(parts)).toBe('acme_webhook_secret');
});

test.each([
  ['acme_webhook_secret', 'acme_webhook_secret', true],
  ['webhook_secret', 'acme_webhook_secret', true],
  ['acme_webhook_secret', 'webhook_secret', true],
  ['shop_webhook_secret', 'acme_webhook_secret', false],
  // A word that any setting may end with says too little.
  ['secret', 'acme_webhook_secret', false],
  ['secret', 'secret', false],
  // Each service has one, and the application itself.
  ['secret_key', 'acme_secret_key', false],
  ['acme_secret_key', 'acme_secret_key', true],
  ['signing_secret', 'acme_signing_secret', true],
  // Words, not characters.
  ['hook_secret', 'webhook_secret', false],
])('%s and %s may be one setting: %s', (one, other, expected) => {
  expect(isSameSetting(one, other)).toBe(expected);
});
