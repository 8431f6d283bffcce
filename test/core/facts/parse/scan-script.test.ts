import { describe, expect, it } from 'vitest';
import { MAX_TOKENS, scanScript } from '../../../../src/core/facts/parse/scan-script.ts';

const HASH = { lineComment: '#', blockComment: false, tripleQuotes: false, interpolation: '#{' } as const;
const SLASHES = { lineComment: '//', blockComment: true, tripleQuotes: true, interpolation: '$' } as const;

const brief = (text: string, syntax: typeof HASH | typeof SLASHES): string[] =>
  scanScript(text, syntax).tokens.map((t) => `${t.at} ${t.kind}${t.dynamic ? '!' : ''} ${JSON.stringify(t.text)}`);

describe('scanScript', () => {
  it('splits words, strings and marks, and drops comments', () => {
    expect(brief('gem "a" # "b"\nx.y?', HASH)).toEqual([
      '0 word "gem"',
      '4 string "a"',
      '13 newline "\\n"',
      '14 word "x"',
      '15 mark "."',
      '16 word "y?"',
    ]);
    expect(brief('a /* "b" */ // c', SLASHES)).toEqual(['0 word "a"']);
  });

  it('knows strings that are computed', () => {
    expect(brief('"a#{b}" \'a#{b}\'', HASH)).toEqual(['0 string! "a#{b}"', '8 string "a#{b}"']);
    expect(brief('"$a" """\nx"\n""" "b"', SLASHES)).toEqual([
      '0 string! "$a"',
      '5 string! "\\nx\\"\\n"',
      '16 string "b"',
    ]);
  });

  it('lets an unpaired quote swallow nothing but itself', () => {
    expect(brief("it's\n'a\\'b'", HASH)).toEqual([
      '0 word "it"',
      '2 mark "\'"',
      '3 word "s"',
      '4 newline "\\n"',
      '5 string "a\\\\\'b"',
    ]);
  });

  it('stops at its limit', () => {
    const { tokens, complete } = scanScript('.'.repeat(MAX_TOKENS + 1), HASH);
    expect([tokens.length, complete]).toEqual([MAX_TOKENS, false]);
    expect(scanScript('a', HASH).complete).toBe(true);
  });

  it('is linear in quotes and escapes', () => {
    for (const piece of ["\\'", '"\\', '\'"', '/*', '"""'])
      expect(scanScript(piece.repeat(200_000), SLASHES).tokens.length).toBeLessThanOrEqual(MAX_TOKENS);
  });
});
