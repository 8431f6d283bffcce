import { describe, expect, it } from 'vitest';
import { findEvidence } from '../../../src/core/inventory/find-evidence.ts';
import { gatherIntegrations } from '../../../src/core/inventory/gather-integrations.ts';
import { findOwnNames } from '../../../src/core/inventory/infer/own-names.ts';
import { compileRulebook } from '../../../src/core/rulebook/compile-rulebook.ts';
import { NO_FACTS, type EnvSignal, type Signal } from '../../../src/core/types.ts';
import type { WebhookFact } from '../../../src/core/webhook-types.ts';
import { growthOf, MOST_GROWTH } from '../../support/cpu-time.ts';
import { makeRule } from '../../support/make-rule.ts';

const AT = { line: 1, column: 1 };
const read = (name: string): EnvSignal => ({ kind: 'env', name, access: 'read', value: null, optional: true, ...AT });
const image = (name: string): Signal => ({ kind: 'image', image: name, tag: '16', ...AT });
const file = (path: string, ...signals: Signal[]) => ({ path, facts: { ...NO_FACTS, signals } });
const host = (id: string, prefix: string) =>
  makeRule(id, {
    category: 'hosting',
    detect: { env: [{ name: `${prefix}_TOKEN`, class: 'secret' }, { name: `${prefix}_*` }] },
  });
const rulebook = compileRulebook([
  makeRule('dune-host', { category: 'hosting', detect: { hosts: ['*.onrender.com'] } }),
  makeRule('dune', { detect: { env: [{ name: 'DUNE_TOKEN' }] } }),
  makeRule('github-api', { detect: { env: [{ name: 'GITHUB_TOKEN' }] } }),
  makeRule('apple-sign-in', { detect: { env: [{ name: 'APPLE_TEAM_ID' }] } }),
  host('acme-host', 'ACME'),
  host('bolt-host', 'BOLT'),
  host('crow-host', 'CROW'),
  makeRule('pg', {
    category: 'database',
    detect: { images: ['pg'], env: [{ name: 'PG_USER' }], resources: ['scheme:pg', 'cli:pg'] },
  }),
]);
const own = findOwnNames('acme-labs/lemonade', [], []);
const report = (...files: ReturnType<typeof file>[]): string[] =>
  gatherIntegrations(
    files.flatMap((f) => findEvidence(f, rulebook, new Map(), own)),
    rulebook,
  ).map((i) => (i.development ? `${i.provider} (development)` : i.provider));

describe('A file that asks on which of many platforms it runs', () => {
  const asks = ['ACME_ENV', 'BOLT_APP_NAME', 'CROW_REGION'].map(read);

  it('integrates none of them', () => {
    expect(report(file('src/telemetry.ts', ...asks))).toEqual([]);
  });

  it('adds to what other files say', () => {
    expect(report(file('src/telemetry.ts', ...asks), file('src/deploy.ts', read('ACME_ENV')))).toEqual(['acme-host']);
  });

  it.each<[string, Signal[]]>([
    ['two platforms', asks.slice(0, 2)],
    ['a secret of each', ['ACME_TOKEN', 'BOLT_TOKEN', 'CROW_TOKEN'].map(read)],
  ])('is none with %s', (_title, signals) => {
    expect(report(file('src/env.ts', ...signals)).length).toBe(signals.length);
  });
});

it.each([
  ['.github/workflows/ci.yml', ['pg (development)']],
  ['.gitlab-ci.yml', ['pg (development)']],
  ['compose.yml', ['pg']],
])('A database that %s starts is reported as %s.', (path, expected) => {
  expect(report(file(path, image('pg'), { ...read('PG_USER'), access: 'declared' }))).toEqual(expected);
});

it('A database of a pipeline that the product reads the variables of is the product’s.', () => {
  expect(report(file('.github/workflows/ci.yml', image('pg')), file('src/a.ts', read('PG_USER')))).toEqual(['pg']);
});

