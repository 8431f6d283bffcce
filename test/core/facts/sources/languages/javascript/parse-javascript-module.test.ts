import { describe, expect, it } from 'vitest';
import { parseJavascriptModule } from '../../../../../../src/core/facts/sources/languages/javascript/parse-javascript-module.ts';

describe('parseJavascriptModule', () => {
  it.each([
    ['stripe', 'stripe', 0],
    ['posthog-js/react', 'posthog-js/react', 0],
    ['@sentry/nextjs', '@sentry/nextjs', 0],
    ['npm:stripe@12', 'stripe', 4],
    ['npm:/stripe@12/lib/x', 'stripe/lib/x', 5],
    ['npm:@aws-sdk/client-s3@^3.1', '@aws-sdk/client-s3', 4],
    ['jsr:@supabase/supabase-js@2', '@supabase/supabase-js', 4],
    ['https://esm.sh/stripe@12?target=deno', 'stripe', 15],
    ['https://esm.sh/v135/stripe@12', 'stripe', 20],
    ['https://esm.sh/@supabase/supabase-js@2.1', '@supabase/supabase-js', 15],
    ['https://deno.land/x/postgres@v0.17.0/mod.ts', 'postgres/mod.ts', 20],
  ])('reads %j as the package %j', (specifier, module, at) => {
    expect(parseJavascriptModule(specifier)).toEqual({ module, at });
  });

  it.each([
    './x',
    '../x',
    '/x',
    '.',
    '~/x',
    '@/lib/x',
    '#db',
    '$lib/x',
    'node:fs',
    'fs',
    'fs/promises',
    'bun:sqlite',
    '',
  ])('finds no package in %j', (specifier) => expect(parseJavascriptModule(specifier)).toBeNull());

  it('keeps the URL of a script an address', () => {
    expect(parseJavascriptModule('https://js.stripe.com/v3/')).toBe('address');
  });
});
