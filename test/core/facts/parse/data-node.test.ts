import { describe, expect, it } from 'vitest';
import {
  entriesOf,
  isTrue,
  itemsOf,
  textOf,
  valueAt,
  withoutByteOrderMark,
} from '../../../../src/core/facts/parse/data-node.ts';
import { parseJson } from '../../../../src/core/facts/parse/parse-json.ts';

const [root] = parseJson('{"a": {"b": [true, "true", null, "null", 1]}, "c": "x"}').roots;
const list = valueAt(root, 'a', 'b');

describe('looking into a tree', () => {
  it('finds what is there, and nothing elsewhere', () => {
    expect(textOf(valueAt(root, 'c'))).toBe('x');
    expect(valueAt(root)).toBe(root);
    expect(valueAt(root, 'c', 'b')).toBeUndefined();
    expect(valueAt(root, 'a', 'b', '0')).toBeUndefined();
    expect(valueAt(undefined, 'a')).toBeUndefined();
  });

  it('lists entries of maps and items of lists only', () => {
    expect([...entriesOf(root)].map(([key]) => key)).toEqual(['a', 'c']);
    expect([...entriesOf(list)]).toEqual([]);
    expect(itemsOf(list)).toHaveLength(5);
    expect(itemsOf(root)).toEqual([]);
  });

  it('tells null and true from strings of that text', () => {
    expect(itemsOf(list).map(textOf)).toEqual(['true', 'true', null, 'null', '1']);
    expect(itemsOf(list).map(isTrue)).toEqual([true, false, false, false, false]);
    expect(textOf(list)).toBeNull();
  });

  it('drops one byte order mark', () => {
    expect(withoutByteOrderMark('\uFEFFa')).toBe('a');
    expect(withoutByteOrderMark('a\uFEFF')).toBe('a\uFEFF');
  });
});
