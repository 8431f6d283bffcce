import { describe, expect, it } from 'vitest';
import { checkExposedSecret } from '../../../src/core/checks/check-exposed-secret.ts';
import type { FileFacts } from '../../../src/core/inventory/file-facts.ts';
import { compileRulebook } from '../../../src/core/rulebook/compile-rulebook.ts';
import { NO_FACTS } from '../../../src/core/types.ts';
import { makeCheckInput } from '../../support/make-check-input.ts';
import { makeRule } from '../../support/make-rule.ts';

const rulebook = compileRulebook([
  makeRule('acme', {
    name: 'Acme',
    detect: {
      env: [
        { name: 'ACME_API_KEY', class: 'secret' },
        { name: 'ACME_REGION', class: 'config' },
        { name: 'ACME_ADMIN_KEY', class: 'secret' },
      ],
    },
  }),
  makeRule('maps', {
    detect: {
      env: [
        { name: 'ROADS_API_KEY', class: 'secret' },
        { name: 'ROADS_BROWSER_KEY', class: 'publishable' },
      ],
    },
  }),
  makeRule('open', { detect: { env: [{ name: 'VITE_OPEN_SECRET', class: 'publishable' }] } }),
]);

const file = (path: string, ...names: string[]): FileFacts => ({
  path,
  facts: {
    ...NO_FACTS,
    signals: names.map((name, i) => ({
      kind: 'env',
      name,
      access: 'read',
      value: null,
      optional: false,
      line: i + 1,
      column: 3,
    })),
  },
});

const check = (after: FileFacts[], before: FileFacts[] = []) =>
  checkExposedSecret(makeCheckInput({ before, after, rulebook }));

describe('checkExposedSecret', () => {
  it('says which name, of whom, and what it should be called', () => {
    expect(check([file('src/a.ts', 'PORT', 'NEXT_PUBLIC_ACME_API_KEY')])).toEqual([
      {
        check: 'exposed-secret',
        code: 'exposed-secret',
        severity: 'error',
        provider: 'acme',
        path: 'src/a.ts',
        line: 2,
        column: 3,
        endLine: 2,
        endColumn: null,
        args: { name: 'Acme', variable: 'NEXT_PUBLIC_ACME_API_KEY', prefix: 'NEXT_PUBLIC_', bare: 'ACME_API_KEY' },
        fingerprint: 'exposed-secret/NEXT_PUBLIC_ACME_API_KEY',
      },
    ]);
  });

  const inBrowser = (by: 'client-component' | 'bundle', ...names: string[]): FileFacts => {
    const { path, facts } = file('src/a.tsx', ...names);
    return {
      path,
      facts: { ...facts, signals: facts.signals.map((s) => (s.kind === 'env' ? { ...s, inBrowser: by } : s)) },
    };
  };

  it('tells secrets that code for browsers reads without a prefix, and more loudly where they surely get there', () => {
    const names = ['PORT', 'DB_PASSWORD', 'ACME_API_KEY', 'ROADS_API_KEY', 'ACME_REGION', 'NEXT_PUBLIC_ACME_REGION'];
    const told = (files: FileFacts[], before: FileFacts[] = []) =>
      check(files, before).map((f) => [f.args['variable'], f.args['by'], f.severity]);
    expect(told([inBrowser('bundle', ...names)])).toEqual([
      ['DB_PASSWORD', 'bundle', 'error'],
      ['ACME_API_KEY', 'bundle', 'error'],
    ]);
    expect(told([inBrowser('client-component', 'DB_PASSWORD')])).toEqual([
      ['DB_PASSWORD', 'client-component', 'warning'],
    ]);
    expect(told([inBrowser('bundle', 'DB_PASSWORD')], [file('src/b.ts', 'DB_PASSWORD')])).toHaveLength(1);
    expect(told([inBrowser('bundle', 'DB_PASSWORD')], [inBrowser('bundle', 'DB_PASSWORD')])).toEqual([]);
  });

  it.each([
    'VITE_STRIPE_SECRET_KEY',
    'EXPO_PUBLIC_DATABASE_URL',
    'REACT_APP_DB_PASSWORD',
    'PUBLIC_JWT_SECRET',
    'NUXT_PUBLIC_SUPABASE_SERVICE_ROLE_KEY',
    'GATSBY_SHOP_CLIENT_SECRET',
    'VUE_APP_PRIVATE_KEY',
    'VITE_ACME_ADMIN_KEY',
  ])('takes %s for a secret', (name) => {
    expect(check([file('src/a.ts', name)]).map((f) => f.args['variable'])).toEqual([name]);
  });

  it.each([
    'STRIPE_SECRET_KEY',
    'NEXT_PUBLIC_SUPABASE_ANON_KEY',
    'NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY',
    'NEXT_PUBLIC_POSTHOG_KEY',
    'VITE_FIREBASE_API_KEY',
    'VITE_GOOGLE_MAPS_API_KEY',
    'VITE_SENTRY_DSN',
    'NEXT_PUBLIC_RECAPTCHA_SITE_KEY',
    'REACT_APP_OAUTH_CLIENT_ID',
    'NEXT_PUBLIC_VAPID_PUBLIC_KEY',
    'PUBLIC_KEY',
    'VITE_ENABLE_PASSWORD',
    'VITE_E2E_PASSWORD',
    'VITE_PASSWORD_MIN_LENGTH',
    'NEXT_PUBLIC_ROADS_API_KEY',
    'NEXT_PUBLIC_ACME_REGION',
    'NEXT_PUBLIC_SOME_API_KEY',
    'VITE_OPEN_SECRET',
  ])('leaves %s alone', (name) => {
    expect(check([file('src/a.ts', name)])).toEqual([]);
  });

  it.each([
    [['site'], []],
    [['site', 'site'], []],
    [['site', 'set'], ['VITE_DATABASE_URL']],
    [['open'], ['VITE_DATABASE_URL']],
    [['none'], ['VITE_DATABASE_URL']],
  ] as const)('tells of an address that is given %j: %j', (values, told) => {
    const name = 'VITE_DATABASE_URL';
    const files = values.map((value, i): FileFacts => {
      const { path, facts } = file(`.env.${i}`, name);
      return {
        path,
        facts: {
          ...facts,
          signals: facts.signals.map((s) => (s.kind === 'env' ? { ...s, access: 'declared', value } : s)),
        },
      };
    });
    expect(check([...files, file('src/a.ts', name)]).map((f) => f.args['variable'])).toEqual(told);
  });

  it('says it once, where it is used rather than announced, and not of tests', () => {
    const name = 'VITE_JWT_SECRET';
    expect(check([file('.env.example', name), file('src/a.ts', name)]).map((f) => f.path)).toEqual(['src/a.ts']);
    expect(check([file('.env.example', name)]).map((f) => f.path)).toEqual(['.env.example']);
    expect(check([file('test/a.test.ts', name)])).toEqual([]);
  });

  it('is silent about a name that stood there before', () => {
    const name = 'VITE_JWT_SECRET';
    expect(check([file('src/b.ts', name)], [file('src/a.ts', name)])).toEqual([]);
  });
});
