import { describe, expect, it } from 'vitest';
import { checkCommittedEnv } from '../../../src/core/checks/check-committed-env.ts';
import type { CheckInput } from '../../../src/core/checks/check-input.ts';
import { checkLeakedKey } from '../../../src/core/checks/check-leaked-key.ts';
import { checkNewProvider } from '../../../src/core/checks/check-new-provider.ts';
import { judgeConclusion } from '../../../src/core/checks/judge-conclusion.ts';
import type { FileFacts } from '../../../src/core/inventory/file-facts.ts';
import { compileRulebook } from '../../../src/core/rulebook/compile-rulebook.ts';
import type { Finding } from '../../../src/core/audit-types.ts';
import type { Integration } from '../../../src/core/inventory-types.ts';
import { NO_FACTS, type EnvSignal, type KeyFact } from '../../../src/core/types.ts';
import { makeFinding } from '../../support/make-audit.ts';
import { makeCheckInput } from '../../support/make-check-input.ts';
import { makeRule } from '../../support/make-rule.ts';

const rulebook = compileRulebook([
  makeRule('stripe', { name: 'Stripe', detect: { env: [{ name: 'STRIPE_SECRET_KEY', class: 'secret' }] } }),
]);

const makeInput = (given: Partial<CheckInput> = {}): CheckInput => makeCheckInput({ rulebook, ...given });

const integration: Integration = {
  provider: 'stripe',
  name: 'Stripe',
  aliases: [],
  category: 'payments',
  confidence: 'confirmed',
  development: false,
  evidence: [
    { kind: 'package', value: 'stripe', detail: 'npm ^14.0.0', path: 'package.json', line: 7, column: 5 },
    { kind: 'env', value: 'STRIPE_SECRET_KEY', detail: 'read', path: 'a.ts', line: 1, column: 9 },
  ],
};
const added = (given: Partial<Integration> = {}) => ({
  change: { added: [{ ...integration, ...given }], removed: [], changed: [] },
});

function makeKey(given: Partial<KeyFact> = {}): KeyFact {
  return {
    provider: 'stripe',
    key: 'secret',
    keyClass: 'secret',
    mode: 'live',
    masked: 'sk_…',
    digest: 'd1',
    proven: false,
    name: null,
    line: 3,
    column: 5,
    endColumn: 40,
    ...given,
  };
}
const file = (path: string, ...keys: KeyFact[]): FileFacts => ({ path, facts: { ...NO_FACTS, keys } });

const approve = () => new Map([['stripe', { id: 'stripe', owner: null, 'review-by': null, line: 3, column: 5 }]]);

const severities = (findings: Finding[]) => findings.map((f) => f.severity);

describe('checkNewProvider', () => {
  it('says a new provider once, at the evidence that weighs most', () => {
    const [finding, ...more] = checkNewProvider(makeInput(added()));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      code: 'new-provider',
      severity: 'warning',
      provider: 'stripe',
      path: 'package.json',
      line: 7,
      column: 5,
    });
    expect(finding?.args['signals']).toEqual(['npm package stripe', 'env STRIPE_SECRET_KEY']);
  });

  it('is milder for development, mild for the approved, an error for the forbidden', () => {
    expect(severities(checkNewProvider(makeInput(added({ development: true }))))).toEqual(['notice']);
    expect(
      severities(checkNewProvider(makeInput({ ...added(), providers: { approved: approve(), forbidden: new Map() } }))),
    ).toEqual(['notice']);
    const [forbidden] = checkNewProvider(
      makeInput({ ...added(), providers: { approved: new Map(), forbidden: new Map([['stripe', 'No contract']]) } }),
    );
    expect(forbidden).toMatchObject({
      code: 'forbidden-provider',
      severity: 'error',
      args: { name: 'Stripe', reason: 'No contract' },
    });
  });
});

