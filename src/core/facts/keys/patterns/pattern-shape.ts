import { SHORTEST_RUN, type CharSet } from './char-kinds.ts';
import { parseAlternatives, type GroupNode, type PatternNode, type SetNode } from './parse-alternatives.ts';

// What a key pattern says about where it can begin. It lets one pass over a text try only the few patterns that a word's
// first characters or its length allow.

const isPadding = ({ set }: SetNode): boolean => set.size === 1 && set.foreign === '=';

/** One alternative of a pattern. */
export type PatternShape = {
  source: string;
  /** Every match begins with one of these; empty when no two characters are certain. */
  prefixes: string[];
  /** First two characters of every match, as `128 * first + second`; empty when they are too many to tell anything. */
  pairs: number[];
  /** Length of the first atom of every match, and the character that must follow it; null at the end of the match. */
  head: { min: number; max: number; next: CharSet | null } | null;
  /**
   * Signs between the first word of every match and the first run of WIDE that is long for certain: from there the match
   * is found by going back over them. Null where nothing in it need be long.
   */
  joints: string | null;
  /** The most telling of the characters behind the beginning that are as far from it in every match; null without any. */
  mark: { at: number; chars: CharSet } | null;
  /** Kinds of all its characters, as `KIND_OF_CHAR` tells them. */
  kinds: number;
  /** Length of the whole match, when all of it lies in one run of WIDE characters. */
  wide: { min: number; max: number } | null;
  /** Shortest and longest match in characters; `Infinity` without an upper bound. */
  shortest: number;
  longest: number;
  /** All characters that a match may hold. */
  chars: CharSet;
  /** Literal characters of the pattern: the more, the more it says. */
  literal: number;
};

const MOST_PREFIXES = 48;
const MOST_PAIRS = 200;
/** One of hexadecimal digits tells something, one of letters and digits next to nothing. */
const MOST_OF_MARK = 16;

/**
 * Reads a pattern of the rulebook: one shape per alternative at its top.
 *
 * @throws SyntaxError for what is outside the subset (lookarounds, back references, nested repetition, places).
 */
export function parsePattern(source: string): PatternShape[] {
  const { options, sources } = parseAlternatives(source);
  return options.map((nodes, index) => shapeOf(nodes, sources[index]!));
}

function shapeOf(nodes: PatternNode[], source: string): PatternShape {
  const total = lengthOf(nodes);
  const prefixes = prefixesOf(nodes);
  const sets = [...setsIn(nodes)];
  return {
    source,
    prefixes,
    pairs: prefixes.length > 0 ? [...new Set(prefixes.map(pairOf))] : firstPairs(nodes),
    head: headOf(nodes),
    joints: jointsOf(nodes),
    mark: markOf(nodes, Math.max(...prefixes.map((p) => p.length), 0)),
    kinds: sets.reduce((kinds, { set }) => kinds | set.kinds, 0),
    wide: wideOf(nodes),
    shortest: total.min,
    longest: total.max,
    chars: unionOf(sets),
    literal: literalLength(nodes),
  };
}

/** Padding is no part of a run: what is before it must be one. */
function wideOf(nodes: PatternNode[]): PatternShape['wide'] {
  const last = nodes.findLastIndex((n) => !isAll(n, isPadding));
  const body = nodes.slice(0, last + 1);
  return body.every((n) => isAll(n, ({ set }) => set.wide === 'all')) ? lengthOf(body) : null;
}

/** Index of the first two characters of a text in a table of pairs. */
export function pairOf(text: string): number {
  return text.charCodeAt(0) * 128 + text.charCodeAt(1);
}

function firstPairs(nodes: PatternNode[]): number[] {
  const sets: SetNode['set'][] = [];
  for (const node of nodes) {
    if (node.kind === 'group' || node.min === 0) break;
    for (let i = 0; i < Math.min(node.min, 2); i++) sets.push(node.set);
  }
  const [first, second] = sets;
  if (first === undefined || second === undefined || first.size * second.size > MOST_PAIRS) return [];
  return codesOf(first.chars).flatMap((a) => codesOf(second.chars).map((b) => a * 128 + b));
}

function codesOf(chars: CharSet): number[] {
  return [...chars.keys()].filter((code) => chars[code] === 1);
}

