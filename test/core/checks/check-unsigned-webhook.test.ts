import { describe, expect, it } from 'vitest';
import type { CheckInput } from '../../../src/core/checks/check-input.ts';
import { checkUnsignedWebhook } from '../../../src/core/checks/check-unsigned-webhook.ts';
import { compileRulebook } from '../../../src/core/rulebook/compile-rulebook.ts';
import type { Finding } from '../../../src/core/audit-types.ts';
import type { Webhook } from '../../../src/core/inventory-types.ts';
import { makeCheckInput } from '../../support/make-check-input.ts';
import { makeRule } from '../../support/make-rule.ts';

const rulebook = compileRulebook([
  makeRule('stripe', {
    name: 'Stripe',
    webhook: {
      signs: true,
      headers: [],
      secretEnv: ['STRIPE_WEBHOOK_SECRET'],
      verifiers: {
        js: ['webhooks.constructEvent'],
        python: ['Webhook.construct_event'],
        go: ['webhook.ConstructEvent'],
        php: ['Stripe\\Webhook::constructEvent'],
        ruby: ['Stripe::Webhook.construct_event'],
      },
      notVerifiers: {},
      events: [],
      bodies: [],
    },
  }),
  makeRule('silent', {
    webhook: { signs: false, headers: [], secretEnv: [], verifiers: {}, notVerifiers: {}, events: [], bodies: [] },
  }),
]);

const makeInput = (given: Partial<CheckInput> = {}): CheckInput => makeCheckInput({ rulebook, ...given });

function makeWebhook(given: Partial<Webhook> = {}): Webhook {
  return {
    path: 'a.ts',
    line: 10,
    column: 1,
    endLine: 20,
    provider: 'stripe',
    route: '/hooks/stripe',
    method: 'POST',
    framework: 'express',
    verification: 'unverified',
    verifiedIn: null,
    why: 'no-verification',
    ...given,
  };
}
const severities = (findings: Finding[]) => findings.map((f) => f.severity);