describe('checkNewProvider with a list of sub-processors', () => {
  const unlisted = (text: string | null, given: Partial<Integration> = {}): unknown =>
    checkNewProvider(makeInput({ ...added(given), subprocessors: { path: 'legal/list.md', text } }))[0]?.args[
      'unlisted'
    ];

  it.each<[string, string | null, string]>([
    ['names it', '| Vendor |\n| STRIPE, Inc. |', ''],
    ['names something that its name is a part of', 'Pinstripe Ltd, Stripes', 'legal/list.md'],
    ['is empty', '', 'legal/list.md'],
    ['is gone', null, 'legal/list.md'],
  ])('tells where the list %s', (_title, text, expected) => {
    expect(unlisted(text)).toBe(expected);
  });

  it('asks nothing of what serves development alone', () => {
    expect(unlisted('', { development: true })).toBe('');
  });
});

describe('checkLeakedKey', () => {
  it.each<[string, string, Partial<KeyFact>, string]>([
    ['a live secret in source', 'src/a.ts', {}, 'error'],
    ['a test-mode secret', 'src/a.ts', { mode: 'test' }, 'warning'],
    ['a publishable key', 'src/a.ts', { keyClass: 'publishable' }, 'warning'],
    ['a public key', 'src/a.ts', { keyClass: 'public' }, 'notice'],
    ['a secret in a test', 'test/a.test.ts', {}, 'warning'],
    ['a secret in a test that a checksum proves', 'test/a.test.ts', { proven: true }, 'error'],
    ['a secret in a document', 'docs/setup.md', {}, 'warning'],
    ['a secret in a view', 'app/views/orders/show.html.erb', {}, 'error'],
    ['a secret in a page that is served', 'public/pricing.html', {}, 'error'],
    ['a guess in a page that is served', 'public/pricing.html', { provider: null }, 'notice'],
    ['a secret in a report below what is served', 'public/reports/march.html', {}, 'warning'],
    ['a secret in a page of the documentation', 'docs/public/pricing.html', {}, 'warning'],
    ['a secret in a text that is named for settings', 'VERCEL_ENV_VARS.txt', {}, 'error'],
    ['a secret in a text of keywords', 'data/keywords.txt', {}, 'warning'],
    ['a secret in a template of the documentation', 'docs/_layouts/page.njk', {}, 'warning'],
    ['a secret in an env example', '.env.example', {}, 'error'],
    ['a secret that is shown as a sample', 'src/a.ts', { sample: true }, 'warning'],
    ['a private key that is', 'src/a.ts', { sample: true, provider: null, keyClass: 'private-key' }, 'notice'],
    ['a sample that a checksum proves', 'src/a.ts', { sample: true, proven: true }, 'error'],
    ['a secret in a file of samples', 'src/generated/acme-samples.json', {}, 'warning'],
    [
      'the key of a machine for itself',
      'certs/localhost-key.pem',
      { provider: null, keyClass: 'private-key' },
      'notice',
    ],
    ['a key that nobody vouches for', 'ssl/dev-self-signed.key', { provider: null, keyClass: 'private-key' }, 'notice'],
    ['the key of another machine', 'certs/acme-key.pem', { provider: null, keyClass: 'private-key' }, 'error'],
    ['a secret in a file named after a host', 'src/sites/www.acme.example.ts', {}, 'error'],
    ['a secret in a numbered example', 'data/iam/examples-1.json', {}, 'warning'],
    ['a secret in a file of mocks', 'app/mock-google-services.json', {}, 'warning'],
    ['a secret in an environment of tests', 'hack/test_asymmetric.env', {}, 'warning'],
    ['a secret in the configuration of tests', 'config/environments/test.rb', {}, 'warning'],
    ['a secret in a script that is called test', 'scripts/test.js', {}, 'error'],
    ['a secret in a file whose name only sounds like one', 'config/latest.env', {}, 'error'],
    ['a secret in the settings of an agent', '.claude/settings.local.json', {}, 'error'],
    ['a secret in the notes beside', '.claude/plan.md', {}, 'warning'],
  ])('judges %s', (_title, path, key, severity) => {
    expect(severities(checkLeakedKey(makeInput({ after: [file(path, makeKey(key))] })))).toEqual([severity]);
  });

  it.each([
    ['a value that only its name tells', { provider: null, key: 'generic', name: 'ACME_CLIENT_KEY' }, 'publishable'],
    [
      'one with a prefix for browsers',
      { provider: null, key: 'generic', name: 'VITE_PUBLIC_ACME_CLIENT_KEY' },
      'publishable',
    ],
    ['a shape that many share', { provider: 'acme', key: 'shared', name: 'acmeClientKey' }, 'publishable'],
    ['a shape of its own', { provider: 'acme', key: 'own', name: 'ACME_CLIENT_KEY' }, 'secret'],
    ['another variable', { provider: null, key: 'generic', name: 'ACME_TOKEN' }, 'secret'],
  ])('asks the rule whom %s was made for', (_title, given, keyClass) => {
    const acme = makeRule('acme', {
      detect: {
        env: [
          { name: 'ACME_CLIENT_KEY', class: 'publishable' },
          { name: 'ACME_TOKEN', class: 'secret' },
        ],
      },
      keys: [
        { id: 'shared', class: 'secret', pattern: '[0-9a-f]{32}', detect: 'context', consequence: 'Anyone can.' },
        { id: 'own', class: 'secret', pattern: 'acme_[0-9a-f]{32}', detect: 'alone', consequence: 'Anyone can.' },
      ],
    });
    const after = [file('src/a.ts', makeKey(given))];
    const found = checkLeakedKey(makeInput({ after, rulebook: compileRulebook([acme]) }));
    expect(found.map((finding) => finding.keyClass)).toEqual([keyClass]);
  });

  it.each([
    ['session', 'src/a.ts', 'warning'],
    ['session', 'test/cassettes/pay.yml', 'notice'],
    ['own', 'src/a.ts', 'error'],
  ])('tells the key %s in %s as %s: what is over soon is milder', (id, path, severity) => {
    const shape = {
      class: 'secret',
      pattern: 'acme_[0-9a-f]{32}',
      detect: 'alone',
      consequence: 'Anyone can.',
    } as const;
    const acme = makeRule('acme', {
      keys: [
        { id: 'session', shortLived: true, ...shape },
        { id: 'own', ...shape },
      ],
    });
    const after = [file(path, makeKey({ provider: 'acme', key: id }))];
    expect(severities(checkLeakedKey(makeInput({ after, rulebook: compileRulebook([acme]) })))).toEqual([severity]);
  });

  it('tells a publishable key aloud in one place, and a secret in each', () => {
    const places = ['test/a.test.ts', 'src/a.ts', 'src/b.ts'];
    const told = (key: Partial<KeyFact>): string[] =>
      severities(checkLeakedKey(makeInput({ after: places.map((path) => file(path, makeKey(key))) })));
    expect(told({ keyClass: 'publishable' })).toEqual(['notice', 'warning', 'notice']);
    expect(told({})).toEqual(['warning', 'error', 'error']);
  });

  it('lists five thousand keys and counts the others, as loud as they could be', () => {
    const keys = Array.from({ length: 5002 }, (_, i) => makeKey({ digest: `d${i}`, line: i + 1, mode: 'test' }));
    const found = checkLeakedKey(makeInput({ after: [file('a.ts', ...keys)] }));

    expect([found.length, found[4999]?.code, found[4999]?.severity]).toEqual([5001, 'hardcoded-key', 'warning']);
    expect(found[5000]).toMatchObject({
      code: 'more-keys',
      severity: 'error',
      path: 'a.ts',
      line: 5001,
      args: { count: 2, listed: 5000 },
    });
  });

  it.each<[string, Partial<KeyFact>, string | null, string]>([
    [
      'a secret that is written to a variable of a service',
      { key: 'generic', name: 'stripeSecretKey' },
      'stripe',
      'STRIPE_SECRET_KEY',
    ],
    ['a password of its variable', { key: 'password', name: 'STRIPE_SECRET_KEY' }, 'stripe', 'STRIPE_SECRET_KEY'],
    ['a secret of a variable that no rule knows', { key: 'generic', name: 'ACME_TOKEN' }, null, ''],
    ['a secret without a name', { key: 'generic', name: null }, null, ''],
    ['a private key', { key: 'private-key', name: 'STRIPE_SECRET_KEY' }, null, ''],
  ])('names the service of %s', (_title, given, provider, env) => {
    const key = makeKey({ provider: null, ...given });
    const [finding] = checkLeakedKey(makeInput({ after: [file('src/a.ts', key)] }));
    expect([finding?.provider, finding?.args['env']]).toEqual([provider, env]);
  });

  it.each<[string, FileFacts[], FileFacts[], string[]]>([
    ['a key that moved to another line', [file('a.ts', makeKey())], [file('a.ts', makeKey({ line: 99 }))], []],
    ['a key that moved to another file', [file('a.ts', makeKey())], [file('b.ts', makeKey())], []],
    ['a key that is copied', [file('a.ts', makeKey())], [file('a.ts', makeKey()), file('b.ts', makeKey())], ['b.ts']],
    ['another key in its place', [file('a.ts', makeKey())], [file('a.ts', makeKey({ digest: 'd2' }))], ['a.ts']],
    ['a key that is taken out', [file('a.ts', makeKey())], [file('a.ts')], []],
  ])('knows %s', (_title, before, after, paths) => {
    expect(checkLeakedKey(makeInput({ before, after })).map((f) => f.path)).toEqual(paths);
  });
});