/** All literal beginnings, or none when they are too many or one of them is shorter than two characters. */
function prefixesOf(nodes: PatternNode[]): string[] {
  let open = [''];
  for (const node of nodes) {
    const choices = literalChoices(node);
    if (choices === null || open.length * choices.length > MOST_PREFIXES) break;
    const next: string[] = [];
    for (const head of open) for (const choice of choices) next.push(head + choice);
    open = next;
  }
  const all = [...new Set(open)];
  return all.some((p) => p.length < 2) ? [] : all;
}

/** The texts that a node can stand for when they are few and certain; null otherwise. */
function literalChoices(node: PatternNode): readonly string[] | null {
  if (node.max > 1 && !(node.min === node.max && node.max <= 40)) return null;
  const single = node.kind === 'set' ? node.set.choices : groupTexts(node);
  if (single === null) return null;
  if (node.max > 1) return single.length === 1 ? [single[0]!.repeat(node.max)] : null;
  return node.min === 0 ? ['', ...single] : single;
}

function groupTexts(group: GroupNode): string[] | null {
  const out: string[] = [];
  for (const option of group.options) {
    let texts = [''];
    for (const node of option) {
      const choices = literalChoices(node);
      if (choices === null || texts.length * choices.length > MOST_PREFIXES) return null;
      texts = texts.flatMap((t) => choices.map((c) => t + c));
    }
    out.push(...texts);
  }
  return out.length <= MOST_PREFIXES ? out : null;
}

function headOf(nodes: PatternNode[]): PatternShape['head'] {
  let min = 0;
  let max = 0;
  for (const node of nodes) {
    if (isAll(node, ({ set }) => set.atom === 'all')) {
      const size = lengthOf([node]);
      min += size.min;
      max += size.max;
    } else if (node.kind === 'set' && node.min > 0 && node.set.atom === 'none') {
      return { min, max, next: node.set.chars };
    } else return null;
  }
  return { min, max, next: null };
}

function jointsOf(nodes: PatternNode[]): string | null {
  let run = 0;
  let joints = '';
  for (const node of nodes) {
    const foreign = foreignChars(node);
    const isSign = node.kind === 'set' && node.min > 0 && node.set.wide === 'none';
    // Where `=` is one of many it is padding, and seldom stands within.
    if (!isSign && foreign !== '' && foreign !== '=') return null;
    joints += foreign;
    run = isSign ? 0 : run + lengthOf([node]).min;
    if (run >= SHORTEST_RUN) return joints;
  }
  return null;
}

/** @param from length of what is looked at anyway. */
function markOf(nodes: PatternNode[], from: number): PatternShape['mark'] {
  let mark: PatternShape['mark'] = null;
  let fewest = MOST_OF_MARK + 1;
  let at = 0;
  for (const node of nodes) {
    const { min, max } = lengthOf([node]);
    const size = node.kind === 'set' && min > 0 && at + min > from ? node.set.size : Infinity;
    if (node.kind === 'set' && size < fewest) {
      mark = { at: Math.max(at, from), chars: node.set.chars };
      fewest = size;
    }
    if (min !== max) break;
    at += min;
  }
  return mark;
}

function* setsIn(nodes: readonly PatternNode[]): Generator<SetNode> {
  for (const node of nodes) {
    if (node.kind === 'set') yield node;
    else for (const option of node.options) yield* setsIn(option);
  }
}

function unionOf(sets: readonly SetNode[]): CharSet {
  const all = new Uint8Array(128);
  for (const { set } of sets) for (let code = 0; code < all.length; code++) all[code]! |= set.chars[code]!;
  return all;
}

/** All characters of the node that are not WIDE. */
function foreignChars(node: PatternNode): string {
  return node.kind === 'set' ? node.set.foreign : node.options.flat().map(foreignChars).join('');
}

function lengthOf(nodes: PatternNode[]): { min: number; max: number } {
  let min = 0;
  let max = 0;
  for (const node of nodes) {
    const sizes = node.kind === 'set' ? [{ min: 1, max: 1 }] : node.options.map(lengthOf);
    min += node.min * Math.min(...sizes.map((s) => s.min));
    max += node.max * Math.max(...sizes.map((s) => s.max));
  }
  return { min, max };
}

function literalLength(nodes: PatternNode[]): number {
  let sum = 0;
  for (const node of nodes) {
    if (node.min === 0) continue;
    if (node.kind === 'group') sum += Math.min(...node.options.map(literalLength));
    else if (node.set.size === 1) sum += node.min;
  }
  return sum;
}

function isAll(node: PatternNode, holds: (set: SetNode) => boolean): boolean {
  return node.kind === 'set' ? holds(node) : node.options.every((option) => option.every((n) => isAll(n, holds)));
}
