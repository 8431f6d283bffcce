import { describe, expect, it } from 'vitest';
import { readPage } from '../../../../../src/core/facts/manifests/formats/read-page.ts';
import { briefSignals } from '../brief-signals.ts';
import { growthOf, MOST_GROWTH } from '../../../../support/cpu-time.ts';

const linesOf = (text: string): string[] => briefSignals(readPage(text));

describe('readPage', () => {
  it.each<[string, string, string[]]>([
    ['a script', '<script src="https://js.acme.io/v3/"></script>', ['1:14 host js.acme.io /v3/']],
    ['one without a scheme', "<script async src='//js.acme.io/v3'></script>", ['1:20 host js.acme.io /v3']],
    [
      'a style sheet',
      '<link rel="stylesheet" href="https://fonts.acme.io/css2?family=A">',
      ['1:30 host fonts.acme.io /css2'],
    ],
    ['a frame', '<IFRAME SRC="https://pay.acme.io/embed"></IFRAME>', ['1:14 host pay.acme.io /embed']],
    [
      'a style sheet that Rails writes the tag of',
      "<%= stylesheet_link_tag 'https://fonts.acme.io/css2?family=A' %>",
      ['1:26 host fonts.acme.io /css2'],
    ],
    ['a script that it does', '<%= javascript_include_tag("//js.acme.io/v3") %>', ['1:29 host js.acme.io /v3']],
    [
      'what a script of the page loads',
      "<script>\n  s.src = 'https://tag.acme.io/t.js?id=' + id;\n  // https://other.io\n</script>",
      ['2:12 host tag.acme.io /t.js'],
    ],
    [
      'what a script of the page asks, however long the script is',
      `<script>${' '.repeat(30_000)}fetch('https://api.acme.io/v1')</script>`,
      ['1:30016 host api.acme.io /v1'],
    ],
  ])('finds %s', (_title, text, expected) => expect(linesOf(text)).toEqual(expected));

  it.each([
    '<a href="https://acme.io">Acme</a>',
    '<img src="https://pics.acme.io/a.png">',
    '<p>https://acme.io</p>',
    '<link rel="canonical" href="https://acme.io/">',
    '<!-- <script src="https://js.acme.io"></script> -->',
    '<!-- <script src="https://js.acme.io"></script>',
    '<script type="application/ld+json">{ "url": "https://acme.io/a" }</script>',
    "<script>const hero = 'https://pics.acme.io/hero.webp';</script>",
    `<script>${' '.repeat(30_000)}const home = 'https://acme.io/library';</script>`,
    '<script src="/app.js"></script>',
    "<%= link_to 'Acme', 'https://acme.io/a' %>",
    "<%= javascript_include_tag 'application' %>",
  ])('leaves alone %s', (text) => expect(linesOf(text)).toEqual([]));

  it('takes time that grows with the text', () => {
    expect(linesOf('<script '.repeat(100_000))).toEqual([]);
    expect(linesOf('<!--'.repeat(100_000))).toEqual([]);
    expect(growthOf((size) => readPage('<script>'.repeat(size)), 30_000)).toBeLessThan(MOST_GROWTH);
    expect(growthOf((size) => readPage(`<script>${'a = "//b.io/c";'.repeat(size)}`), 5_000)).toBeLessThan(MOST_GROWTH);
  });
});
