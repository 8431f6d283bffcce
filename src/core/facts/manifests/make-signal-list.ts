import type { Position } from '../../place-types.ts';
import type { Signal } from '../../types.ts';

type WithoutPosition<T> = T extends Position ? Omit<T, keyof Position> : never;
/** A signal before its offset is converted to a position. */
export type SignalFact = WithoutPosition<Signal>;

export type SignalList = {
  signals: Signal[];
  /** Adds a fact at an offset of the text. */
  add(at: number, fact: SignalFact): void;
};

/**
 * A list that converts offsets to positions and drops duplicates, since several YAML aliases may lead to the same fact.
 */
export function makeSignalList(positionOf: (offset: number) => Position): SignalList {
  const signals: Signal[] = [];
  const seen = new Set<string>();
  return {
    signals,
    add(at, fact) {
      const key = `${at} ${JSON.stringify(fact)}`;
      if (seen.has(key)) return;
      seen.add(key);
      signals.push({ ...fact, ...positionOf(at) });
    },
  };
}
