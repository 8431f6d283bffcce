import type { KeyGroup } from './compiled-key.ts';

/**
 * Groups by how their keys begin. Nearly no word begins as a key does, so the look that tells it is one number in a small
 * table: the words of a text ask for it all the time, and it stays near the processor.
 */
export type Beginnings = {
  /** By five bits of each of the first three characters, one index of `steps`. */
  index: Uint16Array;
  /** None for the first. */
  steps: readonly (Beginning | undefined)[];
};
/** Groups that are to be tried at a beginning, and those of longer ones by the character that follows. */
export type Beginning = { here: readonly KeyGroup[]; next: ReadonlyMap<number, Beginning> | null };
/** How some of a group's keys begin. */
type Entry = { group: KeyGroup; prefix: string };

/** Characters that the table is asked for. */
export const FIRST = 3;
const BITS = 5;
const ANY = 1 << BITS;
/** So few are tried one by one. */
const FEW = 3;

/** @param groups those whose first two characters are certain, or nearly so. */
export function sortBeginnings(groups: readonly KeyGroup[]): Beginnings {
  const byIndex = new Map<number, Entry[]>();
  const enter = (index: number, entry: Entry): void => {
    const entries = byIndex.get(index);
    if (entries === undefined) byIndex.set(index, [entry]);
    else if (!entries.some(({ group, prefix }) => group === entry.group && prefix === entry.prefix))
      entries.push(entry);
  };
  for (const group of groups) {
    const { pairs, prefixes } = group.shape;
    for (const prefix of shortestOf(prefixes)) for (const index of indexesOf(prefix)) enter(index, { group, prefix });
    if (prefixes.length === 0)
      for (const pair of pairs)
        for (const index of indexesOf(String.fromCharCode(pair >> 7, pair & 127))) enter(index, { group, prefix: '' });
  }
  const index = new Uint16Array(1 << (BITS * FIRST));
  const steps: (Beginning | undefined)[] = [undefined];
  for (const [at, entries] of byIndex) index[at] = steps.push(sortEntries(entries, FIRST)) - 1;
  return { index, steps };
}

/** Where the three bytes at a place lead to. */
export function beginningAt({ index, steps }: Beginnings, utf8: Uint8Array, at: number): Beginning | undefined {
  return steps[index[indexOf(utf8[at]!, utf8[at + 1]!, utf8[at + 2]!)]!];
}

function indexOf(first: number, second: number, third: number): number {
  return ((first & (ANY - 1)) << (2 * BITS)) | ((second & (ANY - 1)) << BITS) | (third & (ANY - 1));
}

/** All indexes of words that begin so: of two characters only, whatever is the third. */
function indexesOf(prefix: string): number[] {
  const [first, second, third] = [prefix.charCodeAt(0), prefix.charCodeAt(1), prefix.charCodeAt(2)];
  if (prefix.length >= FIRST) return [indexOf(first, second, third)];
  return Array.from({ length: ANY }, (_, any) => indexOf(first, second, any));
}

function sortEntries(entries: readonly Entry[], depth: number): Beginning {
  const isLeaf = (entry: Entry): boolean => entry.prefix.length <= depth || entries.length <= FEW;
  const here = [...new Set(entries.filter(isLeaf).map(({ group }) => group))];
  const longer = entries.filter((entry) => !isLeaf(entry));
  if (longer.length === 0) return { here, next: null };
  const byNext = Map.groupBy(longer, ({ prefix }) => prefix.charCodeAt(depth));
  return { here, next: new Map([...byNext].map(([char, some]) => [char, sortEntries(some, depth + 1)])) };
}

/** Without those that begin with another one. */
function shortestOf(prefixes: readonly string[]): readonly string[] {
  return prefixes.filter((prefix) => !prefixes.some((other) => other !== prefix && prefix.startsWith(other)));
}
