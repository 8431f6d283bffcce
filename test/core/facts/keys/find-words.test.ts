import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findWords, type ShortWords } from '../../../../src/core/facts/keys/find-words.ts';
import { pairOf } from '../../../../src/core/facts/keys/pattern-shape.ts';

const SHORTEST = 6;

function shortWords(pairs: readonly string[], marks: string): ShortWords {
  const table = new Uint8Array(128 * 128);
  for (const pair of pairs) table[pairOf(pair)] = 1;
  return { pairs: table, marks };
}

function show(text: string, short: ShortWords): string[] {
  const shown: string[] = [];
  findWords(text, short, SHORTEST, {
    atom: (start, end) => shown.push(`atom ${text.slice(start, end)}`),
    wide: (start, end) => shown.push(`wide ${text.slice(start, end)}`),
  });
  return shown;
}

describe('findWords', () => {
  const short = shortWords(['sk', 'SG'], ':');

  it.each<[string, string, string[]]>([
    ['a long word between short ones', 'let x = "abcdef12";', ['atom abcdef12', 'wide abcdef12']],
    ['a word of the shortest length', 'abcdef', ['atom abcdef', 'wide abcdef']],
    ['no word below it', 'abcde', []],
    ['parts of a run', 'abcdef.SG.x', ['atom abcdef', 'atom SG', 'wide abcdef.SG.x']],
    ['a run of short parts', 'a/b/c/d', ['wide a/b/c/d']],
    ['a short word before a mark', '(sk1:', ['atom sk1']],
    ['no other word before a mark', '(id:', []],
    ['no short word before another sign', '(sk1=', []],
    [
      'a short word before a mark once, in a run that is long',
      'abcdef.sk1:',
      ['atom abcdef', 'atom sk1', 'wide abcdef.sk1'],
    ],
    ['a word behind an escape', '\\nabcdef', ['atom abcdef', 'wide nabcdef']],
    ['nothing', '', []],
  ])('shows %s', (_, text, shown) => {
    expect(show(text, short)).toEqual(shown);
  });

  it('shows what a look at each character finds', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'aZ9_.sk=: "é\n'), maxLength: 60 });
    fc.assert(
      fc.property(texts, (text) => {
        const runs = [...text.matchAll(/[\w.-]{6,}/g)].flatMap(([run]) => [
          ...run
            .split('.')
            .filter((w) => w.length >= 6 || w.startsWith('sk'))
            .map((w) => `atom ${w}`),
          `wide ${run}`,
        ]);
        const ends = [...text.matchAll(/(?<![\w.-])[\w.-]{2,5}(?=:)/g)].flatMap(([run]) =>
          run
            .split('.')
            .filter((w) => w.startsWith('sk'))
            .map((w) => `atom ${w}`),
        );
        expect(show(text, short)).toEqual([...runs, ...ends]);
      }),
    );
  });
});
