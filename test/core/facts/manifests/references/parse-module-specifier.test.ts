import { describe, expect, it } from 'vitest';
import { parseModuleSpecifier } from '../../../../../src/core/facts/manifests/references/parse-module-specifier.ts';

describe('parseModuleSpecifier', () => {
  it.each([
    ['npm:stripe', 'npm', 'stripe', null],
    ['npm:stripe@^1/deep/path', 'npm', 'stripe', '^1'],
    ['npm:/@a/b@1/', 'npm', '@a/b', '1'],
    ['jsr:@std/path@1/posix', 'jsr', '@std/path', '1'],
    ['https://esm.sh/stripe@12?target=deno', 'npm', 'stripe', '12'],
    ['https://esm.sh/v135/@supabase/supabase-js@2.44.2/dist/x.js', 'npm', '@supabase/supabase-js', '2.44.2'],
    ['https://esm.sh/*preact@10/hooks', 'npm', 'preact', '10'],
    ['https://esm.sh/jsr/@std/path@1', 'jsr', '@std/path', '1'],
    ['https://unpkg.com/htm@3/dist/htm.js', 'npm', 'htm', '3'],
    ['https://cdn.jsdelivr.net/npm/@a/b@1/+esm', 'npm', '@a/b', '1'],
    ['https://cdn.skypack.dev/lodash', 'npm', 'lodash', null],
  ])('reads %s', (target, ecosystem, name, version) => {
    expect(parseModuleSpecifier(target)).toEqual({ ecosystem, name, version });
  });

  it.each([
    './x.ts',
    'https://deno.land/x/oak@v1/mod.ts',
    'https://esm.sh/gh/owner/repo',
    'https://cdn.jsdelivr.net/gh/owner/repo',
    'jsr:path',
    'npm:',
    'node:fs',
    'https://esm.sh/',
  ])('finds no package in %s', (target) => {
    expect(parseModuleSpecifier(target)).toBeNull();
  });
});
