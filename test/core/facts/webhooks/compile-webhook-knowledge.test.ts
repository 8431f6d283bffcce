import { expect, test } from 'vitest';
import { compileWebhookKnowledge } from '../../../../src/core/facts/webhooks/compile-webhook-knowledge.ts';
import { makeRule } from '../../../support/make-rule.ts';

const webhook = {
  signs: true,
  headers: ['x-acme'],
  secretEnv: ['ACME_SECRET'],
  verifiers: {},
  notVerifiers: {},
  events: [],
  bodies: [],
};

test('names, headers, env names and packages lead to the provider', () => {
  const knowledge = compileWebhookKnowledge([
    makeRule('acme-pay', {
      name: 'Acme Pay',
      aliases: ['AP2', "Im'port"],
      detect: { packages: { npm: ['acme', '@acme/*'] } },
      webhook,
    }),
    makeRule('other'),
  ]);
  expect(Object.fromEntries(knowledge.words)).toEqual({ acmepay: 'acme-pay', ap2: 'acme-pay', other: 'other' });
  expect(Object.fromEntries(knowledge.headers)).toEqual({ 'x-acme': ['acme-pay'] });
  expect(Object.fromEntries(knowledge.secretEnv)).toEqual({ ACME_SECRET: 'acme-pay' });
  expect(Object.fromEntries(knowledge.packages)).toEqual({ acme: 'acme-pay' });
  expect(Object.fromEntries(knowledge.signs)).toEqual({ 'acme-pay': true });
});

test('a scope leads to whom one pays by, as far as nothing but calls of their API is asked', () => {
  const scoped = { detect: { packages: { npm: ['@acme/*', '@acme-other/sdk'] } }, webhook };
  const scopes = (category: 'payments' | 'messaging'): string[] => [
    ...compileWebhookKnowledge([makeRule('acme-pay', { category, ...scoped })]).gatewayScopes,
  ];
  expect(scopes('payments')).toEqual(['@acme']);
  expect(scopes('messaging')).toEqual([]);
});

test('what code calls every body leads to nobody', () => {
  const { words } = compileWebhookKnowledge([makeRule('payload-cms', { name: 'Payload', aliases: ['Payload CMS'] })]);
  expect([...words.keys()]).toEqual(['payloadcms']);
});

test.each([
  ['webhooks.constructEvent', { module: null, path: ['webhooks', 'constructEvent'], refuses: null }],
  ['svix#Webhook.verify', { module: 'svix', path: ['Webhook', 'verify'], refuses: null }],
  ['new Webhook().verify', { module: null, path: ['Webhook', 'verify'], refuses: null }],
  [
    'mux.webhooks.verifySignature -> throws',
    { module: null, path: ['mux', 'webhooks', 'verifySignature'], refuses: 'throws' },
  ],
  ['acme#verifyEvent -> async', { module: 'acme', path: ['verifyEvent'], refuses: null, isAsync: true }],
  [
    'replicate#validateWebhook -> async boolean',
    { module: 'replicate', path: ['validateWebhook'], refuses: 'boolean', isAsync: true },
  ],
  ['twilio#validateRequest -> boolean', { module: 'twilio', path: ['validateRequest'], refuses: 'boolean' }],
])('%s', (text, expected) => {
  const knowledge = compileWebhookKnowledge([makeRule('a', { webhook: { ...webhook, verifiers: { js: [text] } } })]);
  expect([...knowledge.verifiers.values()]).toEqual([[{ ...expected, provider: 'a' }]]);
});

test('a header that several share keeps all of them', () => {
  const knowledge = compileWebhookKnowledge([makeRule('a', { webhook }), makeRule('b', { webhook })]);
  expect(knowledge.headers.get('x-acme')).toEqual(['a', 'b']);
});

test('packages of tools say nothing about who calls', () => {
  const rule = makeRule('db', { category: 'database', detect: { packages: { npm: ['db'] } }, webhook });
  expect(compileWebhookKnowledge([rule]).packages.size).toBe(0);
});
