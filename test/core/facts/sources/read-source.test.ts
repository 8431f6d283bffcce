import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLACES_PER_FACT, SIGNALS_PER_KIND } from '../../../../src/core/facts/sources/collect-signals.ts';
import { makeCodeTexts, readSource } from '../../../../src/core/facts/sources/read-source.ts';
import type { Language, Signal } from '../../../../src/core/types.ts';

const LANGUAGES = ['javascript', 'python', 'rust', 'swift'] as const;
const codeTexts = makeCodeTexts(['.storage.from(', 'supabase.auth']);
const codeOf = (language: Language, text: string) => readSource(language, text, { codeTexts }).code();

/** What the text at a signal's place must start with. */
function wordOf(signal: Signal): string {
  if (signal.kind === 'host') return signal.host.replace('*.', '');
  if (signal.kind === 'env') return signal.name;
  if (signal.kind === 'code') return signal.text.slice(0, 1);
  if (signal.kind !== 'import') return '?';
  return signal.module.startsWith('google.cloud.') ? (signal.module.split('.').at(-1) ?? '?') : signal.module;
}

function checkLaws(language: Language, text: string): void {
  const { signals, code } = readSource(language, text, { codeTexts });
  expect(code().length).toBe(text.length);
  expect(code().replace(/[^\r\n]/g, '')).toBe(text.replace(/[^\r\n]/g, ''));
  const lines = text.split('\n');
  for (const signal of signals) {
    const rest = (lines[signal.line - 1] ?? '').slice(signal.column - 1).toLowerCase();
    expect(rest.slice(0, wordOf(signal).length)).toBe(wordOf(signal).toLowerCase());
  }
}

describe('readSource', () => {
  it('keeps its laws on any text', () => {
    fc.assert(fc.property(fc.constantFrom(...LANGUAGES), fc.string({ unit: 'binary', maxLength: 80 }), checkLaws));
  });

  it('keeps its laws on any joint of tricky pieces', () => {
    const marks = [
      '`',
      '${',
      '}',
      '{',
      '"',
      "'",
      '"""',
      '/',
      '//',
      '/*',
      '*/',
      '\\',
      '\n',
      '\r\n',
      '#',
      '<!--',
      '-->',
      ',',
    ];
    const words = [
      'process.env.A',
      "['A']",
      "import 'a1'",
      "import a from 'b1'",
      'from ',
      'import ',
      'require(',
      ')',
      '??',
    ];
    const urls = [
      'https://',
      'a.acme.io',
      'postgres://',
      '@',
      ':',
      '/x',
      'supabase',
      '.storage',
      '.from(',
      '.auth',
      ' = ',
    ];
    const others = ["os.getenv('A')", 'f"', '\\(', 'r#"', '"#', 'use a::b;', 'env!("A")', 'const { A } = process.env'];
    const pieces = [...marks, ...words, ...urls, ...others, 'from google.cloud import storage'];
    const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(fc.property(fc.constantFrom(...LANGUAGES), texts, checkLaws), { numRuns: 3000 });
  });

  it.each([
    ['javascript', '#!/x y\na // b\nc /* d\r\n e */ f', '      \na     \nc     \r\n      f'],
    ['javascript', "a = '//b' // c", "a = '//b'     "],
    ['javascript', 'a = /[/*]/; b /* c */', 'a = /[/*]/; b        '],
    ['javascript', '`//${a /* b */}//`', '`//${a        }//`'],
    ['javascript', 'a /* never closed', 'a /* never closed'],
    ['javascript', "<p>don't</p> // a", "<p>don't</p>     "],
    ['python', '"""a"""\nb = "#c" # d', '""" """\nb = "#c"    '],
    ['rust', "a /* b /* c */ */ 'd' // e", "a                 'd'     "],
    ['swift', 'a("//\\("//")//") // b', 'a("//\\("//")//")     '],
  ] as const)('blanks the comments of %s in %j', (language, text, expected) => {
    expect(codeOf(language, text)).toBe(expected);
  });

  it('gives nothing for a language without a reader', () => {
    const { signals, code } = readSource('go', 'import "a"', { codeTexts });
    expect([signals, code()]).toEqual([[], 'import "a"']);
  });

  it('keeps the first places of a fact, and a limit per kind', () => {
    const same = readSource('javascript', 'process.env.A;\n'.repeat(50), { codeTexts }).signals;
    expect(same.map(({ line }) => line)).toEqual(Array.from({ length: PLACES_PER_FACT }, (_, index) => index + 1));
    const many = Array.from({ length: SIGNALS_PER_KIND + 10 }, (_, index) => `process.env.A${index};`).join('');
    expect(readSource('javascript', many, { codeTexts }).signals.length).toBe(SIGNALS_PER_KIND);
  });

  it.each([
    ['near matches of addresses', '"' + 'https://'.repeat(150_000) + '"'],
    ['near matches of connection strings', '"' + 'postgres://a@'.repeat(150_000) + '"'],
    ['near matches of env reads', 'process.env.'.repeat(150_000)],
    ['patterns that never open', '} = process.env;'.repeat(150_000)],
    ['an unclosed template', '`' + 'a'.repeat(2_000_000)],
    ['unclosed comments', 'import/*'.repeat(150_000)],
    ['deep holes', '`${'.repeat(100_000)],
    ['escaped quotes', "\\'".repeat(300_000)],
    ['character classes', '/['.repeat(300_000)],
    ['imports without end', 'import {'.repeat(150_000)],
    ['f-strings without end', 'f"{'.repeat(150_000)],
    ['white space', 'supabase' + ' '.repeat(2_000_000)],
  ])('reads %s in bounded time', (_what, text) => {
    for (const language of LANGUAGES) expect(codeOf(language, text).length).toBe(text.length);
  });

  it('reads one line of 10 MB', () => {
    const text = 'x=1;'.repeat(2_500_000) + 'process.env.A';
    const { signals } = readSource('javascript', text, { codeTexts });
    expect(signals.map(({ line, column }) => [line, column])).toEqual([[1, 10_000_013]]);
  });
});
