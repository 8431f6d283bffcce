import type { KeyRule, Rule } from '../../../rulebook/rule-schema.ts';
import type { Rulebook } from '../../../rulebook/rulebook.ts';
import type { CompiledKey, KeyGroup } from './compiled-key.ts';
import { SHORTEST_RUN } from './char-kinds.ts';
import { compilePlaces, type PlaceTable } from '../compile-places.ts';
import type { ShortWords } from '../find-words.ts';
import { foldWords } from '../names/fold-words.ts';
import { sortBeginnings, type Beginnings } from './key-beginnings.ts';
import { parsePattern, type PatternShape } from './pattern-shape.ts';

type Table<T> = (T | undefined)[];

/** Allocates every slot up front: V8 stores a sparsely filled array as a dictionary, which is slow to index. */
function emptyTable<T>(size: number): Table<T> {
  return Array.from<T | undefined>({ length: size }).fill(undefined);
}

/**
 * Groups indexed by a word's length, then by the character classes in the word (see `KIND_OF_CHAR`). `alone` holds the
 * few groups that need no name beside the value.
 */
export type GroupsByLength = Readonly<Record<'all' | 'alone', readonly (GroupsByKinds | undefined)[]>>;
type GroupsByKinds = readonly (readonly KeyGroup[] | undefined)[];

/** All key patterns, indexed by how a match can begin. Compiled once per rulebook; read-only. */
export type KeySearch = {
  /** Shapes with known first characters, indexed by them. */
  beginnings: Beginnings;
  /** How keys with a short first atom can begin, such as `SG.` or `https:`. */
  short: ShortWords;
  /** Shapes without a literal prefix, indexed by the length of their first atom. */
  byLength: GroupsByLength;
  /** Shapes that are a single WIDE run, indexed by its length. */
  byWideLength: GroupsByLength;
  /** Shapes of URLs that contain a password. */
  urls: readonly CompiledKey[];
  /** Words that lead to other kinds of secrets, and prefixes of keys that may contain no long word. */
  places: PlaceTable;
  /** Environment variables that a rule marks as secret, folded by `foldWords`: `_payu_merchant_salt_`. */
  secretNames: ReadonlySet<string>;
};

/** Maximum length of a key in characters; tokens that embed a JWT are the longest. */
const LONGEST_KEY = 4096;
const LONGEST_PLAIN_KEY = 2000;
const SHORTEST_OPENING = 4;

/**
 * Compiles the key patterns of a rulebook.
 *
 * @param rules rules by id, whose names and aliases identify a provider near a key; without them only its id does.
 * @throws SyntaxError naming the key whose pattern is outside the linear subset, matches too short a text, or has no
 * beginning to search for.
 */
export function compileKeySearch(keys: Rulebook['keys'], rules?: ReadonlyMap<string, Rule>): KeySearch {
  const tables = {
    beginning: [] as KeyGroup[],
    byLength: emptyTable<KeyGroup[]>(LONGEST_PLAIN_KEY + 1),
    byWideLength: emptyTable<KeyGroup[]>(LONGEST_PLAIN_KEY + 1),
    short: { pairs: new Uint8Array(128 * 128), joints: new Uint8Array(128) },
    openings: new Set<string>(),
  };
  const urls: CompiledKey[] = [];
  const shapes: Shapes = { parsed: new Map(), regexes: new Map() };
  const groups = new Map<RegExp, KeyGroup>();
  for (const [rank, { provider, rule }] of keys.entries()) {
    for (const key of compileKey({ provider, rule, rank }, rules?.get(provider), shapes)) {
      const known = groups.get(key.regex);
      if (isUrl(rule)) urls.push(key);
      else if (known !== undefined) {
        known.keys.push(key);
        known.needsName &&= rule.detect === 'context';
      } else groups.set(key.regex, enter(tables, key, groups.size));
    }
  }
  const { openings, beginning, byLength, byWideLength, short } = tables;
  return {
    beginnings: sortBeginnings(beginning),
    short,
    byLength: sortByKinds(byLength),
    byWideLength: sortByKinds(byWideLength),
    urls,
    places: compilePlaces([...openings]),
    secretNames: secretNamesOf(rules),
  };
}

function secretNamesOf(rules: ReadonlyMap<string, Rule> | undefined): ReadonlySet<string> {
  const names = [...(rules?.values() ?? [])].flatMap((rule) => rule.detect.env ?? []);
  return new Set(names.filter((env) => env.class === 'secret').map((env) => foldWords(env.name)));
}

/**
 * Indexes the groups of each length by character classes, so that a lookup skips shapes that cannot contain the word's.
 */
function sortByKinds(lists: Table<KeyGroup[]>): GroupsByLength {
  const sorted = new Map<string, GroupsByKinds>();
  const sort = (groups: readonly KeyGroup[]): GroupsByKinds | undefined => {
    if (groups.length === 0) return undefined;
    const id = groups.map(({ order }) => order).join();
    const known = sorted.get(id) ?? Array.from({ length: 256 }, (_, kinds) => groupsOfKinds(groups, kinds));
    sorted.set(id, known);
    return known;
  };
  return {
    all: lists.map((groups = []) => sort(groups)),
    alone: lists.map((groups = []) => sort(groups.filter(({ needsName }) => !needsName))),
  };
}

function groupsOfKinds(groups: readonly KeyGroup[], kinds: number): readonly KeyGroup[] | undefined {
  const possible = groups.filter(({ shape }) => (kinds & ~shape.kinds) === 0);
  return possible.length === 0 ? undefined : possible;
}

