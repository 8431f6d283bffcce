import { describe, expect, it } from 'vitest';
import { compileRulebook, extendRulebook } from '../../../src/core/rulebook/compile-rulebook.ts';
import type { Signal } from '../../../src/core/types.ts';
import { makeRule } from '../../support/make-rule.ts';

const rules = [
  makeRule('aws', {
    detect: {
      packages: { npm: ['@aws-sdk/*'] },
      env: [{ name: 'AWS_*' }],
      not: ['@aws-sdk/types', 'AWS_LAMBDA_*'],
      resources: ['aws_*', 'cli:aws'],
      hosts: ['*.amazonaws.com', 'ghcr.io'],
    },
  }),
  makeRule('aws-s3', {
    detect: {
      packages: { npm: ['@aws-sdk/client-s3'], cargo: ['aws-sdk-s3'] },
      resources: ['aws_s3_*', 'cli:aws s3'],
      hosts: ['s3.amazonaws.com'],
    },
  }),
  makeRule('posthog', {
    detect: {
      packages: { npm: ['posthog-js', '@posthog/*'], pypi: ['posthog'] },
      env: [{ name: 'POSTHOG_*' }, { name: 'POSTHOG_KEY', class: 'secret' }],
    },
  }),
  makeRule('discord', { detect: { hosts: ['discord.com/api'] } }),
  makeRule('discord-oauth', { detect: { hosts: ['discord.com/api/oauth2'] } }),
  makeRule('facebook-oauth', { detect: { hosts: ['graph.facebook.com/*/oauth'] } }),
  makeRule('google-cloud-storage', {
    detect: { packages: { pypi: ['google-cloud-storage'] }, imports: { python: ['google.cloud.storage'] } },
  }),
  makeRule('grafana-alloy', { detect: { images: ['grafana/alloy'], actions: ['grafana/setup-alloy'] } }),
  makeRule('ci', { detect: { files: ['.github/workflows/*.yml', 'netlify.toml'] } }),
  makeRule('stripe', {
    detect: {
      packages: {
        go: ['github.com/stripe/stripe-go'],
        rubygems: ['stripe'],
        pub: ['flutter_stripe'],
        nuget: ['Stripe.net'],
      },
      imports: { php: ['Stripe', 'Laravel\\Cashier'], java: ['com.stripe'], csharp: ['Stripe'], elixir: ['Stripe'] },
    },
  }),
  makeRule('redis', { detect: { images: ['redis'] } }),
  makeRule('ollama', { detect: { resources: ['local:11434'] } }),
  makeRule('studio', { detect: { resources: ['local:1234/v1'] } }),
  makeRule('google-maps', { detect: { packages: { rubygems: ['google-maps-*'] }, not: ['google-maps-core'] } }),
  makeRule('storage', { detect: { code: [{ text: '.storage.from(', with: 'aws' }] } }),
];
const rulebook = compileRulebook(rules);
const at = { line: 1, column: 1 };
const npm = (name: string, scope = 'runtime'): Signal =>
  ({ kind: 'package', ecosystem: 'npm', name, version: null, scope, ...at }) as Signal;
const goModule = (name: string): Signal => ({ ...npm(name), ecosystem: 'go' }) as Signal;
const imported = (language: string, module: string): Signal => ({ kind: 'import', language, module, ...at }) as Signal;
const env = (name: string): Signal => ({ kind: 'env', name, access: 'read', value: null, optional: false, ...at });
const host = (name: string, path = '/'): Signal => ({ kind: 'host', host: name, path, ...at });

const image = (name: string): Signal => ({ kind: 'image', image: name, tag: null, ...at });

