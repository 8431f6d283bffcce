import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCommands } from '../../../../../src/core/facts/manifests/scripts/find-commands.ts';

const linesOf = (script: string): string[] =>
  findCommands(script).map(({ words }) => words.map((word) => word.text).join(' '));

describe('findCommands', () => {
  it.each([
    ['a b; c && d || e | f &', ['a b', 'c', 'd', 'e', 'f']],
    ['a \\\n  b\nc', ['a b', 'c']],
    ['a \\\r\n  b\r\nc', ['a b', 'c']],
    ['# a\nb # c\nd#e', ['b', 'd#e']],
    ['if ! command -v a; then sudo -E b c; fi', ['a', 'b c', 'fi']],
    ['A=1 B="x y" c d', ['c d']],
    ['a \'b; c\' "d && e" f', ['a b; c d && e f']],
    ['A=$(b c) && d', ['b c', 'd']],
    ['a "x $(b c | d)" e', ['b c', 'd', 'a x $() e']],
    ['a ${{ secrets.B }}-c ${D:-e f}', ['a ${{ secrets.B }}-c ${D:-e f}']],
    ['a <<E\nb\nE\nc <<-"F" > d\n\te\n\tF\ng', ['a', 'c d', 'g']],
    ['a <<< b', ['a b']],
    ['(a b) { c; }', ['a b', 'c', '}']],
    ['echo `a b`', ['echo', 'a b']],
    ["a 'b", ['a b']],
    ['', []],
  ])('reads %j', (script, commands) => {
    expect(linesOf(script)).toEqual(commands);
  });

  it('tells where words stand', () => {
    const script = 'x=1\nsudo aws "s3" ls';
    expect(findCommands(script)[0]?.words.map(({ text, at }) => [text, script.slice(at, at + text.length)])).toEqual([
      ['aws', 'aws'],
      ['s3', 's3'],
      ['ls', 'ls'],
    ]);
  });

  it('ends on any text, and in linear time on long ones', () => {
    const pieces = ['"', "'", '$(', ')', '\\', '\n', '<<E', 'E', ' ', 'a', '${', '}', '`', '#', '=', '$'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
        const script = parts.join('');
        for (const { words } of findCommands(script)) expect(words.every((w) => w.at <= script.length)).toBe(true);
      }),
    );
    for (const piece of pieces) findCommands(piece.repeat(100_000));
    findCommands('"$(a '.repeat(50_000));
  });
});
