import { describe, expect, it } from 'vitest';
import { startCpuTime } from '../../../support/cpu-time.ts';
import { entriesOf, itemsOf, textOf, valueAt } from '../../../../src/core/facts/parse/data-node.ts';
import { parseYaml } from '../../../../src/core/facts/parse/parse-yaml.ts';

describe('parseYaml', () => {
  it('keeps scalars as written', () => {
    const [root] = parseYaml('a: 3.10\nb: no\nc: 0123\nd: "x"\ne:\nf: ~\ng: "null"').roots;
    expect(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => textOf(valueAt(root, key)))).toEqual([
      '3.10',
      'no',
      '0123',
      'x',
      null,
      null,
      'null',
    ]);
  });

  it('tells where keys and values stand, behind a byte order mark and CRLF too', () => {
    const document = parseYaml('\uFEFFa: 1\r\nb:\r\n  - "😀"\r\n  - &x y\r\n');
    const list = valueAt(document.roots[0], 'b');
    expect([...entriesOf(document.roots[0])].map(([, entry]) => document.positionOf(entry.at))).toEqual([
      { line: 1, column: 1 },
      { line: 2, column: 1 },
    ]);
    expect(itemsOf(list).map((item) => document.positionOf(item.at))).toEqual([
      { line: 3, column: 5 },
      { line: 4, column: 8 },
    ]);
  });

  it('reads several documents', () => {
    expect(parseYaml('a\n---\nb\n...\n---\nc').roots.map(textOf)).toEqual(['a', 'b', 'c']);
  });

  it('follows aliases and merges', () => {
    const [root] = parseYaml('x: &x { a: 1, b: 2 }\ny: { <<: *x, b: 3 }\nz: { <<: [{ a: 5 }, *x] }\nw: *x').roots;
    expect([valueAt(root, 'y', 'a'), valueAt(root, 'y', 'b')].map(textOf)).toEqual(['1', '3']);
    expect([valueAt(root, 'z', 'a'), valueAt(root, 'z', 'b')].map(textOf)).toEqual(['5', '2']);
    expect(textOf(valueAt(root, 'w', 'b'))).toBe('2');
  });

  it('takes unknown tags and __proto__ in its stride', () => {
    const document = parseYaml('__proto__: { a: 1 }\nb: !Ref c');
    expect(document.problems).toEqual([]);
    expect(textOf(valueAt(document.roots[0], '__proto__', 'a'))).toBe('1');
    expect(textOf(valueAt(document.roots[0], 'b'))).toBe('c');
  });

  it('names aliases that multiply beyond bounds and keeps the rest', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 9; i += 1)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    const document = parseYaml([...lines, 'b: c'].join('\n'));
    expect(document.problems).toEqual([{ line: 6, code: 'too-deep', detail: 'aliases multiply too often' }]);
    expect(textOf(valueAt(document.roots[0], 'b'))).toBe('c');
  });

  it('ends with an alias to what holds it', () => {
    expect(textOf(itemsOf(parseYaml('&a [*a, b]').roots[0])[1])).toBe('b');
  });

  it.each([
    ['a: "x', 1],
    ['a: 1\nb: [1, 2\n', 3],
    ['a: 1\n\tb: 2\n', 2],
    ['a: b: c\n', 1],
  ])('names the line of what is broken in %j', (text, line) => {
    expect(parseYaml(text).problems.map((p) => [p.line, p.code])).toEqual([[line, 'malformed']]);
  });

  it('keeps what the parser recovers of a broken text', () => {
    expect(textOf(valueAt(parseYaml('a: b\nc: "d').roots[0], 'a'))).toBe('b');
  });

  it.each(['[', '{a: ', '- ', '? '])('stops at 20,000 times %j without overflowing', (open) => {
    expect(parseYaml(open.repeat(20_000))).toMatchObject({
      roots: [],
      problems: [{ line: 1, code: 'too-deep', detail: 'nested too deeply' }],
    });
  });

  it('passes over stray characters by the hundred thousand without a word for each', () => {
    const spent = startCpuTime();
    expect(parseYaml(`a: b\n${'}'.repeat(200_000)}`).problems.length).toBe(1);
    expect(spent()).toBeLessThan(2_000);
  });

  it('survives two hundred thousand blank lines', () => {
    const document = parseYaml(`a:\n${'\n'.repeat(200_000)}  b: c\n`);
    expect(document.problems.length > 0 || textOf(valueAt(document.roots[0], 'a', 'b')) === 'c').toBe(true);
  });
});
