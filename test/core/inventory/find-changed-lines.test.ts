import { describe, expect, it } from 'vitest';
import { findChangedLines } from '../../../src/core/inventory/find-changed-lines.ts';

describe('findChangedLines', () => {
  it.each<[string, string, string, number[]]>([
    ['nothing', 'a\nb', 'a\nb', []],
    ['an added line', 'a\nc', 'a\nb\nc', [2]],
    ['a rewritten line', 'a\nb\nc', 'a\nB\nc', [2]],
    ['nothing for a removed line', 'a\nb\nc', 'a\nc', []],
    ['all of a new text', '', 'a\nb', [1, 2]],
  ])('gives %s', (_title, before, after, lines) => {
    expect([...findChangedLines(before, after)]).toEqual(lines);
  });

  it('gives up in time on two long texts that share nothing', () => {
    const text = (word: string): string => Array.from({ length: 20_000 }, (_, i) => `${word}${i}`).join('\n');
    expect(findChangedLines(text('a'), text('b')).size).toBe(20_000);
  });
});
