import { describe, expect, it } from 'vitest';
import { compareTrees } from '../../../src/core/inventory/compare-trees.ts';
import type { Tree, TreeEntry } from '../../../src/core/repository-types.ts';

const tree = (entries: Record<string, string | { id: string; kind: TreeEntry['kind'] }>): Tree => ({
  entries: Object.entries(entries).map(([path, e]) => ({
    path,
    size: 1,
    ...(typeof e === 'string' ? { id: e, kind: 'file' as const } : e),
  })),
  complete: true,
  detail: null,
});

describe('compareTrees', () => {
  it('finds what came, went, changed and stayed', () => {
    const { changed, unchanged } = compareTrees(tree({ a: '1', b: '2', c: '3' }), tree({ a: '1', b: '9', d: '3' }));
    expect(changed.map((c) => [c.path, c.before?.id ?? null, c.after?.id ?? null])).toEqual([
      ['b', '2', '9'],
      ['c', '3', null],
      ['d', null, '3'],
    ]);
    expect(unchanged.map((e) => e.path)).toEqual(['a']);
  });

  it('never follows links and submodules', () => {
    const link = { id: '7', kind: 'symlink' as const };
    const { changed, unchanged } = compareTrees(
      tree({ a: link }),
      tree({ a: { ...link, id: '8' }, m: { id: '5', kind: 'submodule' } }),
    );
    expect([changed, unchanged]).toEqual([[], []]);
  });

  it('tells a file that became a link as gone', () => {
    const { changed } = compareTrees(tree({ '.env': '1' }), tree({ '.env': { id: '2', kind: 'symlink' } }));
    expect(changed.map((c) => [c.path, c.after])).toEqual([['.env', null]]);
  });

  it('takes names of the language itself as ordinary paths', () => {
    const { changed } = compareTrees(tree({}), tree({ __proto__x: '1', constructor: '2' }));
    expect(changed.map((c) => c.path)).toEqual(['__proto__x', 'constructor']);
  });
});