describe('match', () => {
  it.each<[string, Signal, string[]]>([
    ['a package by its name', npm('posthog-js'), ['posthog']],
    ['a package by its scope', npm('@posthog/react'), ['posthog']],
    ['a literal name before the wildcard of another rule', npm('@aws-sdk/client-s3'), ['aws-s3']],
    ['the wildcard where no literal name stands', npm('@aws-sdk/client-ses'), ['aws']],
    ['no package that the wildcard leaves out', npm('@aws-sdk/types'), []],
    ['no import below a package that is left out', imported('javascript', '@aws-sdk/types/dist/credentials'), []],
    ['no env name that is left out', env('AWS_LAMBDA_FUNCTION_NAME'), []],
    ['no package that only begins alike', npm('posthog-js-lite'), []],
    ['no package of another registry', { ...npm('posthog'), ecosystem: 'cargo' } as Signal, []],
    ['no mere version constraint', npm('posthog-js', 'constraint'), []],
    ['names of the language itself as ordinary names', npm('__proto__'), []],
    ['an import by its package, with a subpath', imported('javascript', 'posthog-js/react'), ['posthog']],
    ['an import by its scope', imported('javascript', '@posthog/ai/openai'), ['posthog']],
    ['a Python import by its own name', imported('python', 'google.cloud.storage.client'), ['google-cloud-storage']],
    ['no Python import of a sibling', imported('python', 'google.cloud.tasks'), []],
    ['a crate by its folded name', imported('rust', 'aws_sdk_s3::Client'), ['aws-s3']],
    ['the part of a name before a shorter wildcard', imported('javascript', '@aws-sdk/client-s3/dist/x'), ['aws-s3']],
    ['a module of Go with its major version', goModule('github.com/stripe/stripe-go/v76'), ['stripe']],
    ['no module of Go that only begins alike', goModule('github.com/stripe/stripe-gopher'), []],
    ['an import of Go', imported('go', 'github.com/stripe/stripe-go/v76/customer'), ['stripe']],
    ['a package of NuGet in whatever case', { ...npm('stripe.NET'), ecosystem: 'nuget' } as Signal, ['stripe']],
    ['a library of Ruby', imported('ruby', 'stripe/webhook'), ['stripe']],
    ['a library of Ruby by folders', imported('ruby', 'google/maps/places/v1'), ['google-maps']],
    ['no library of Ruby that is left out', imported('ruby', 'google/maps/core'), []],
    ['a package of Dart', imported('dart', 'flutter_stripe'), ['stripe']],
    ['a name of PHP', imported('php', 'Stripe\\Exception\\CardException'), ['stripe']],
    ['a name of PHP with a namespace', imported('php', 'Laravel\\Cashier\\Billable'), ['stripe']],
    ['no name of PHP that only begins alike', imported('php', 'StripeClone\\Client'), []],
    ['a class of Java', imported('java', 'com.stripe.model.Charge'), ['stripe']],
    ['a class of Java in Kotlin', imported('kotlin', 'com.stripe.model.Charge'), ['stripe']],
    ['a namespace of C#', imported('csharp', 'Stripe.Checkout'), ['stripe']],
    ['a module of Elixir', imported('elixir', 'Stripe.Customer'), ['stripe']],
    ['no import of another language', imported('ruby', 'com.stripe.model.Charge'), []],
    ['an env name by its prefix', env('POSTHOG_HOST'), ['posthog']],
    ['an env name behind a client prefix', env('NEXT_PUBLIC_POSTHOG_HOST'), ['posthog']],
    ['no env name that only holds the word', env('MY_POSTHOG_HOST'), []],
    ['no env name that is the bare prefix', env('POSTHOG'), []],
    ['a nested setting by the service whose key it holds', env('Stripe__SecretKey'), ['stripe']],
    ['a nested setting of a part of the application', env('SHOP__STRIPE__API_KEY'), ['stripe']],
    ['no nested setting that holds no key', env('Stripe__Currency'), []],
    ['a host below a wildcard', host('email.eu-west-1.amazonaws.com'), ['aws']],
    ['no documentation below a wildcard', host('docs.amazonaws.com', '/s3'), []],
    ['no page for readers below a wildcard', host('www.amazonaws.com', '/blog/news'), []],
    ['no front page below a wildcard', host('www.amazonaws.com'), []],
    ['an API below a wildcard, whatever its first label', host('support.amazonaws.com', '/api/v2/cases'), ['aws']],
    ['the exact host before the wildcard', host('s3.amazonaws.com'), ['aws-s3']],
    ['a host whose first label is not literal', host('*.amazonaws.com'), ['aws']],
    ['not the apex of a wildcard', host('amazonaws.com'), []],
    ['the longest path', host('discord.com', '/api/oauth2/token'), ['discord-oauth']],
    ['the shorter path elsewhere', host('discord.com', '/api/webhooks/1'), ['discord']],
    ['no host without the path', host('discord.com', '/invite'), []],
    ['a path with a free segment', host('graph.facebook.com', '/v21.0/oauth/access_token'), ['facebook-oauth']],
    ['a resource by the longest prefix', { kind: 'resource', type: 'aws_s3_bucket', ...at }, ['aws-s3']],
    ['a provider of Terraform by its types', { kind: 'resource', type: 'terraform:aws', ...at }, ['aws']],
    ['no provider whose name begins alike', { kind: 'resource', type: 'terraform:awscc', ...at }, []],
    ['a command by what it does', { kind: 'resource', type: 'cli:aws s3 sync', ...at }, ['aws-s3']],
    ['a command by its program', { kind: 'resource', type: 'cli:aws iam list-roles', ...at }, ['aws']],
    ['no command that only begins alike', { kind: 'resource', type: 'cli:awscurl get', ...at }, []],
    ['a port, whatever the path', { kind: 'resource', type: 'local:11434/api/chat', ...at }, ['ollama']],
    ['a port with the path that a rule asks for', { kind: 'resource', type: 'local:1234/v1/chat', ...at }, ['studio']],
    ['no port with another path', { kind: 'resource', type: 'local:1234/health', ...at }, []],
    ['a name that a setting chooses, as it is written', { kind: 'resource', type: 'named:aws_s3', ...at }, ['aws-s3']],
    ["no name that is nobody's", { kind: 'resource', type: 'named:local', ...at }, []],
    ['an image in a registry of its owner', { kind: 'image', image: 'x.amazonaws.com/a', tag: null, ...at }, ['aws']],
    ['no image by a registry that everybody pulls from', { kind: 'image', image: 'ghcr.io/a/b', tag: null, ...at }, []],
    ['a copy of an image elsewhere', image('hub.acme.io/cache/grafana/alloy'), ['grafana-alloy']],
    ['a copy of an official image', image('public.ecr.aws/docker/library/redis'), ['redis']],
    ['no image of another owner', image('hub.acme.io/cache/acme/alloy'), []],
    ["no image of another owner in everybody's registry", image('ghcr.io/grafana/alloy'), []],
    ['an image', { kind: 'image', image: 'grafana/alloy', tag: 'v1', ...at }, ['grafana-alloy']],
    [
      'an action in a folder, in any case',
      { kind: 'action', action: 'Grafana/setup-alloy/nested', ref: 'v1', ...at },
      ['grafana-alloy'],
    ],
    ['a call text', { kind: 'code', text: '.storage.from(', ...at }, ['storage']],
  ])('finds %s', (_title, signal, providers) => {
    expect(rulebook.match(signal).map((m) => m.provider)).toEqual(providers);
  });

  it.each<[string, string[]]>([
    ['.github/workflows/ci.yml', ['ci']],
    ['.github/workflows/nested/ci.yml', []],
    ['apps/web/netlify.toml', ['ci']],
    ['netlify.toml.bak', []],
  ])('tells a provider from the path %s', (path, providers) => {
    expect(rulebook.matchPath(path).map((m) => m.provider)).toEqual(providers);
  });

  it('names the companion that a call text needs', () => {
    expect([...rulebook.companions]).toEqual([['storage .storage.from(', 'aws']]);
  });
});

