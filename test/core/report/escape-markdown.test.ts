import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeSpan, escapeMarkdown, linkTo } from '../../../src/core/report/escape-markdown.ts';

/** Text made of what is dangerous, so that few runs reach much. */
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'`|<>&[]()!*_~$#@\\{}-+=:.\n\r\t 1a', '\u202E', '\u200B', '\uD800', '😀'),
    fc.constantFrom(
      '@octocat',
      '#123',
      'GH-1',
      'https://e.example',
      'www.e.example',
      '<!--',
      '](',
      '```',
      '&lt;',
      '1. ',
    ),
  ),
  maxLength: 60,
});

describe('Escaped text', () => {
  test.each([
    ['<img src=x onerror=y>', '&#60;img src=x onerror=y&#62;'],
    ['&lt;b&gt;', '&#38;lt;b&#38;gt;'],
    ['[a](b)', '&#91;a&#93;(b)'],
    ['![a](b)', '!&#91;a&#93;(b)'],
    ['a|b', 'a&#124;b'],
    ['**a** `b`', '&#42;&#42;a&#42;&#42; &#96;b&#96;'],
    ['@octocat', '@\u200Boctocat'],
    ['fixes #123', 'fixes #\u200B123'],
    ['see #12; &#60;', 'see #\u200B12; &#38;#\u200B60;'],
    ['gh-12', 'gh-\u200B12'],
    ['https://e.example', 'https:\u200B//e.example'],
    ['www.e.example', 'www\u200B.e.example'],
    ['mailto:a', 'mailto\u200B:a'],
    ['# heading', '&#35; heading'],
    ['- item', '&#45; item'],
    ['12. item', '12&#46; item'],
    ['line\n# next', 'line # next'],
    ['^1.2.3', '^1.2.3'],
    ['C# and F#', 'C# and F#'],
  ])('%j is written %j.', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });

  test('holds nothing that acts, whatever goes in.', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = escapeMarkdown(text);
        expect(escaped).not.toMatch(/[<>\n\r|`*_[\]~$\\]/);
        expect(escaped).not.toMatch(/@\w/);
        expect(escaped.replaceAll(/&#\d+;/g, 'x')).not.toMatch(/#\d/);
        expect(escaped).not.toContain('://');
        expect(escaped).not.toMatch(/&(?!#\d+;)/);
        expect(escaped).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
      }),
    );
  });
});

describe('A code span', () => {
  test.each([
    ['src/a.ts', '`src/a.ts`'],
    ['a`b', '``a`b``'],
    ['a``b`c', '```a``b`c```'],
    ['`a', '`` `a ``'],
    [' a ', '`  a  `'],
    ['a\nb', '`a b`'],
    ['@scope/package', '`@scope/package`'],
    ['', '(empty)'],
    ['\n', '(empty)'],
    ['a|b', 'a&#124;b'],
    ['<b>', '&#60;b&#62;'],
  ])('of %j is %j.', (text, expected) => {
    expect(codeSpan(text)).toBe(expected);
  });

  test('has a fence that its content cannot close, and no line break, pipe or raw angle bracket.', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const span = codeSpan(text);
        expect(span).not.toMatch(/[<|\n\r]/);
        const fence = /^`+/.exec(span)?.[0];
        if (fence === undefined) return;
        const inside = span.slice(fence.length, -fence.length);
        expect(span.endsWith(fence)).toBe(true);
        expect(Array.from(inside.matchAll(/`+/g), ([run]) => run.length)).not.toContain(fence.length);
        expect(inside).not.toMatch(/^`|`$/);
      }),
    );
  });

  test('of long text is cut.', () => {
    expect(codeSpan('x'.repeat(500), 5)).toBe('`xxxx…`');
  });
});

describe('A link', () => {
  test.each([
    ['https://e.example/a', '[x](https://e.example/a)'],
    ['https://e.example/a(b)', '[x](https://e.example/a%28b%29)'],
    ['https://e.example/<b>"', '[x](https://e.example/%3Cb%3E%22)'],
    ['https://e.example/ü`', '[x](https://e.example/%C3%BC%60)'],
    ['https://e.example@evil.example/*$', '[x](https://e.example%40evil.example/%2A%24)'],
    ['javascript:alert(1)', 'x'],
    ['https://e.example/a b', 'x'],
    ['', 'x'],
  ])('to %j is %j.', (url, expected) => {
    expect(linkTo('x', url)).toBe(expected);
  });
});
