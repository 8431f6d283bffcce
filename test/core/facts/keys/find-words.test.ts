import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePlaces } from '../../../../src/core/facts/keys/compile-places.ts';
import { findWords, type ShortWords, type WordVisitor } from '../../../../src/core/facts/keys/find-words.ts';
import { pairOf } from '../../../../src/core/facts/keys/patterns/pattern-shape.ts';
import { placesOf } from './places-of.ts';

const table = compilePlaces([]);

function shortWords(pairs: readonly string[], signs: string): ShortWords {
  const short = { pairs: new Uint8Array(128 * 128), joints: new Uint8Array(128) };
  for (const pair of pairs) short.pairs[pairOf(pair)] = 1;
  for (const sign of signs) short.joints[sign.charCodeAt(0)] = 1;
  return short;
}

function show(text: string, short: ShortWords): string[] {
  const shown: string[] = [];
  const utf8 = Buffer.from(text);
  const visitor: WordVisitor = {
    atom: (from, to) => shown.push(`atom ${utf8.toString('utf8', from, to)}`),
    wide: (from, to) => shown.push(`wide ${utf8.toString('utf8', from, to)}`),
  };
  placesOf(text, table, (from) => findWords(utf8, from, short, visitor));
  return shown;
}

describe('findWords', () => {
  const short = shortWords(['sk', 'SG'], ':=');
  const LONG = 'abcdefgh12345678';

  it.each<[string, string, string[]]>([
    ['a long word between short ones', `let x = "${LONG}";`, [`atom ${LONG}`, `wide ${LONG}`]],
    ['no word below the shortest length', 'abcdefgh1234567', []],
    ['parts of a run', `${LONG}.SG.x`, [`atom ${LONG}`, 'atom SG', `wide ${LONG}.SG.x`]],
    ['a run of short parts', 'ab/cd/ef/gh/ij/kl', ['wide ab/cd/ef/gh/ij/kl']],
    ['a short word that is joined to a long one', `(sk1:${LONG}`, ['atom sk1', `atom ${LONG}`, `wide ${LONG}`]],
    ['short words one behind the other', `sk1=sk2:${LONG}`, ['atom sk2', 'atom sk1', `atom ${LONG}`, `wide ${LONG}`]],
    ['no other word that is joined', `id:${LONG}`, [`atom ${LONG}`, `wide ${LONG}`]],
    ['no short word before another sign', `sk1,${LONG}`, [`atom ${LONG}`, `wide ${LONG}`]],
    ['no short word alone', '(sk1:', []],
    ['a word behind an escape', `\\n${LONG}`, [`atom ${LONG}`, `wide n${LONG}`]],
    ['a word behind an escape of four digits', `\\u0022${LONG}`, [`atom ${LONG}`, `wide u0022${LONG}`]],
    ['a word that only begins as an escape', `\\u00xy${LONG}`, [`atom u00xy${LONG}`, `wide u00xy${LONG}`]],
    ['a word between letters beyond ASCII', `é${LONG}ж`, [`atom ${LONG}`, `wide ${LONG}`]],
    ['the default of a variable', `\${NAME:-${LONG}}`, [`atom ${LONG}`, `wide ${LONG}`]],
    ['a word that begins with a dash', `id:-${LONG}`, [`atom -${LONG}`, `wide -${LONG}`]],
    ['nothing', '', []],
  ])('shows %s', (_, text, shown) => {
    expect(show(text, short)).toEqual(shown);
  });

  it('tells where a run ends', () => {
    const visitor: WordVisitor = { atom: () => undefined, wide: () => undefined };
    const ends = [`${LONG}.x y`, LONG].map((text) => findWords(Buffer.from(text), 0, short, visitor));
    expect(ends).toEqual([18, 16]);
  });

  it('tells what kinds of characters a word holds, without those of an escape', () => {
    const kinds = (text: string): number[] => {
      const told: number[] = [];
      const visitor: WordVisitor = { atom: (_, __, k) => told.push(k), wide: () => undefined };
      placesOf(text, table, (from, utf8) => findWords(utf8, from, short, visitor));
      return told;
    };
    expect(kinds(`\\n${'0a1b2c3d'.repeat(2)}`)).toEqual(kinds(`"${'0a1b2c3d'.repeat(2)}`));
  });

  it('shows what a look at each character finds', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'aZ9_.s=: "é\n'), maxLength: 60 });
    fc.assert(
      fc.property(fc.array(fc.oneof(texts, fc.constant(LONG))), (parts) => {
        const text = parts.join('');
        const runs = [...text.matchAll(/[\w.]{16,}/g)].flatMap(([run]) => [
          ...run
            .split('.')
            .filter((w) => w.length >= 16 || w.startsWith('sk'))
            .map((w) => `atom ${w}`),
          `wide ${run}`,
        ]);
        expect(show(text, shortWords(['sk'], ''))).toEqual(runs);
      }),
    );
  });
});