describe('version', () => {
  it('does not depend on the order of the rules', () => {
    expect(compileRulebook(rules.toReversed()).version).toBe(rulebook.version);
  });

  it('changes with a detector', () => {
    expect(compileRulebook([...rules, makeRule('new', { detect: { hosts: ['api.new.dev'] } })]).version).not.toBe(
      rulebook.version,
    );
  });
});

describe('extendRulebook', () => {
  it('adds providers, and replaces those of the same id', () => {
    const extended = extendRulebook(rulebook, [makeRule('discord', { detect: { hosts: ['billing.acme.io'] } })]);
    expect(extended.match(host('billing.acme.io')).map((m) => m.provider)).toEqual(['discord']);
    expect(extended.match(host('discord.com', '/api/x'))).toEqual([]);
  });

  it('has another version with each provider and kind of key: what files say of webhooks and headers goes by them', () => {
    const own = { id: 'internal', name: 'Internal', pattern: 'acme_[a-z]{20}', class: 'secret' } as const;
    const versions = [
      extendRulebook(rulebook, []),
      extendRulebook(rulebook, [makeRule('billing')]),
      extendRulebook(rulebook, [makeRule('billing', { category: 'payments' })]),
      extendRulebook(rulebook, [makeRule('billing')], [own]),
      extendRulebook(rulebook, [], [own]),
    ].map(({ version }) => version);
    expect(versions[0]).toBe(rulebook.version);
    expect(new Set(versions).size).toBe(versions.length);
    expect(extendRulebook(rulebook, [makeRule('billing')], [{ ...own, name: 'Told otherwise' }]).version).toBe(
      versions[3],
    );
  });

  it('keeps the list of keys, by which their compiled patterns are known, unless a rule with keys comes or goes', () => {
    const key = {
      id: 'secret',
      class: 'secret',
      pattern: 'acme_[a-z]{20}',
      detect: 'alone',
      consequence: 'Anyone can pay.',
    } as const;
    const known = compileRulebook([makeRule('acme', { keys: [key] }), makeRule('sentry')]);
    expect(extendRulebook(known, [makeRule('billing')]).keys).toBe(known.keys);
    expect(extendRulebook(known, [makeRule('acme')]).keys).toEqual([]);
    expect(extendRulebook(known, [makeRule('sentry', { keys: [key] })]).keys).toEqual([
      { provider: 'acme', rule: key },
      { provider: 'sentry', rule: key },
    ]);
  });
});
