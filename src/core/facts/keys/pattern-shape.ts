import { ATOM, charSet, KIND_OF_CHAR, SHORTEST_RUN, WIDE, type CharSet } from './char-kinds.ts';

// What a key pattern says about where it can begin. It lets one pass over a text try only the few patterns that a word's
// first characters or its length allow. Patterns are a linear subset of regular expressions, read by a parser of our own.

const PADDING = charSet('=');

type SetNode = { kind: 'set'; chars: CharSet; min: number; max: number };
type GroupNode = { kind: 'group'; options: PatternNode[][]; min: number; max: number };
type PatternNode = SetNode | GroupNode;

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
  /** Kinds of all its characters, as `KIND_OF_CHAR` tells them. */
  kinds: number;
  /** Length of the whole match, when all of it lies in one run of WIDE characters. */
  wide: { min: number; max: number } | null;
  /** Longest match in characters; `Infinity` without an upper bound. */
  longest: number;
  /** Literal characters of the pattern: the more, the more it says. */
  literal: number;
};

const MOST_PREFIXES = 48;
const MOST_PAIRS = 200;
/** Larger sets are drawn, not chosen: digits are no part of a beginning that a mask may show. */
const MOST_CHOICES = 8;

/**
 * Reads a pattern of the rulebook: one shape per alternative at its top.
 *
 * @throws SyntaxError for what is outside the subset (lookarounds, back references, nested repetition, places).
 */
export function parsePattern(source: string): PatternShape[] {
  const parser = new PatternParser(source);
  const { options, sources } = parser.alternatives(true);
  return options.map((nodes, index) => shapeOf(nodes, sources[index]!));
}

function shapeOf(nodes: PatternNode[], source: string): PatternShape {
  const total = lengthOf(nodes);
  const prefixes = prefixesOf(nodes);
  return {
    source,
    prefixes,
    pairs: prefixes.length > 0 ? [...new Set(prefixes.map(pairOf))] : firstPairs(nodes),
    head: headOf(nodes),
    joints: jointsOf(nodes),
    kinds: kindsOf(nodes),
    wide: wideOf(nodes),
    longest: total.max,
    literal: literalLength(nodes),
  };
}

/** Padding is no part of a run: what is before it must be one. */
function wideOf(nodes: PatternNode[]): PatternShape['wide'] {
  const last = nodes.findLastIndex((n) => !isWithin(n, PADDING));
  const body = nodes.slice(0, last + 1);
  return body.every((n) => isWithin(n, WIDE)) ? lengthOf(body) : null;
}

/** Index of the first two characters of a text in a table of pairs. */
export function pairOf(text: string): number {
  return text.charCodeAt(0) * 128 + text.charCodeAt(1);
}

function firstPairs(nodes: PatternNode[]): number[] {
  const sets: CharSet[] = [];
  for (const node of nodes) {
    if (node.kind === 'group' || node.min === 0) break;
    for (let i = 0; i < Math.min(node.min, 2); i++) sets.push(node.chars);
  }
  const [first, second] = sets;
  if (first === undefined || second === undefined) return [];
  const pairs: number[] = [];
  for (let a = 0; a < 128; a++) for (let b = 0; b < 128; b++) if (first[a] && second[b]) pairs.push(a * 128 + b);
  return pairs.length <= MOST_PAIRS ? pairs : [];
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
function literalChoices(node: PatternNode): string[] | null {
  if (node.max > 1 && !(node.min === node.max && node.max <= 40)) return null;
  const single = node.kind === 'set' ? charsOf(node.chars) : groupTexts(node);
  if (single === null) return null;
  if (node.max > 1) return single.length === 1 ? [single[0]!.repeat(node.max)] : null;
  return node.min === 0 ? ['', ...single] : single;
}

function charsOf(chars: CharSet): string[] | null {
  const out: string[] = [];
  for (let c = 0; c < 128; c++) if (chars[c]) out.push(String.fromCharCode(c));
  return out.length <= MOST_CHOICES ? out : null;
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
    if (isWithin(node, ATOM)) {
      const size = lengthOf([node]);
      min += size.min;
      max += size.max;
    } else if (node.kind === 'set' && node.min > 0 && !overlaps(node.chars, ATOM)) {
      return { min, max, next: node.chars };
    } else return null;
  }
  return { min, max, next: null };
}

function jointsOf(nodes: PatternNode[]): string | null {
  let run = 0;
  let joints = '';
  for (const node of nodes) {
    const foreign = foreignChars(node);
    const isSign = node.kind === 'set' && node.min > 0 && !overlaps(node.chars, WIDE);
    // Where `=` is one of many it is padding, and seldom stands within.
    if (!isSign && foreign !== '' && foreign !== '=') return null;
    joints += foreign;
    run = isSign ? 0 : run + lengthOf([node]).min;
    if (run >= SHORTEST_RUN) return joints;
  }
  return null;
}

