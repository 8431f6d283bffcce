import { describe, expect, it } from 'vitest';
import { findOption, splitStatements } from '../../../../../src/core/facts/manifests/scripts/script-statements.ts';
import { scanScript } from '../../../../../src/core/facts/parse/scan-script.ts';

describe('splitStatements', () => {
  const SYNTAX = { lineComment: '#', blockComment: false, tripleQuotes: false, interpolation: '#{' } as const;
  const split = (text: string): string[] =>
    [...splitStatements(scanScript(text, SYNTAX).tokens)].map((s) => s.map((t) => t.text).join(' '));

  it('joins lines inside of brackets and behind commas', () => {
    expect(split('a (b\nc)\nd "e",\n f\ng; h {\ni }\n\n')).toEqual(['a ( b c )', 'd e , f', 'g', 'h {', 'i }']);
  });

  it('does not go on for ever behind an open bracket', () => {
    expect(split(`(${'a\n'.repeat(10_000)}`).length).toBeGreaterThan(4);
  });

  it.each([
    ['gem "x", group: :test, path: "y"', 'group', [':', 'test']],
    ['gem "x", :path => "../y"', 'path', ['../y']],
    ['gem "x", "path" => "y"', 'path', ['y']],
    ['f(name = "a", version = "1")', 'version', ['1']],
    ['only: [:dev, :test], x: 1', 'only', ['[', ':', 'dev', ',', ':', 'test', ']']],
    ['path == 1', 'path', null],
    ['path', 'path', null],
  ])('finds an option in %s', (text, name, value) => {
    expect(findOption(scanScript(text, SYNTAX).tokens, name)?.map((t) => t.text) ?? null).toEqual(value);
  });
});
