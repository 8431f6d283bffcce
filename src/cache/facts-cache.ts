import type { Facts } from '../core/types.ts';

/** Facts by content. Those of a blob never change. */
export type FactsCache = {
  get(key: string): Facts | undefined;
  set(key: string, facts: Facts): void;
};
