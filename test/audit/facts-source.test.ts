import { describe, expect, it } from 'vitest';
import { makeMemoryCache } from '../../src/cache/make-memory-cache.ts';
import type { FactsReader } from '../../src/core/facts/read-facts.ts';
import { NO_FACTS } from '../../src/core/types.ts';
import { makeFactsSource } from '../../src/audit/facts-source.ts';
import { makeMemoryRepository, type MemoryFile } from '../support/make-memory-repository.ts';

const silent: FactsReader = { version: 'v1', read: () => NO_FACTS };

async function setUp(files: Record<string, MemoryFile>, reader = silent, pause?: () => Promise<void>) {
  const repository = makeMemoryRepository({ c: { files } });
  const { entries } = await repository.tree('c');
  return { repository, entries, source: makeFactsSource(repository, reader, makeMemoryCache(1e6), pause) };
}

describe('makeFactsSource', () => {
  it('reads each blob once, and not what nobody reads', async () => {
    const { repository, entries, source } = await setUp({ 'b.ts': '1', 'a.ts': '22', 'x.png': '3', 'yarn.lock': '4' });
    const [first, second] = [await source.read('c', entries), await source.read('c', entries)];
    expect(first.map((f) => f.path)).toEqual(['a.ts', 'b.ts']);
    expect(second).toEqual(first);
    expect(repository.read).toEqual(['c:b.ts', 'c:a.ts']);
    expect(source.count).toEqual({ blobs: 2, bytes: 3 });
  });

  it('keeps facts apart by path and by reader', async () => {
    const repository = makeMemoryRepository({ c: { files: { 'a.ts': 'same', 'b.ts': 'same' } } });
    const { entries } = await repository.tree('c');
    const cache = makeMemoryCache(1e6);
    for (const version of ['v1', 'v1', 'v2'])
      await makeFactsSource(repository, { ...silent, version }, cache).read('c', entries);
    expect(repository.read.length).toBe(4);
  });

  it('computes nothing for a file that is not asked for, and asks again later', async () => {
    const seen: string[] = [];
    const reader: FactsReader = { version: 'v1', read: (path) => (seen.push(path), NO_FACTS) };
    const { entries, source } = await setUp({ 'a.ts': 'stripe', 'b.ts': 'none' }, reader);
    const mentions = (bytes: Uint8Array): boolean => bytes[0] === 's'.charCodeAt(0);
    expect((await source.read('c', entries, { mentions })).map((f) => f.path)).toEqual(['a.ts']);
    await source.read('c', entries);
    expect(seen).toEqual(['a.ts', 'b.ts']);
  });

  it('takes only what holds one of the texts from a store that can search, where there is much', async () => {
    const files = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`${i}.ts`, i === 7 ? 'Stripe' : 'none']));
    const { repository, entries } = await setUp(files);
    const asked: unknown[] = [];
    const answers = [new Set(['7.ts', 'other.ts']), null];
    const search = async (commit: string, _: unknown, texts: readonly string[]): Promise<Set<string> | null> => {
      asked.push([commit, texts]);
      return answers.shift() ?? null;
    };
    const source = makeFactsSource({ ...repository, search }, silent, makeMemoryCache(0));
    const found = await source.read('c', entries, { texts: ['stripe'] });
    const readBefore = repository.read.length;
    const all = await source.read('c', entries, { texts: ['stripe'] });
    const few = await source.read('c', entries.slice(0, 999), { texts: ['stripe'] });

    expect([found.map((f) => f.path), readBefore]).toEqual([['7.ts'], 1]);
    // A store that cannot tell gives everything, and few files are not worth a search.
    expect([all.length, few.length, asked.length]).toEqual([1000, 999, 2]);
    expect(asked[0]).toEqual(['c', ['stripe']]);
  });

  it('spends a budget on the small files first, over several reads', async () => {
    const { entries, source } = await setUp({ 'a.ts': 'x'.repeat(60), 'b.ts': 'x'.repeat(30), 'c.ts': 'x'.repeat(20) });
    const budget = { left: 100 };
    const read = async (path: string): Promise<string[]> =>
      (
        await source.read(
          'c',
          entries.filter((e) => e.path >= path),
          { budget },
        )
      ).map((f) => f.path);
    expect(await read('a')).toEqual(['b.ts', 'c.ts']);
    expect(budget.left).toBe(50);
    expect(source.problems.map((p) => [p.code, p.path])).toEqual([['too-large', 'a.ts']]);
  });

  it('pauses after each file that it read', async () => {
    let pauses = 0;
    const { entries, source } = await setUp({ 'a.ts': '1', 'b.ts': '2' }, silent, async () => void (pauses += 1));
    await source.read('c', entries);
    await source.read('c', entries);
    expect(pauses).toBe(2);
  });

  it('stops when a pause throws', async () => {
    const { repository, entries, source } = await setUp({ 'a.ts': '1', 'b.ts': '2' }, silent, () =>
      Promise.reject(new Error('superseded')),
    );
    await expect(source.read('c', entries)).rejects.toThrow('superseded');
    expect(repository.read).toEqual(['c:a.ts']);
  });
});