type Tables = {
  beginning: KeyGroup[];
  byLength: Table<KeyGroup[]>;
  byWideLength: Table<KeyGroup[]>;
  short: ShortWords;
  openings: Set<string>;
};

/** Creates the group of a shape for its first key, and adds it to the index by which it is found. */
function enter(tables: Tables, key: CompiledKey, order: number): KeyGroup {
  const { regex, shape, reach, rule, provider } = key;
  const group = { regex, shape, reach, keys: [key], needsName: rule.detect === 'context', order };
  const { pairs, head, wide } = shape;
  if (pairs.length > 0 && firstAtomLength(shape) >= 2) {
    tables.beginning.push(group);
    if (firstAtomLength(shape) < SHORTEST_RUN) enterShort(tables, key);
  } else if (pairs.length > 0 && wide !== null) {
    // `1//0…`: the first atom is too short to look up, so the WIDE run is used instead.
    group.shape = { ...shape, head: null };
    enterLengths(tables.byWideLength, wide, group);
  } else if (head !== null) enterLengths(tables.byLength, head, group);
  else if (wide !== null) enterLengths(tables.byWideLength, wide, group);
  else throw new SyntaxError(`${provider}/${rule.id}: the pattern begins with nothing to search for`);
  return group;
}

/** Parsed patterns and regexes that keys share: forty services issue 32 hexadecimal digits. */
type Shapes = { parsed: Map<string, PatternShape[]>; regexes: Map<string, RegExp> };

function compileKey(
  { provider, rule, rank }: Pick<CompiledKey, 'provider' | 'rule' | 'rank'>,
  owner: Rule | undefined,
  shapes: Shapes,
): CompiledKey[] {
  const words = wordsOf(provider, rule, owner);
  const samples = new Set(rule.samples ?? []);
  return shapesOf(provider, rule, shapes).map((shape) => {
    const cap = shape.longest === Infinity || shape.longest > LONGEST_PLAIN_KEY ? capOf(rule) : shape.longest;
    const reach = Math.min(cap, LONGEST_KEY);
    return {
      provider,
      rule,
      rank,
      regex: sharedRegex(shape.source, reach, shapes),
      shape,
      reach,
      words,
      samples,
      spelled: shape.source.match(/[_;-][A-Za-z]{4,}[_=-]/g) ?? [],
    };
  });
}

/** Returns the same object for equal shapes, so that keys can be grouped by identity. */
function sharedRegex(source: string, reach: number, { regexes }: Shapes): RegExp {
  const id = `${reach} ${source}`;
  const regex = regexes.get(id) ?? new RegExp(source, 'y');
  regexes.set(id, regex);
  return regex;
}

function shapesOf(provider: string, rule: KeyRule, { parsed }: Shapes): PatternShape[] {
  try {
    const shapes = parsed.get(rule.pattern) ?? parsePattern(rule.pattern);
    parsed.set(rule.pattern, shapes);
    return shapes;
  } catch (error) {
    throw new SyntaxError(`${provider}/${rule.id}: ${(error as Error).message}`, { cause: error });
  }
}

function capOf(rule: KeyRule): number {
  return rule.pattern.includes('eyJ') ? LONGEST_KEY : LONGEST_PLAIN_KEY;
}

/**
 * The key's `context` words, or else the provider's id, name and aliases; and the env variable that replaces the key.
 */
function wordsOf(provider: string, rule: KeyRule, owner: Rule | undefined): string[] {
  const own = rule.context ?? [provider, owner?.name ?? provider, ...(owner?.aliases ?? [])];
  const folded = [...own, ...(rule.env === undefined ? [] : [rule.env])].map((w) =>
    w.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_'),
  );
  return [...new Set(folded.filter((w) => w.length >= 2))];
}

function firstAtomLength(shape: PatternShape): number {
  if (shape.head !== null) return shape.head.min;
  return Math.min(...shape.prefixes.map((p) => /^[\w-]*/.exec(p)![0].length));
}

/** URLs with a password are found by their `@` and only then matched against the full pattern. */
function isUrl(rule: KeyRule): boolean {
  return rule.class === 'connection-string' && /:\/\/.*@/.test(rule.pattern);
}

/** Registers how to find a key whose first atom is too short for the scan of long runs. */
function enterShort({ short, openings }: Tables, { shape, provider, rule }: CompiledKey): void {
  for (const pair of shape.pairs) short.pairs[pair] = 1;
  for (const joint of shape.joints ?? '') short.joints[joint.charCodeAt(0)] = 1;
  if (shape.joints !== null) return;
  if (shape.wide !== null && shape.wide.min < SHORTEST_RUN)
    throw new SyntaxError(`${provider}/${rule.id}: a match has to be ${SHORTEST_RUN} characters long`);
  if (shape.prefixes.length === 0 || shape.prefixes.some((p) => p.length < SHORTEST_OPENING))
    throw new SyntaxError(
      `${provider}/${rule.id}: a match has to begin with ${SHORTEST_OPENING} certain characters or hold ${SHORTEST_RUN} in a row`,
    );
  for (const prefix of shape.prefixes) openings.add(prefix);
}

function enterLengths(table: Table<KeyGroup[]>, size: { min: number; max: number }, group: KeyGroup): void {
  for (let n = Math.max(1, size.min); n <= Math.min(size.max, LONGEST_PLAIN_KEY); n++) (table[n] ??= []).push(group);
}
