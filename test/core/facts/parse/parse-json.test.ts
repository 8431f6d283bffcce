import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entriesOf, textOf, valueAt } from '../../../../src/core/facts/parse/data-node.ts';
import type { DataNode } from '../../../../src/core/facts/parse/data-node.ts';
import { parseJson } from '../../../../src/core/facts/parse/parse-json.ts';

/** The plain value of a node, to compare with `JSON.parse`. */
function plainOf(node: DataNode): unknown {
  if (node.kind === 'list') return node.items.map(plainOf);
  if (node.kind === 'map') return new Map([...node.entries].map(([key, entry]) => [key, plainOf(entry.value)]));
  return node.plain ? JSON.parse(node.text) : node.text;
}

function asMaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asMaps);
  if (value === null || typeof value !== 'object') return value;
  return new Map(Object.entries(value).map(([key, inner]) => [key, asMaps(inner)]));
}

const problemsOf = (text: string): unknown => parseJson(text).problems;

describe('parseJson', () => {
  it('reads whatever JSON.stringify writes, as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2), (text, indent) => {
        const value: unknown = JSON.parse(text);
        const document = parseJson(JSON.stringify(value, null, indent));
        expect(document.problems).toEqual([]);
        expect(document.roots.map(plainOf)).toEqual([asMaps(value)]);
      }),
    );
  });

  it('never throws, whatever the text', () => {
    const texts = fc.array(fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', '/', '*', 'a', '1', '\n', ' '));
    fc.assert(
      fc.property(texts, (parts) => {
        expect(parseJson(parts.join('')).problems.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('allows comments and trailing commas', () => {
    const document = parseJson('// a\n{ /* b */ "a": [1, 2,], // c\n}\n/* d */');
    expect(document.problems).toEqual([]);
    expect(document.roots.map(plainOf)).toEqual([new Map([['a', [1, 2]]])]);
  });

  it('tells where keys and values stand, behind a byte order mark and CRLF too', () => {
    const document = parseJson('\uFEFF{ "a":\r\n  "b" }');
    const entry = [...entriesOf(document.roots[0])][0]?.[1];
    expect(document.positionOf(entry?.at ?? -1)).toEqual({ line: 1, column: 3 });
    expect(document.positionOf(entry?.value.at ?? -1)).toEqual({ line: 2, column: 3 });
  });

  it('takes __proto__ and constructor as ordinary keys', () => {
    const document = parseJson('{"__proto__": {"x": "1"}, "constructor": "2"}');
    expect(textOf(valueAt(document.roots[0], '__proto__', 'x'))).toBe('1');
    expect(textOf(valueAt(document.roots[0], 'constructor'))).toBe('2');
    expect(valueAt(document.roots[0], 'hasOwnProperty')).toBeUndefined();
  });

  it.each([
    ['', 1, 'unexpected end of the text'],
    ['{\n"a": 1,\n', 3, 'unexpected end of the text'],
    ['{\n"a": "b\n}', 2, 'unterminated string'],
    ['{"a": 1}\nx', 2, 'unexpected text after the end'],
    ['{"a" 1}', 1, 'expected a colon'],
    ['{"a": 1 "b": 2}', 1, 'expected a comma'],
    ['{a: 1}', 1, 'expected a key in double quotes'],
    ['{"a": nul}', 1, 'expected a value'],
    ['{"a": 1x}', 1, 'expected a value'],
    ['{} /* x', 1, 'unterminated comment'],
    ['<<<<<<< HEAD\n{}', 1, 'expected a value'],
  ])('names the line of what is broken in %j', (text, line, detail) => {
    expect(problemsOf(text)).toEqual([{ line, code: 'malformed', detail }]);
  });

  it('keeps what stands before an error', () => {
    const document = parseJson('{"a": {"b": "c", "d": ');
    expect(textOf(valueAt(document.roots[0], 'a', 'b'))).toBe('c');
  });

  it.each(['[', '{"a":'])('stops at 100,000 times %j without overflowing', (open) => {
    expect(problemsOf(open.repeat(100_000))).toEqual([{ line: 1, code: 'too-deep', detail: 'nested too deeply' }]);
  });

  it('reads a list of a hundred levels', () => {
    expect(problemsOf('['.repeat(100) + ']'.repeat(100))).toEqual([]);
  });

  it('takes strings with unknown escapes as they stand', () => {
    expect(textOf(parseJson('"a\\qb"').roots[0])).toBe('a\\qb');
  });
});
