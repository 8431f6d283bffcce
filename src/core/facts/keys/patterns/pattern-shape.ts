import { SHORTEST_RUN, type CharSet } from './char-kinds.ts';
import { parseAlternatives, type GroupNode, type PatternNode, type SetNode } from './parse-alternatives.ts';

// Static analysis of a key pattern: how a match can begin. It lets one pass over a text try only the few patterns that
// a word's first characters or length allow.

const isPadding = ({ set }: SetNode): boolean => set.size === 1 && set.foreign === '=';

/** Properties of one alternative of a pattern. */
export type PatternShape = {
  source: string;
  /** Literal prefixes, one of which begins every match; empty when fewer than two characters are fixed. */
  prefixes: string[];
  /**
   * Possible first two characters of a match, as `128 * first + second`; empty when there are too many to be selective.
   */
  pairs: number[];
  /**
   * Length of a match's first atom, and the characters that must follow it: `next` is null where the atom ends the
   * match. Null as a whole when the end of the first atom is not fixed.
   */
  head: { min: number; max: number; next: CharSet | null } | null;
  /**
   * Separators between the start of a match and its first WIDE run of guaranteed length. The scanner finds that run and
   * goes back over the separators. Null when a match need not contain a long run.
   */
  joints: string | null;
  /** The most selective character set at a fixed offset after the prefix; null without one. */
  mark: { at: number; chars: CharSet } | null;
  /** Union of the character classes that a match may contain (see `KIND_OF_CHAR`). */
  kinds: number;
  /** Length of the match, without `=` padding, when it is a single WIDE run; null otherwise. */
  wide: { min: number; max: number } | null;
  /** Shortest and longest match in characters; `Infinity` without an upper bound. */
  shortest: number;
  longest: number;
  /** All characters that a match may contain. */
  chars: CharSet;
  /** Number of literal characters in every match; the more, the more specific the shape. */
  literal: number;
};

const MOST_PREFIXES = 48;
const MOST_PAIRS = 200;
/** Largest set that serves as a mark: hexadecimal digits are selective, letters and digits hardly are. */
const MOST_OF_MARK = 16;

/**
 * Parses a pattern of the rulebook into one shape per top-level alternative.
 *
 * @throws SyntaxError for syntax outside the subset (lookarounds, backreferences, nested repetition, anchors, `.`).
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

/** Padding is not part of a run; everything before it must be. */
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

/**
 * All literal prefixes, extended until there would be more than `MOST_PREFIXES`; none when one of them is shorter than
 * two characters.
 */
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

/** All texts that a node can match when they are few; null otherwise. */
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
    // `=` in a larger set is padding, which rarely occurs inside a key.
    if (!isSign && foreign !== '' && foreign !== '=') return null;
    joints += foreign;
    run = isSign ? 0 : run + lengthOf([node]).min;
    if (run >= SHORTEST_RUN) return joints;
  }
  return null;
}

/** @param from length of the prefix, which is compared anyway. */
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
