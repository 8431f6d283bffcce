import { describe, expect, it } from 'vitest';
import { entriesOf, itemsOf, textOf, valueAt } from '../../../../src/core/facts/parse/data-node.ts';
import { parseToml } from '../../../../src/core/facts/parse/parse-toml.ts';

describe('parseToml', () => {
  it('joins tables, dotted keys and inline tables into one tree', () => {
    const [root] = parseToml('[a]\nb.c = "1"\n[a.d]\ne = { f = "2" }\n[a.b.x]\ny = 3\n').roots;
    const paths = [
      ['a', 'b', 'c'],
      ['a', 'd', 'e', 'f'],
      ['a', 'b', 'x', 'y'],
    ];
    expect(paths.map((path) => textOf(valueAt(root, ...path)))).toEqual(['1', '2', '3']);
  });

  it('collects lists of tables, and puts their inner tables into the last', () => {
    const list = valueAt(parseToml('[[t]]\na = 1\n[[t]]\na = 2\n[t.b]\nc = 3\n').roots[0], 't');
    expect(itemsOf(list).map((item) => textOf(valueAt(item, 'a')))).toEqual(['1', '2']);
    expect(textOf(valueAt(itemsOf(list)[1], 'b', 'c'))).toBe('3');
  });

  it('tells where keys and values stand, behind astral characters, a byte order mark and CRLF too', () => {
    const document = parseToml('\uFEFFa = "😀" # é\r\n[b."c d"]\r\ne = [\r\n  "f",\r\n]\r\n');
    const [, b] = [...entriesOf(document.roots[0])];
    const [c] = [...entriesOf(b?.[1].value)];
    const value = valueAt(document.roots[0], 'b', 'c d', 'e');
    expect(c?.[0]).toBe('c d');
    expect(document.positionOf(b?.[1].at ?? -1)).toEqual({ line: 2, column: 2 });
    expect(document.positionOf(c?.[1].at ?? -1)).toEqual({ line: 2, column: 4 });
    expect(itemsOf(value).map((item) => document.positionOf(item.at))).toEqual([{ line: 4, column: 3 }]);
  });

  it('takes __proto__ as an ordinary key', () => {
    expect(textOf(valueAt(parseToml('[__proto__]\nconstructor = "1"').roots[0], '__proto__', 'constructor'))).toBe('1');
  });

  it.each([
    ['[a]\nb = "1"\nc = { d = "\n', 3],
    ['[a]\nb = "1"\nc d\ne = "2"\n', 3],
    ['[a]\nb = "1"\n[c]\nd = [\n  "x",\n  <<<<<<< HEAD\n]\n', 6],
    ['[a]\nb = "1"\n[a', 3],
  ])('keeps what stands before the error in %j and names its line', (text, line) => {
    const document = parseToml(text);
    expect(document.problems).toEqual([{ line, code: 'malformed', detail: 'not valid TOML' }]);
    expect(textOf(valueAt(document.roots[0], 'a', 'b'))).toBe('1');
  });

  it.each(['[', '{a=', '[{a='])('stops at 100,000 times %j without overflowing', (open) => {
    const document = parseToml(`a = ${open.repeat(100_000)}`);
    expect(document.problems).toEqual([{ line: 1, code: 'too-deep', detail: 'nested too deeply' }]);
  });

  it('bears a key of 20,000 parts', () => {
    expect(parseToml(`a${'.a'.repeat(20_000)} = 1\nb = "2"\n`).problems).toEqual([]);
  });
});
