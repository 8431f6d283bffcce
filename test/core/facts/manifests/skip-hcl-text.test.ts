import { describe, expect, it } from 'vitest';
import { skipHclText } from '../../../../src/core/facts/manifests/skip-hcl-text.ts';

describe('skipHclText', () => {
  it.each([
    ['# a|\nb'],
    ['// a|\nb'],
    ['/* a\n*/|b'],
    ['"a"|b'],
    ['"a\\"b"|c'],
    ['"${f("x", {a = "}"})}"|c'],
    ['"$${a"|c'],
    ['"%{if a}b%{endif}"|c'],
    ['<<EOT\na\nEOT|\nb'],
    ['<<-EOT\r\n a\r\n EOT\r|\nb'],
    ['|a'],
    ['|<< a'],
    ['|/ a'],
  ])('goes to the bar in %j', (marked) => {
    expect(skipHclText(marked.replace('|', ''), 0)).toBe(marked.indexOf('|'));
  });

  it.each(['"a', '"a\n"', '"${a', '/* a', '<<EOT\na'])('finds no end of %j', (text) => {
    expect(skipHclText(text, 0)).toBeNull();
  });
});
