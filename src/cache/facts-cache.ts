import type { Facts } from '../core/types.ts';

/** Facts by content: what a blob said once it says for ever. */
export type FactsCache = {
  get(key: string): Facts | undefined;
  set(key: string, facts: Facts): void;
};
