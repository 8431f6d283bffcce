import { describe, expect, it } from 'vitest';
import { readSignals } from '../../read-signals.ts';

describe('imports of JavaScript', () => {
  it.each([
    ["import a from 'a1'", ['a1@1:16']],
    ["import 'a1'", ['a1@1:9']],
    ['import { a,\n  b as c // x\n} from "a1"', ['a1@3:9']],
    ["import type { A } from 'a1'", ['a1@1:25']],
    ["import * as a from 'a1'", ['a1@1:21']],
    ["import a, { 'b-c' as d } from 'a1'", ['a1@1:32']],
    ["import{a}from'a1';import b from'b1'", ['a1@1:15', 'b1@1:33']],
    ["export * from 'a1'; export { b } from 'b1'", ['a1@1:16', 'b1@1:40']],
    ["await import(/* chunk */ 'a1')", ['a1@1:27']],
    ['await import(`a1`)', ['a1@1:15']],
    ["const a = require('a1')", ['a1@1:20']],
    ["require.resolve('a1')", ['a1@1:18']],
    ["import a = require('a1')", ['a1@1:21']],
    ["// A sentence that ends with a dot.\nimport 'a1'", ['a1@2:9']],
    ["import Stripe from 'npm:stripe@12'", ['stripe@1:25']],
    ["type A = import('a1').A", ['a1@1:18']],
  ])('are found in %j', (text, expected) => {
    expect(readSignals('javascript', 'import', text)).toEqual(expected);
  });

  it.each([
    "// import a from 'a1'",
    "/* require('a1') */",
    'const text = "import a from \'a1\'"',
    "const text = `require('a1')`",
    "import a from '../a1'",
    "jest.mock('a1')",
    "module.require('a1')",
    "export const a = <p>Choose from 'a1'</p>",
    "Array.from('a1')",
    'import(name)',
    'import(`a1/${name}`)',
    "const a = /require('a1')/",
  ])('are not found in %j', (text) => {
    expect(readSignals('javascript', 'import', text)).toEqual([]);
  });
});

describe('env reads of JavaScript', () => {
  it.each([
    ['process.env.A_B', ['A_B@1:13']],
    ["process.env['A']", ['A@1:14']],
    ['process.env["A"]', ['A@1:14']],
    ['process.env[`A`]', ['A@1:14']],
    ['process.env?.A', ['A@1:14']],
    ['process?.env?.["A"]', ['A@1:17']],
    ['globalThis.process.env.A', ['A@1:24']],
    ['process.env.A!', ['A@1:13']],
    ['process.env.A ?? 1', ['A?@1:13']],
    ['(process.env.A!) || 1', ['A?@1:14']],
    ['process.env.A === 1', ['A@1:13']],
    ['import.meta.env.VITE_A', ['VITE_A@1:17']],
    ['(import.meta as any).env?.VITE_A', ['VITE_A@1:27']],
    ['(process as unknown as { env: Record<string, string> }).env.A', ['A@1:61']],
    ['process as Thing; (other).env.A', []],
    ["Deno.env.get('A')", ['A@1:15']],
    ["Deno.env.get('A') ?? ''", ['A?@1:15']],
    ['Bun.env.A', ['A@1:9']],
    ["Config.redacted('A_B')", ['A_B@1:18']],
    ["Config.string('A').pipe(Config.withDefault('b'))", ['A?@1:16']],
    ["Config.string('A').pipe(Config.map(b))", ['A@1:16']],
    ["Config.string('not a name')", []],
    ["Config.get('A')", []],
    ['`${process.env.A}/${`${process.env.B}`}`', ['A@1:16', 'B@1:36']],
    ["const { A, B: b, C = 'x,{', ...rest } = process.env", ['A@1:9', 'B@1:12', 'C?@1:18']],
    ['const {\n  A, // }\n  B = 1\n} = import.meta.env', ['A@2:3', 'B?@3:3']],
    ["<p>Don't {process.env.A}</p>", ['A@1:23']],
    ["import {\n  A_B,\n  C as d } from '$env/static/private'", ['A_B@2:3', 'C@3:3']],
    ["import { A } from 'astro:env/server'; import { B } from '$env/static/public'", ['A@1:10', 'B@1:48']],
    [
      "import { env } from '$env/dynamic/private';\nenv.A ?? env['B']; const { C } = env",
      ['A?@2:5', 'B@2:15', 'C@2:28'],
    ],
    ["import { env } from 'cloudflare:workers'; x(env.A, y.env.B)", ['A@1:49']],
    ["<p>the users' data\n{process.env.A}</p>", ['A@2:14']],
    ['a = b / c; process.env.A; d = e / f', ['A@1:24']],
    ['x.replace(/[/"`]/g, process.env.A)', ['A@1:33']],
  ])('are found in %j', (text, expected) => {
    expect(readSignals('javascript', 'env', text)).toEqual(expected);
  });

  it.each([
    '// process.env.A',
    '<!-- process.env.A -->',
    '"process.env.A"',
    '`process.env.A`',
    "process.env.A = 'x'",
    'delete process.env.A',
    'process.env[name]',
    'c.env.A',
    "env('A')",
    'process.environment.A',
    "import { env } from '../env'; env.A",
    "import { A } from '$lib/env'; import type { B } from 'astro:content'",
    '/process.env.A/',
  ])('are not found in %j', (text) => {
    expect(readSignals('javascript', 'env', text)).toEqual([]);
  });
});

describe('components of Vue, Svelte and Astro', () => {
  const vue =
    "<script setup>\nimport a from 'a1'\n</script>\n<template>\n  <p>Don't / `x` it's</p> <!-- import 'b1' -->\n" +
    "  <img src=\"https://a.io/x\" /> {{ process.env.A }}\n</template>\n<style>\n/* ' */ a { b: url('c') }\n</style>";
  const svelte =
    "<script lang=\"ts\">\n  import a from 'a1';\n</script>\n{#if a}<b on:click={() => f(`${a}`)} />{:else}it's{/if}\n" +
    "<script src='https://a.io/x'></script>{process.env.A}";
  const astro =
    "---\nimport a from 'a1';\nconst b = await fetch('https://a.io/x');\n---\n<b {...a}>{b ? <i>it's</i> : ''}</b>\n{process.env.A}";
  it.each([
    ['Vue', vue, ['a1@2:16', 'a.io /x@6:21', 'A@6:47']],
    ['Svelte', svelte, ['a1@2:18', 'a.io /x@5:22', 'A@5:52']],
    ['Astro', astro, ['a1@2:16', 'a.io /x@3:32', 'A@6:14']],
  ])('are read in %s', (_what, text, expected) => {
    const found = ['import', 'host', 'env'].flatMap((kind) => readSignals('javascript', kind, text));
    expect(found).toEqual(expected);
  });
});
