import { describe, expect, test } from 'vitest';
import { articleOf, keyName, remedyOf } from '../../../../src/core/report/sentences/key-words.ts';
import { makeKeyFinding } from '../../../support/make-audit.ts';

describe('A key is called', () => {
  test.each([
    ['by its class', 'secret', 'secret', 'sk_live_…a1b2', 'Stripe secret key'],
    ['an address, where it is one', 'secret', 'webhook-url', 'https://…a1b2', 'Stripe secret address'],
    ['so too where it can do little', 'restricted', 'robot-webhook', 'https://…a1b2', 'Stripe secret address'],
    ['publishable, be it an address or not', 'publishable', 'dsn', 'https://…a1b2', 'Stripe publishable key'],
    ['a password, where its name says so', 'secret', 'password', '…', 'Stripe password'],
    ['by its class, if it is a token that anyone may have', 'publishable', 'jwt', 'eyJ…', 'Stripe publishable key'],
  ] as const)('%s.', (_, keyClass, key, masked, expected) => {
    expect(keyName(makeKeyFinding({ keyClass, masked, args: { key } }))).toBe(expected);
  });

  test('by its kind alone, where no provider is known.', () => {
    const phrase = makeKeyFinding({ keyClass: 'private-key', masked: '…', args: { key: 'mnemonic', name: '' } });
    expect(keyName(phrase)).toBe('recovery phrase of a wallet');
  });
});

test.each([
  ['secret', 'Revoke it'],
  ['private-key', 'Replace it'],
  ['connection-string', 'Replace the credentials'],
  [undefined, 'Revoke it'],
] as const)('A key of the class %s: %s.', (keyClass, expected) => {
  expect(remedyOf(keyClass).words).toBe(expected);
});

describe('The article is the one of', () => {
  test.each([
    ['Stripe secret key', 'A'],
    ['OpenAI secret key', 'An'],
    ['AWS secret key', 'An'],
    ['SMTP connection string', 'An'],
    ['n8n secret key', 'An'],
    ['X API secret key', 'An'],
    ['xAI secret key', 'An'],
    ['npm secret key', 'An'],
    ['MySQL connection string with a password', 'A'],
    ['Fly.io secret key', 'A'],
    ['Heroku secret key', 'A'],
    ['LINE Messaging API secret key', 'A'],
    ['OneSignal secret key', 'A'],
    ['USDA FoodData Central secret key', 'A'],
    ['Unity secret key', 'A'],
    ['Upstash secret key', 'An'],
    ['user name with its password', 'A'],
    ['UserTesting secret key', 'A'],
    ['1Password secret key', 'A'],
    ['42 Intra secret key', 'A'],
    ['', 'A'],
  ])('%s: %s.', (name, expected) => {
    expect(articleOf(name)).toBe(expected);
  });
});
