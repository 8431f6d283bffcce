import type { Position } from '../../place-types.ts';
import type { Signal } from '../../types.ts';

type WithoutPosition<T> = T extends Position ? Omit<T, keyof Position> : never;
/** A signal whose place is still an offset. */
export type SignalFact = WithoutPosition<Signal>;

export type SignalList = {
  signals: Signal[];
  /** Adds a fact that stands at an offset of the text. */
  add(at: number, fact: SignalFact): void;
};

/** A list that turns offsets into positions and keeps a fact once, however many YAML aliases lead to it. */
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