describe('checkUnsignedWebhook', () => {
  it.each<[string, Partial<Webhook>, string[]]>([
    ['an unverified one', {}, ['error']],
    ['one with a check that does not protect', { verification: 'ineffective', why: 'result-ignored' }, ['error']],
    ['one that checks only when a secret is set', { verification: 'optional' }, ['warning']],
    ['one of an unknown provider', { provider: null }, ['warning']],
    ['one of an example', { path: 'examples/express/server.ts' }, ['warning']],
    ['one of a page of documentation', { path: 'docs/snippets/server.ts' }, ['warning']],
    [
      'one that checks only when a secret is set, of an example',
      { path: 'examples/a.ts', verification: 'optional' },
      ['notice'],
    ],
    ['one of a folder that is only called like one', { path: 'src/example-shop/server.ts' }, ['error']],
    ['one of a provider that does not sign', { provider: 'silent' }, ['notice']],
    ['one that fetches the object again', { mitigation: 'refetch' }, ['notice']],
    ['one that only logs', { mitigation: 'idle' }, ['notice']],
    ['a verified one that compares in a telling time', { verification: 'verified', timingUnsafe: true }, ['notice']],
    ['not a verified one', { verification: 'verified' }, []],
    ['not one that it does not understand', { verification: 'unknown' }, []],
  ])('judges %s', (_title, webhook, expected) => {
    expect(severities(checkUnsignedWebhook(makeInput({ webhooksAfter: [makeWebhook(webhook)] })))).toEqual(expected);
  });

  it.each<[string, Partial<Webhook>, string]>([
    ['an open one', {}, 'unverified-webhook'],
    ['a refetched object', { mitigation: 'refetch' }, 'refetched-webhook'],
    ['one that does nothing', { mitigation: 'idle' }, 'idle-webhook'],
    ['a leaky comparison', { verification: 'verified', timingUnsafe: true }, 'timing-unsafe-webhook'],
    ['a provider that does not sign', { provider: 'silent' }, 'unsigned-provider-webhook'],
    [
      'a secret of the author’s own, where one is set',
      { provider: 'silent', verification: 'optional', why: 'skipped-without-secret' },
      'optional-webhook',
    ],
  ])('names %s', (_title, webhook, code) => {
    expect(checkUnsignedWebhook(makeInput({ webhooksAfter: [makeWebhook(webhook)] })).map((f) => f.code)).toEqual([
      code,
    ]);
  });

  const before = [makeWebhook()];
  it.each<[string, Partial<CheckInput>, number]>([
    ['untouched lines in a changed file', { changedLines: new Map([['a.ts', new Set([1, 2])]]) }, 0],
    ['a rewritten handler', { changedLines: new Map([['a.ts', new Set([15])]]) }, 1],
    ['a handler moved to a new file', { changedLines: new Map([['a.ts', null]]) }, 0],
    [
      'a handler that lost its check',
      { webhooksBefore: [makeWebhook({ verification: 'verified' })], changedLines: new Map([['a.ts', new Set([1])]]) },
      1,
    ],
  ])('knows %s', (_title, given, count) => {
    expect(
      checkUnsignedWebhook(makeInput({ webhooksBefore: before, webhooksAfter: [makeWebhook()], ...given })).length,
    ).toBe(count);
  });

  it('says a copy of an unsigned endpoint, and not the one that stood there', () => {
    const webhooksAfter = [makeWebhook(), makeWebhook({ path: 'copy.ts' })];
    const changedLines = new Map([['copy.ts', null]]);
    const found = checkUnsignedWebhook(makeInput({ webhooksBefore: before, webhooksAfter, changedLines }));
    expect(found.map((f) => f.path)).toEqual(['copy.ts']);
  });

  it('gives two endpoints of one route two fingerprints', () => {
    const found = checkUnsignedWebhook(makeInput({ webhooksAfter: [makeWebhook(), makeWebhook({ path: 'b.ts' })] }));
    expect(new Set(found.map((f) => f.fingerprint)).size).toBe(2);
  });

  it.each<[string, string, Record<string, string[]>, string]>([
    ['there is no example', 'apps/api/hook.ts', {}, ''],
    ['no example names it', 'apps/api/hook.ts', { '.env.example': ['STRIPE_SECRET_KEY'] }, '.env.example'],
    [
      'the nearest of several is told',
      'apps/api/hook.ts',
      { '.env.example': [], 'apps/api/.env.example': [] },
      'apps/api/.env.example',
    ],
    ['the only example is of another application', 'apps/api/hook.ts', { 'apps/web/.env.example': [] }, ''],
    [
      'one names it',
      'apps/api/hook.ts',
      { '.env.example': ['STRIPE_WEBHOOK_SECRET'], 'apps/api/.env.example': [] },
      '',
    ],
  ])('tells of an env example without the secret: %s', (_title, path, examples, expected) => {
    const envExamples = Object.entries(examples).map(([at, names]) => ({ path: at, names: new Set(names) }));
    const [finding] = checkUnsignedWebhook(makeInput({ webhooksAfter: [makeWebhook({ path })], envExamples }));
    expect(finding?.args['envExample']).toBe(expected);
  });

  it('asks no example where the handler has a check, and a name for its secret', () => {
    const webhooksAfter = [makeWebhook({ verification: 'ineffective', why: 'result-ignored' })];
    const envExamples = [{ path: '.env.example', names: new Set<string>() }];
    expect(checkUnsignedWebhook(makeInput({ webhooksAfter, envExamples }))[0]?.args['envExample']).toBe('');
  });

  it('names the call to add and the secret to set', () => {
    const [finding] = checkUnsignedWebhook(makeInput({ webhooksAfter: [makeWebhook()] }));
    expect(finding?.args).toMatchObject({
      fix: 'webhooks.constructEvent',
      secretEnv: 'STRIPE_WEBHOOK_SECRET',
      route: '/hooks/stripe',
    });
  });

  it.each([
    ['hooks.ts', 'webhooks.constructEvent'],
    ['hooks.py', 'Webhook.construct_event'],
    ['hooks.go', 'webhook.ConstructEvent'],
    ['hooks.php', 'Stripe\\Webhook::constructEvent'],
    ['hooks.rb', 'Stripe::Webhook.construct_event'],
    // No SDK is known: no call is better than one of another language.
    ['hooks.rs', ''],
  ])('names the call of the language of %s', (path, fix) => {
    const [finding] = checkUnsignedWebhook(makeInput({ webhooksAfter: [makeWebhook({ path })] }));
    expect(finding?.args['fix']).toBe(fix);
  });

  it.each([
    [['svix-id', 'svix-timestamp', 'svix-signature'], 'svix-signature'],
    [['x-gitlab-token', 'x-gitlab-event'], 'x-gitlab-token'],
    [['x-gitlab-token', 'x-gitlab-event', 'webhook-signature'], 'x-gitlab-token'],
    [['x-acme-event', 'x-acme-signature', 'x-acme-token'], 'x-acme-signature'],
    [['x-shopify-topic', 'x-shopify-hmac-sha256'], 'x-shopify-hmac-sha256'],
    [['paypal-transmission-id', 'paypal-transmission-sig'], 'paypal-transmission-sig'],
    [['x-amz-sns-message-type'], ''],
  ])('of the headers %j the one that proves who calls is %j', (headers, expected) => {
    const webhook = { signs: true, headers, secretEnv: [], verifiers: {}, notVerifiers: {}, events: [], bodies: [] };
    const input = makeInput({
      webhooksAfter: [makeWebhook({ provider: 'acme' })],
      rulebook: compileRulebook([makeRule('acme', { webhook })]),
    });
    expect(checkUnsignedWebhook(input)[0]?.args['header']).toBe(expected);
  });
});
