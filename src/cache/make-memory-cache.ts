import type { Facts } from '../core/types.ts';
import type { FactsCache } from './facts-cache.ts';

/** Rough bytes of one fact, measured on a heap of a million of them. */
const BYTES_PER_FACT = 250;
/** Rough bytes of an entry besides its key, which contains a path: git allows paths of several thousand characters. */
const BYTES_PER_ENTRY = 200;

/**
 * An in-memory LRU cache of facts by content.
 *
 * @param maxBytes approximate bound of its size.
 */
export function makeMemoryCache(maxBytes: number): FactsCache {
  const entries = new Map<string, Facts>();
  let held = 0;
  return {
    get(key) {
      const facts = entries.get(key);
      if (facts === undefined) return undefined;
      entries.delete(key);
      entries.set(key, facts);
      return facts;
    },
    set(key, facts) {
      const old = entries.get(key);
      if (old !== undefined) held -= weigh(key, old);
      entries.delete(key);
      entries.set(key, facts);
      held += weigh(key, facts);
      for (const [oldest, dropped] of entries) {
        if (held <= maxBytes) break;
        entries.delete(oldest);
        held -= weigh(oldest, dropped);
      }
    },
  };
}

function weigh(key: string, { signals, keys, webhooks, exports, settings = [], problems }: Facts): number {
  const count = [signals, keys, webhooks, exports, settings, problems].reduce((sum, facts) => sum + facts.length, 0);
  return BYTES_PER_ENTRY + key.length + BYTES_PER_FACT * count;
}

/** A cache that stores nothing, for runs that read every file once. */
export function makeNoCache(): FactsCache {
  return { get: () => undefined, set: () => {} };
}