it.each([
  ['its own', 'acme-labs/worker', []],
  ['another’s', 'acme-labs/lemonade', ['workers']],
])('A crate that is %s speaks for its service as it should.', (_title, repository, expected) => {
  const worker = compileRulebook([makeRule('workers', { detect: { packages: { cargo: ['worker'] } } })]);
  const taken: Signal = { kind: 'import', language: 'rust', module: 'worker::Job', ...AT };
  const found = findEvidence(file('src/main.rs', taken), worker, new Map(), findOwnNames(repository, [], []));
  expect(found.map((f) => f.provider)).toEqual(expected);
});

describe('A call text that counts in files with an import', () => {
  const login = makeRule('acme-login', {
    detect: { code: [{ text: 'new Acme(', importing: ['arctic', 'oslo'] }, { text: 'acme.signIn(' }] },
  });
  const code = (text: string): Signal => ({ kind: 'code', text, ...AT });
  const imports = (module: string): Signal => ({ kind: 'import', language: 'javascript', module, ...AT });
  const find = (...signals: Signal[]): string[] =>
    findEvidence(file('src/auth.ts', ...signals), compileRulebook([login])).map((e) => e.evidence.value);

  it.each([
    ['the module itself', 'arctic'],
    ['another of them', 'oslo'],
    ['a part of it', 'oslo/oauth2'],
  ])('counts beside %s', (_title, module) => {
    expect(find(imports(module), code('new Acme('))).toEqual(['new Acme(']);
  });

  it.each(['nothing', 'arctic-fox', './arctic'])('does not count beside %s', (module) => {
    expect(find(imports(module), code('new Acme('))).toEqual([]);
  });

  it('counts alone where it asks for none', () => {
    expect(find(code('acme.signIn('))).toEqual(['acme.signIn(']);
  });
});

describe('Commands', () => {
  const command: Signal = { kind: 'resource', type: 'cli:pg dump', ...AT };

  it('say nothing where they remove what was once set up', () => {
    expect(report(file('infra/teardown.sh', command))).toEqual([]);
    expect(report(file('infra/pg-destroy-all.sh', command))).toEqual([]);
    expect(report(file('infra/deploy.sh', command))).toEqual(['pg']);
  });

  it('serve development where a pipeline fills the database that it starts', () => {
    const address: Signal = { kind: 'resource', type: 'scheme:pg', ...AT };
    expect(report(file('.github/workflows/ci.yml', image('pg'), command, address))).toEqual(['pg (development)']);
    expect(report(file('.github/workflows/ci.yml', command))).toEqual(['pg']);
  });
});

describe('Services that code chooses by name', () => {
  const chosen = (name: string): Signal => ({ kind: 'resource', type: `chosen:${name}`, ...AT });
  const names = Array.from({ length: 13 }, (_, index) => `acme-${String.fromCodePoint(97 + index)}`);
  const models = compileRulebook([
    ...names.map((id) => makeRule(id, { name: id, category: 'ai' })),
    makeRule('sign-in', { name: 'Sign In', category: 'auth' }),
    ...['pay-a', 'pay-b'].map((id) => makeRule(id, { name: id, category: 'payments' })),
  ]);
  const chosenIn = (list: readonly string[]): string[] =>
    gatherIntegrations(findEvidence(file('src/models.ts', ...list.map(chosen)), models), models).map(
      (i) => `${i.provider} ${i.confidence}`,
    );

  it('are likely where the name is one of a kind that code is written to choose from', () => {
    expect(chosenIn(['acme-a', 'acme-b', 'sign-in', 'unheard'])).toEqual(['acme-a likely', 'acme-b likely']);
  });

  it('are none of those that a long list names', () => {
    expect(chosenIn(names.slice(0, 12)).length).toBe(12);
    expect(chosenIn(names)).toEqual([]);
  });

  it('are none of several of several kinds, as a page lists what can be connected', () => {
    expect(chosenIn(['acme-a', 'acme-b', 'pay-a', 'pay-b'])).toEqual([]);
    expect(chosenIn(['acme-a', 'acme-b', 'acme-c', 'pay-a']).length).toBe(4);
  });
});