function kindsOf(nodes: PatternNode[]): number {
  let kinds = 0;
  for (const node of nodes) {
    if (node.kind === 'group') kinds |= node.options.reduce((sum, option) => sum | kindsOf(option), 0);
    else node.chars.forEach((on, c) => (kinds |= on === 1 ? KIND_OF_CHAR[c]! : 0));
  }
  return kinds;
}

/** All characters of the node that are not WIDE. */
function foreignChars(node: PatternNode): string {
  if (node.kind === 'group') return node.options.flat().map(foreignChars).join('');
  let foreign = '';
  for (let c = 0; c < node.chars.length; c++)
    if (node.chars[c] === 1 && WIDE[c] === 0) foreign += String.fromCharCode(c);
  return foreign;
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
    else if (charsOf(node.chars)?.length === 1) sum += node.min;
  }
  return sum;
}

function isWithin(node: PatternNode, set: CharSet): boolean {
  if (node.kind === 'group') return node.options.every((o) => o.every((n) => isWithin(n, set)));
  return node.chars.every((on, c) => on === 0 || set[c] === 1);
}

function overlaps(a: CharSet, b: CharSet): boolean {
  return a.some((on, c) => on === 1 && b[c] === 1);
}

const ESCAPES: Record<string, string> = { d: '0-9', w: 'A-Za-z0-9_', s: ' \t\n\r' };

class PatternParser {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  alternatives(top: boolean): { options: PatternNode[][]; sources: string[] } {
    const options: PatternNode[][] = [[]];
    const sources: string[] = [];
    let from = this.at;
    while (this.at < this.text.length) {
      const c = this.text[this.at]!;
      if (c === ')' && !top) break;
      if (c === '|') {
        sources.push(this.text.slice(from, this.at));
        from = ++this.at;
        options.push([]);
      } else options.at(-1)!.push(this.repeated(this.single()));
    }
    sources.push(this.text.slice(from, this.at));
    return { options, sources };
  }

  private single(): PatternNode {
    const c = this.text[this.at]!;
    if (c === '(') return this.group();
    if (c === '[') return { kind: 'set', chars: this.bracket(), min: 1, max: 1 };
    if ('.^$*+?{})]'.includes(c)) throw this.unsupported();
    this.at += 1;
    return { kind: 'set', chars: c === '\\' ? this.escaped() : charSet(c), min: 1, max: 1 };
  }

  private group(): PatternNode {
    if (!this.text.startsWith('(?:', this.at)) throw this.unsupported();
    this.at += 3;
    const { options } = this.alternatives(false);
    if (this.text[this.at] !== ')') throw this.unsupported();
    this.at += 1;
    return { kind: 'group', options, min: 1, max: 1 };
  }

  private bracket(): CharSet {
    const end = this.closingBracket();
    const inside = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    const negated = inside.startsWith('^');
    const body = (negated ? inside.slice(1) : inside)
      .replaceAll(/\\([dws])/g, (_, k: string) => ESCAPES[k]!)
      .replaceAll('\\n', '\n')
      .replaceAll(/\\(.)/g, '$1');
    const chars = charSet(body);
    return negated ? chars.map((on) => 1 - on) : chars;
  }

  private closingBracket(): number {
    for (let i = this.at + 1; i < this.text.length; i++) {
      if (this.text[i] === '\\') i += 1;
      else if (this.text[i] === ']') return i;
    }
    throw this.unsupported();
  }

  private escaped(): CharSet {
    const c = this.text[this.at++];
    if (c === undefined || (/[A-Za-z0-9]/.test(c) && !(c in ESCAPES))) throw this.unsupported();
    return charSet(ESCAPES[c] ?? c);
  }

  private repeated(node: PatternNode): PatternNode {
    const match = /^(?:\{(\d+)(,?)(\d*)\}|([*+?]))/.exec(this.text.slice(this.at, this.at + 16));
    if (match === null) return node;
    this.at += match[0].length;
    const sign = match[4];
    const min = sign === undefined ? Number(match[1]) : sign === '+' ? 1 : 0;
    const max =
      sign === '?' ? 1 : sign !== undefined || (match[2] && !match[3]) ? Infinity : Number(match[3] || match[1]);
    // A repeated group whose inside repeats as well is where time stops being linear.
    if (max > 1 && node.kind === 'group' && node.options.some((o) => o.some((n) => n.min !== n.max)))
      throw this.unsupported();
    return { ...node, min, max };
  }

  private unsupported(): SyntaxError {
    return new SyntaxError(`pattern is outside the linear subset at character ${this.at + 1}`);
  }
}
