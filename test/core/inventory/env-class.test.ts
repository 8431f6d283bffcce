import { describe, expect, it } from 'vitest';
import { envClass } from '../../../src/core/inventory/env-class.ts';
import { compileRulebook } from '../../../src/core/rulebook/compile-rulebook.ts';
import { makeRule } from '../../support/make-rule.ts';

const rulebook = compileRulebook([
  makeRule('acme', { detect: { env: [{ name: 'ACME_ID', class: 'secret' }, { name: 'ACME_*' }] } }),
]);

describe('envClass', () => {
  it.each([
    ['ACME_ID', 'acme', 'secret'],
    ['NEXT_PUBLIC_ACME_ID', 'acme', 'secret'],
    ['ACME_API_KEY', 'acme', 'secret'],
    ['DB_PASSWORD', null, 'secret'],
    ['SESSION_SECRET', null, 'secret'],
    ['DATABASE_URL', null, 'secret'],
    ['NEXT_PUBLIC_SOME_KEY', null, 'publishable'],
    ['NEXT_PUBLIC_SITE_URL', null, 'config'],
    ['SUPABASE_ANON_KEY', null, 'publishable'],
    ['PORT', null, 'config'],
    ['MONKEY', null, 'config'],
    ['CORS_ALLOW_CREDENTIALS', null, 'config'],
  ] as const)('takes %s of %s for %s', (name, provider, expected) => {
    expect(envClass(name, provider, rulebook)).toBe(expected);
  });
});
