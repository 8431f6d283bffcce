import { describe, expect, it } from 'vitest';
import { makeMemoryCache, makeNoCache } from '../../src/cache/make-memory-cache.ts';
import { NO_FACTS, type Facts } from '../../src/core/types.ts';

const facts = (count: number): Facts => ({
  ...NO_FACTS,
  problems: Array.from({ length: count }, () => ({ line: null, code: 'malformed', detail: '' })),
});

describe('makeMemoryCache', () => {
  it('gives what it was given', () => {
    const cache = makeMemoryCache(1_000_000);
    const one = facts(1);
    cache.set('a', one);
    expect([cache.get('a'), cache.get('b'), cache.get('__proto__')]).toEqual([one, undefined, undefined]);
  });

  it('drops what was not asked for the longest', () => {
    const cache = makeMemoryCache(30_000);
    for (const key of ['a', 'b', 'c']) cache.set(key, facts(1));
    for (let i = 0; i < 100; i += 1) {
      cache.get('a');
      cache.set(`more${i}`, facts(10));
    }
    expect([cache.get('a') !== undefined, cache.get('b'), cache.get('more99') !== undefined]).toEqual([
      true,
      undefined,
      true,
    ]);
  });

  it('does not grow when the same key is set again', () => {
    const cache = makeMemoryCache(20_000);
    cache.set('kept', facts(1));
    for (let i = 0; i < 1000; i += 1) cache.set('again', facts(1));
    expect([cache.get('kept') !== undefined, cache.get('again') !== undefined]).toEqual([true, true]);
  });

  it('counts long paths too', () => {
    const cache = makeMemoryCache(100_000);
    cache.set('old', NO_FACTS);
    for (let i = 0; i < 40; i += 1) cache.set(`${'folder/'.repeat(500)}${i}`, NO_FACTS);
    expect(cache.get('old')).toBe(undefined);
  });

  it('does not keep what is larger than itself', () => {
    const cache = makeMemoryCache(1000);
    cache.set('huge', facts(1000));
    expect(cache.get('huge')).toBe(undefined);
  });
});

describe('makeNoCache', () => {
  it('keeps nothing', () => {
    const cache = makeNoCache();
    cache.set('a', facts(1));
    expect(cache.get('a')).toBe(undefined);
  });
});
