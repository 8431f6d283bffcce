import { describe, expect, it } from 'vitest';
import { readStylesheet } from '../../../../../src/core/facts/manifests/formats/read-stylesheet.ts';
import { growthOf, MOST_GROWTH } from '../../../../support/cpu-time.ts';
import { briefSignals } from '../brief-signals.ts';

const linesOf = (text: string): string[] => briefSignals(readStylesheet(text));

describe('readStylesheet', () => {
  it.each([
    ["@import url('https://fonts.acme.io/css2?family=A');", ['1:14 host fonts.acme.io /css2']],
    ['\uFEFF@import "//fonts.acme.io/css2";', ['1:10 host fonts.acme.io /css2']],
    [
      '@import url(https://a.acme.io/x.css) screen;\r\n@IMPORT "https://b.acme.io";',
      ['1:13 host a.acme.io /x.css', '2:10 host b.acme.io /'],
    ],
    ["@font-face { src: url('https://fonts.acme.io/a.woff2') }", ['1:24 host fonts.acme.io /a.woff2']],
  ])('finds what %j loads', (text, expected) => expect(linesOf(text)).toEqual(expected));

  it.each([
    "/* @import url('https://fonts.acme.io/css2'); */",
    "/* @import url('https://fonts.acme.io/css2');",
    ".a { background: url('https://pics.acme.io/a.png') }",
    "@import './base.css'; @import 'tailwindcss';",
    '/* https://acme.io */ .a { color: red }',
  ])('finds nothing in %j', (text) => expect(linesOf(text)).toEqual([]));

  it('takes linear time over what is never closed', () => {
    const text = '@import url("//a.b/ url(https://a.b/ ';
    expect(growthOf((size) => readStylesheet(text.repeat(size)), 20_000)).toBeLessThan(MOST_GROWTH);
  });
});