describe('checkCommittedEnv', () => {
  const env = (name: string, value: EnvSignal['value']): EnvSignal => ({
    kind: 'env',
    name,
    access: 'declared',
    value,
    optional: false,
    line: 2,
    column: 1,
  });
  const envFile = (path: string, ...signals: EnvSignal[]): FileFacts => ({ path, facts: { ...NO_FACTS, signals } });

  it.each<[string, FileFacts[], FileFacts[], number]>([
    ['a new env file with secrets', [], [envFile('.env', env('STRIPE_SECRET_KEY', 'set'))], 1],
    ['none for settings alone', [], [envFile('.env', env('PORT', 'set'))], 0],
    ['none for fillers', [], [envFile('.env', env('STRIPE_SECRET_KEY', 'filler'))], 0],
    ['none for an example', [], [envFile('.env.example', env('STRIPE_SECRET_KEY', 'set'))], 0],
    ['none for a file that was there', [envFile('.env')], [envFile('.env', env('STRIPE_SECRET_KEY', 'set'))], 0],
  ])('says %s', (_title, before, after, count) => {
    expect(checkCommittedEnv(makeInput({ before, after })).length).toBe(count);
  });

  it('counts the secrets that it does not name', () => {
    const args = (count: number) => {
      const signals = Array.from({ length: count }, (_, i) => env(`A${i}_SECRET`, 'set'));
      return checkCommittedEnv(makeInput({ after: [envFile('.env', ...signals)] }))[0]?.args;
    };
    const names = ['A0', 'A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7'].map((name) => `${name}_SECRET`);
    expect(args(8)).toEqual({ names, more: 0 });
    expect(args(12)).toEqual({ names, more: 4 });
  });

  it.each<[string, Partial<KeyFact>, number]>([
    ['names a setting whose value holds a secret', { keyClass: 'connection-string' }, 1],
    ['not one whose key is meant for everyone', { keyClass: 'publishable' }, 0],
    ['nor a setting beside one', { keyClass: 'connection-string', line: 3, name: 'OTHER' }, 0],
  ])('%s', (_title, given, count) => {
    const { path, facts } = envFile('.env', env('CACHE_URI', 'set'));
    const keys = [makeKey({ line: 2, name: 'CACHE_URI', ...given })];
    const after = [{ path, facts: { ...facts, keys } }];
    expect(checkCommittedEnv(makeInput({ after })).length).toBe(count);
  });
});

describe('judgeConclusion', () => {
  const finding = (severity: Finding['severity']): Finding => makeFinding({ severity });
  const problem = { path: 'a', line: null, code: 'malformed' as const, detail: '' };

  it.each([
    ['an error', [finding('error')], [], 'error', 'failure'],
    ['a warning', [finding('warning')], [], 'error', 'neutral'],
    ['a notice', [finding('notice')], [], 'error', 'success'],
    ['nothing', [], [], 'error', 'success'],
    ['something unread', [], [problem], 'error', 'neutral'],
    ['a warning that should fail', [finding('warning')], [], 'warning', 'failure'],
    ['an error that should never fail', [finding('error')], [], 'never', 'neutral'],
  ] as const)('concludes from %s', (_title, findings, problems, failOn, conclusion) => {
    expect(judgeConclusion(findings, problems, failOn)).toBe(conclusion);
  });
});