describe('An address that a platform gave to a customer', () => {
  const at = (name: string): Signal => ({ kind: 'host', host: name, path: '/', ...AT });

  it.each(['lemonade-api.onrender.com', 'lemonade-staging-8f3a.onrender.com', 'web-production-14545.onrender.com'])(
    'is %s for the application itself',
    (name) => expect(report(file('src/api.ts', at(name)))).toEqual(['dune-host']),
  );

  it("says nothing where it is another application's", () => {
    expect(report(file('src/api.ts', at('cat-facts.onrender.com')))).toEqual([]);
  });

  it('is hardly that of another where several files go to it', () => {
    const files = ['src/api.ts', 'src/socket.ts'].map((path) => file(path, at('orangeade.onrender.com')));
    expect(report(...files)).toEqual(['dune-host']);
  });
});

describe('A credential of a workflow', () => {
  const token = read('RELEASE_GITHUB_TOKEN');

  it('is for the platform that it runs on', () => {
    expect(report(file('.github/workflows/release.yml', token))).toEqual([]);
  });

  it('is one of the application in its sources', () => {
    expect(report(file('src/env.ts', token))).toEqual(['github-api']);
  });

  it.each([
    ['.github/workflows/ios.yml', []],
    ['.gitlab-ci.yml', []],
    ['src/auth.ts', ['apple-sign-in']],
  ])('who signs is told in %s', (path, expected) => {
    expect(report(file(path, read('APPLE_TEAM_ID')))).toEqual(expected);
  });

  it.each([
    ['APPLE_ID', []],
    ['APPLE_APP_SPECIFIC_PASSWORD', []],
    ['APPLE_KEY_ID', ['apple-sign-in']],
  ])('a team beside %s is told as %s', (other, expected) => {
    expect(report(file('forge.config.ts', read('APPLE_TEAM_ID'), read(other)))).toEqual(expected);
  });
});

describe('A webhook of a provider', () => {
  const routed = (provider: string | null, route: string | null) => {
    const webhook: WebhookFact = {
      ...AT,
      endLine: 9,
      provider,
      route,
      method: 'POST',
      framework: 'express',
      verification: 'unverified',
      why: 'no-verification',
      verifiedAt: null,
      delegations: [],
    };
    return { path: 'src/hooks.ts', facts: { ...NO_FACTS, webhooks: [webhook] } };
  };

  it.each<[string, string | null, string | null, string[]]>([
    ['that its route names', 'dune', '/webhooks/dune', ['dune likely']],
    ['at the other end of the route', 'dune', '/api/dune/webhook', ['dune likely']],
    ['whose route names another', 'dune', '/webhooks/pg', []],
    ['whose route says what is told', 'dune', '/webhooks/orders', []],
    ['that only its route names', null, '/webhooks/dune', []],
    ['without a route', 'dune', null, []],
  ])('%s', (_title, provider, route, expected) => {
    const found = gatherIntegrations(findEvidence(routed(provider, route), rulebook, new Map(), own), rulebook);
    expect(found.map((i) => `${i.provider} ${i.confidence}`)).toEqual(expected);
  });
});

it.each([
  ['.env', 'APPLE_TEAM_ID'],
  ['.env', 'REDIS_HOST'],
  ['config/cache.php', 'REDIS_CACHE_CONNECTION'],
])('Of %s with %s over and over the evidence is found in linear time', (path, name) => {
  const rules = compileRulebook([makeRule('dune', { detect: { env: [{ name }] } })]);
  const find = (size: number) => findEvidence(file(path, ...Array.from({ length: size }, () => read(name))), rules);
  expect(growthOf(find, 3_000)).toBeLessThan(MOST_GROWTH);
});
