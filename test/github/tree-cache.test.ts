import { expect, test } from 'vitest';

import type { Tree } from '../../src/core/repository-types.ts';
import { makeTreeCache } from '../../src/github/tree-cache.ts';

/** Estimated at 150 + 10 x (150 + 10) = 1,750 bytes. */
function makeTree(): Tree {
  const entries = Array.from({ length: 10 }, (_, index) => ({
    path: `file-${index}.ts`,
    id: 'a'.repeat(40),
    kind: 'file' as const,
    size: 1,
  }));
  return { entries, complete: true, detail: null };
}

test('gives back the same tree', () => {
  const cache = makeTreeCache();
  const tree = makeTree();
  cache.set('o/r/1', tree);

  expect(cache.get('o/r/1')).toBe(tree);
  expect(cache.get('o/r/2')).toBeUndefined();
});

test('drops the tree that was not used for longest when memory is full', () => {
  const cache = makeTreeCache(4000);
  cache.set('a', makeTree());
  cache.set('b', makeTree());
  cache.get('a');
  cache.set('c', makeTree());

  expect(['a', 'b', 'c'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true]);
});

test('does not count a tree twice that is set again', () => {
  const cache = makeTreeCache(4000);
  for (let round = 0; round < 5; round += 1) cache.set('a', makeTree());
  cache.set('b', makeTree());

  expect([cache.get('a'), cache.get('b')]).toEqual([makeTree(), makeTree()]);
});

test('keeps no tree that is larger than the whole, and drops none for it', () => {
  const cache = makeTreeCache(3000);
  cache.set('a', makeTree());
  cache.set('big', { ...makeTree(), entries: [...makeTree().entries, ...makeTree().entries] });

  expect([cache.get('a') !== undefined, cache.get('big')]).toEqual([true, undefined]);
});
