import { parseDocument } from 'yaml';
import { expect, it } from 'vitest';
import { convertYaml } from '../../../../src/core/facts/parse/convert-yaml.ts';
import { textOf, valueAt } from '../../../../src/core/facts/parse/data-node.ts';

const convert = (text: string): ReturnType<typeof convertYaml> =>
  convertYaml(parseDocument(text, { schema: 'failsafe', uniqueKeys: false }));

it('gives nothing for an empty document', () => {
  expect(convert('')).toEqual({ root: null, bombAt: null });
});

it('shares one node between an anchor and its aliases', () => {
  const { root } = convert('a: &x { b: c }\nd: *x');
  expect(valueAt(root ?? undefined, 'd')).toBe(valueAt(root ?? undefined, 'a'));
});

it('takes an anchor anew where it is set anew', () => {
  const { root } = convert('a: &x 1\nb: *x\nc: &x 2\nd: *x');
  expect(['b', 'd'].map((key) => textOf(valueAt(root ?? undefined, key)))).toEqual(['1', '2']);
});

it('lets 100,000 aliased nodes pass and no more', () => {
  const list = `a: &x [${'y, '.repeat(999)}]\n`;
  const uses = (count: number): string => list + Array.from({ length: count }, (_, i) => `k${i}: *x\n`).join('');
  expect(convert(uses(100)).bombAt).toBeNull();
  expect(convert(uses(101)).bombAt).toBe(uses(101).lastIndexOf('*x'));
});
