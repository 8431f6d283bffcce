import { describe, expect, it } from 'vitest';
import { childOf, childrenOf, parseXml } from '../../../../src/core/facts/parse/parse-xml.ts';

describe('parseXml', () => {
  it('reads elements, attributes and text with their places', () => {
    const text =
      '\uFEFF<?xml version="1.0"?>\r\n<!-- <x> -->\r\n<a:root xmlns:a="u">\r\n  <b id="1" c=\'2&amp;3\'/>\r\n  <d> te&lt;xt <![CDATA[<raw>&amp;]]></d>\r\n</a:root>\r\n';
    const document = parseXml(text);
    expect(document.problems).toEqual([]);
    const [root] = document.roots;
    expect(root?.name).toBe('root');
    const b = childOf(root, 'b');
    expect([...(b?.attributes ?? [])].map(([name, { value }]) => [name, value])).toEqual([
      ['id', '1'],
      ['c', '2&3'],
    ]);
    expect(document.positionOf(b?.attributes.get('c')?.at ?? 0)).toEqual({ line: 4, column: 16 });
    const d = childOf(root, 'd');
    expect(d?.text).toBe('te<xt<raw>&amp;');
    expect(document.positionOf(d?.textAt ?? 0)).toEqual({ line: 5, column: 7 });
  });

  it('expands no entity beyond the five, and passes over a DOCTYPE', () => {
    const text = '<!DOCTYPE a [<!ENTITY x "boom"><!ENTITY y SYSTEM "file:///etc/passwd">]><a>&x;&y;&#65;&quot;</a>';
    expect(parseXml(text).roots[0]?.text).toBe('&x;&y;&#65;"');
    expect(parseXml(text).problems).toEqual([]);
  });

  it('finds children by name', () => {
    const [root] = parseXml('<a><b><c>1</c></b><b/><d/></a>').roots;
    expect(childrenOf(root, 'b')).toHaveLength(2);
    expect(childOf(root, 'b', 'c')?.text).toBe('1');
    expect(childOf(root, 'd', 'c')).toBe(undefined);
    expect(childrenOf(undefined, 'b')).toEqual([]);
  });

  it.each([
    ['', 1],
    ['<a>\n<b></a>', 2],
    ['<a>\n', 1],
    ['<a/>\n<b/>', 2],
    ['<a>\n<1/></a>', 2],
    ['<a\nb></a>', 1],
    ['<a b="1></a>', 1],
    ['text\n<a/>', 1],
    ['<a>\n<!-- ', 2],
    ['<!DOCTYPE a [', 1],
    ['</a>', 1],
  ])('names the line of what is broken in %j', (text, line) => {
    expect(parseXml(text).problems.map((p) => [p.line, p.code])).toEqual([[line, 'malformed']]);
  });

  it('keeps what stands before a break', () => {
    expect(childOf(parseXml('<a><b>1</b><c').roots[0], 'b')?.text).toBe('1');
  });

  it('stops at deep nesting and is linear in everything else', () => {
    expect(parseXml('<a>'.repeat(100_000)).problems).toEqual([
      { line: 1, code: 'too-deep', detail: 'nested too deeply' },
    ]);
    for (const piece of ['<', '<a ', '<a b="', '<!--', '<![CDATA[', '<!', '&amp;', '&', '</a>', 'x<b/>'])
      expect(parseXml(`<a>${piece.repeat(200_000)}`).problems).toHaveLength(1);
  });
});
