import type { KeyGroup } from './compiled-key.ts';

/**
 * Groups indexed by how their keys begin. Every word of a text is looked up and almost none begins like a key, so a
 * miss costs a single read from a table small enough to stay in the CPU cache.
 */
export type Beginnings = {
  /** Maps the low five bits of each of the first three characters to an index of `steps`. */
  index: Uint16Array;
  /** The first is undefined: no key begins this way. */
  steps: readonly (Beginning | undefined)[];
};
/** A trie node: the groups to try here, and the child nodes by next character. */
export type Beginning = { here: readonly KeyGroup[]; next: ReadonlyMap<number, Beginning> | null };
/** One of a group's prefixes. */
type Entry = { group: KeyGroup; prefix: string };

/** Number of leading characters that `index` covers. */
export const FIRST = 3;
const BITS = 5;
const ANY = 1 << BITS;
/** Up to this many entries are tried one by one instead of adding trie levels. */
const FEW = 3;

/**
 * Builds the lookup table.
 *
 * @param groups groups whose matches begin with one of a limited number of character pairs.
 */
export function sortBeginnings(groups: readonly KeyGroup[]): Beginnings {
  const [byTwo, byThree] = [new Map<number, Entry[]>(), new Map<number, Entry[]>()];
  for (const group of groups) {
    const { pairs, prefixes } = group.shape;
    for (const prefix of shortestOf(prefixes)) {
      const [first, second, third] = [prefix.charCodeAt(0), prefix.charCodeAt(1), prefix.charCodeAt(2)];
      if (prefix.length < FIRST) enter(byTwo, indexOf(0, first, second), { group, prefix });
      else enter(byThree, indexOf(first, second, third), { group, prefix });
    }
    if (prefixes.length === 0)
      for (const pair of pairs) enter(byTwo, indexOf(0, pair >> BITS_OF_ASCII, pair), { group, prefix: '' });
  }
  const index = new Uint16Array(1 << (BITS * FIRST));
  const steps: (Beginning | undefined)[] = [undefined];
  const addStep = (entries: readonly Entry[]): number => steps.push(sortEntries(entries, FIRST)) - 1;
  for (const [two, entries] of byTwo) index.fill(addStep(entries), two << BITS, (two + 1) << BITS);
  for (const [three, entries] of byThree) index[three] = addStep([...(byTwo.get(three >> BITS) ?? []), ...entries]);
  return { index, steps };
}

const BITS_OF_ASCII = 7;

function enter(lists: Map<number, Entry[]>, index: number, entry: Entry): void {
  const entries = lists.get(index);
  if (entries === undefined) lists.set(index, [entry]);
  else if (!entries.some(({ group, prefix }) => group === entry.group && prefix === entry.prefix)) entries.push(entry);
}

/** The trie node for the three bytes at an offset; undefined when no key begins with them. */
export function beginningAt({ index, steps }: Beginnings, utf8: Uint8Array, at: number): Beginning | undefined {
  return steps[index[indexOf(utf8[at]!, utf8[at + 1]!, utf8[at + 2]!)]!];
}

function indexOf(first: number, second: number, third: number): number {
  return ((first & (ANY - 1)) << (2 * BITS)) | ((second & (ANY - 1)) << BITS) | (third & (ANY - 1));
}

function sortEntries(entries: readonly Entry[], depth: number): Beginning {
  const isLeaf = (entry: Entry): boolean => entry.prefix.length <= depth || entries.length <= FEW;
  const here = [...new Set(entries.filter(isLeaf).map(({ group }) => group))];
  const longer = entries.filter((entry) => !isLeaf(entry));
  if (longer.length === 0) return { here, next: null };
  const byNext = Map.groupBy(longer, ({ prefix }) => prefix.charCodeAt(depth));
  return { here, next: new Map([...byNext].map(([char, some]) => [char, sortEntries(some, depth + 1)])) };
}

/** Drops prefixes that begin with another prefix of the list. */
function shortestOf(prefixes: readonly string[]): readonly string[] {
  return prefixes.filter((prefix) => !prefixes.some((other) => other !== prefix && prefix.startsWith(other)));
}
