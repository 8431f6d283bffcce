import type { KeyRule, Rule } from '../../rulebook/rule-schema.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { ShortWords } from './find-words.ts';
import { parsePattern, type PatternShape } from './pattern-shape.ts';

/** One alternative of one key pattern, ready to be tried at a place. */
export type CompiledKey = {
  provider: string;
  rule: KeyRule;
  /** Anchored at the start of the candidate; what follows the match is judged by the caller. Equal shapes share it. */
  regex: RegExp;
  shape: PatternShape;
  /** Literal beginning that a mask may show and that a filler test leaves out; empty when several are possible. */
  prefix: string;
  /** Characters of the text that are given to the regex. */
  reach: number;
  /** Words that must or may stand nearby, folded to lower case with underscores. */
  words: readonly string[];
  samples: ReadonlySet<string>;
  /** Words in the middle of the shape, which say nothing of what is drawn around them: `_secret_`. */
  spelled: readonly string[];
};

/** All key patterns by where they can begin. Compiled once for a rulebook and read only. */
export type KeySearch = {
  /** By the first two characters of an atom: code of the first times 128 plus code of the second. */
  byPair: readonly (readonly CompiledKey[] | undefined)[];
  /** How a key can begin whose first atom is short, as `SG.` or `https:`. */
  short: ShortWords;
  /** By the length of an atom, for shapes without a literal beginning. */
  byLength: readonly (readonly CompiledKey[] | undefined)[];
  /** By the length of a run of wide characters. */
  byWideLength: readonly (readonly CompiledKey[] | undefined)[];
  /** Shapes of URLs that carry a password. */
  urls: readonly CompiledKey[];
};

/** Longest value that is read as one key, in characters: tokens that carry a JWT are the longest. */
const LONGEST_KEY = 4096;
const LONGEST_PLAIN_KEY = 2000;
/** Atoms below this length are looked up only for pairs that need it: nearly all words of a source are shorter. */
export const SHORT_ATOM = 16;

/**
 * Compiles the key patterns of a rulebook.
 *
 * @param keys the rulebook's keys.
 * @param rules the rules by id, for the words that a key is known by; without them the provider's id has to do.
 * @throws SyntaxError naming the key whose pattern is not linear, is too short, or begins with nothing to search for.
 */
export function compileKeySearch(keys: Rulebook['keys'], rules?: ReadonlyMap<string, Rule>): KeySearch {
  const byPair: CompiledKey[][] = [];
  const byLength: CompiledKey[][] = [];
  const byWideLength: CompiledKey[][] = [];
  const urls: CompiledKey[] = [];
  const short = { pairs: new Uint8Array(128 * 128), marks: '' };
  const regexes = new Map<string, RegExp>();
  for (const { provider, rule } of keys) {
    for (const key of compileKey(provider, rule, rules?.get(provider), regexes)) {
      if (isUrl(rule)) urls.push(key);
      else if (key.shape.pairs.length > 0 && firstAtomLength(key.shape) >= 2) enterPairs({ byPair, short }, key);
      else if (key.shape.pairs.length > 0 && key.shape.wide !== null)
        // `1//0…`: no atom to begin with, but a run of its own.
        enterLengths(byWideLength, key.shape.wide, { ...key, shape: { ...key.shape, head: null } });
      else if (key.shape.head !== null) enterLengths(byLength, key.shape.head, key);
      else if (key.shape.wide !== null) enterLengths(byWideLength, key.shape.wide, key);
      else throw new SyntaxError(`${provider}/${rule.id}: the pattern begins with nothing to search for`);
    }
  }
  return { byPair, short, byLength, byWideLength, urls };
}

function compileKey(
  provider: string,
  rule: KeyRule,
  owner: Rule | undefined,
  regexes: Map<string, RegExp>,
): CompiledKey[] {
  const words = wordsOf(provider, rule, owner);
  const samples = new Set(rule.samples ?? []);
  return shapesOf(provider, rule).map((shape) => {
    const cap = shape.longest === Infinity || shape.longest > LONGEST_PLAIN_KEY ? capOf(rule) : shape.longest;
    const reach = Math.min(cap, LONGEST_KEY);
    return {
      provider,
      rule,
      regex: sharedRegex(shape.source, reach, regexes),
      shape,
      prefix: shape.prefixes.length === 1 ? shape.prefixes[0]! : '',
      reach,
      words,
      samples,
      spelled: shape.source.match(/[_-][a-z]{4,}[_-]/g) ?? [],
    };
  });
}

/** One object for all keys of the same shape, so that they can be told to be the same. */
function sharedRegex(source: string, reach: number, regexes: Map<string, RegExp>): RegExp {
  const id = `${reach} ${source}`;
  const regex = regexes.get(id) ?? new RegExp(`^(?:${source})`);
  regexes.set(id, regex);
  return regex;
}

function shapesOf(provider: string, rule: KeyRule): PatternShape[] {
  try {
    return parsePattern(rule.pattern);
  } catch (error) {
    throw new SyntaxError(`${provider}/${rule.id}: ${(error as Error).message}`, { cause: error });
  }
}

function capOf(rule: KeyRule): number {
  return rule.pattern.includes('eyJ') ? LONGEST_KEY : LONGEST_PLAIN_KEY;
}

/** The words of the key, else the names of the rule and of the env variables that carry its secrets. */
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

/** A URL with a password is found by its sign, and told apart by its whole shape. */
function isUrl(rule: KeyRule): boolean {
  return rule.class === 'connection-string' && /:\/\/.*@/.test(rule.pattern);
}

function enterPairs({ byPair, short }: { byPair: CompiledKey[][]; short: ShortWords }, key: CompiledKey): void {
  const { pairs, lead } = key.shape;
  const isShort = firstAtomLength(key.shape) < SHORT_ATOM;
  for (const pair of pairs) {
    (byPair[pair] ??= []).push(key);
    if (isShort) short.pairs[pair] = 1;
  }
  // A whole match below that length would be passed over with the other words.
  if (lead.marks === '' && lead.min < SHORT_ATOM)
    throw new SyntaxError(`${key.provider}/${key.rule.id}: a match has to be ${SHORT_ATOM} characters long`);
  if (isShort && lead.min < SHORT_ATOM) short.marks = [...new Set(short.marks + lead.marks)].join('');
}

function enterLengths(table: CompiledKey[][], size: { min: number; max: number }, key: CompiledKey): void {
  for (let n = Math.max(1, size.min); n <= Math.min(size.max, LONGEST_PLAIN_KEY); n++) (table[n] ??= []).push(key);
}
