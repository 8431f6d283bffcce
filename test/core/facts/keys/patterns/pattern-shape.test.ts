import { describe, expect, it } from 'vitest';
import { pairOf, parsePattern } from '../../../../../src/core/facts/keys/patterns/pattern-shape.ts';

describe('parsePattern', () => {
  it.each([
    ['ab_[a-z]{3}', ['ab_'], 6, 6],
    ['gh[pou]_[A-Z]{2}', ['gho_', 'ghp_', 'ghu_'], 6, 6],
    ['a(?:b|cd)-\\d{2,4}', ['ab-', 'acd-'], 5, 8],
    ['xy?z[0-9]', ['xz', 'xyz'], 3, 4],
    ['[0-9a-f]{32}', [], 32, 32],
  ])('reads beginnings and lengths of %s', (pattern, prefixes, min, max) => {
    const [shape] = parsePattern(pattern);
    expect(shape!.prefixes.toSorted()).toEqual(prefixes.toSorted());
    expect(shape!.head).toEqual({ min, max, next: null });
  });

  it('ends the first atom at a character that no atom holds', () => {
    const [shape] = parsePattern('\\d{8,10}:AA');
    expect([shape!.head!.min, shape!.head!.max, shape!.head!.next![':'.charCodeAt(0)]]).toEqual([8, 10, 1]);
    expect(shape!.pairs).toContain(pairOf('42'));
    expect(shape!.pairs).toHaveLength(100);
  });

  it('reads each alternative at the top by itself', () => {
    expect(parsePattern('ab[0-9]|(?:c|d)e{3}').map((s) => s.source)).toEqual(['ab[0-9]', '(?:c|d)e{3}']);
  });

  it.each(['(?=a)b', '(a)b', 'a\\1', '^ab', 'ab$', 'a.b', '(?:a{1,2}){3}', '(?:a+)+', '[ab', '(?:ab'])(
    'refuses %s',
    (pattern) => {
      expect(() => parsePattern(pattern)).toThrow(SyntaxError);
    },
  );
});
