import { describe, expect, it } from 'vitest';
import { blankErb } from '../../../../src/core/facts/manifests/blank-erb.ts';

describe('blankErb', () => {
  it.each([
    ['a: <%= b %>', 'a: xxxxxxxx'],
    ['<% if a %>\nb: 1\n<% end -%>', '          \nb: 1\n          '],
    ['a: <%= b do\r\n c\r\n%>!', 'a: xxxxxxxx\r\n  \r\n  !'],
    ['<%# comment: "x" %>', '                   '],
    ['a: <%= never', 'a: <%= never'],
    ['plain', 'plain'],
  ])('%j', (text, expected) => {
    expect(blankErb(text)).toBe(expected);
  });

  it('is linear in tags that never end', () => {
    expect(blankErb('<%'.repeat(500_000))).toHaveLength(1_000_000);
  });
});
