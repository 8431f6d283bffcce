import { readSet, type SetTraits } from './read-set.ts';

// A parser for key patterns: the subset of regular expressions that matches in linear time.

export type SetNode = { kind: 'set'; set: SetTraits; min: number; max: number };
export type GroupNode = { kind: 'group'; options: PatternNode[][]; min: number; max: number };
export type PatternNode = SetNode | GroupNode;

/** Top-level alternatives of a pattern: their nodes and, at the same index, their source text. */
export type Alternatives = { options: PatternNode[][]; sources: string[] };

/**
 * Parses a key pattern.
 *
 * @throws SyntaxError for syntax outside the subset (lookarounds, backreferences, nested repetition, anchors, `.`).
 */
export function parseAlternatives(pattern: string): Alternatives {
  return new PatternParser(pattern).alternatives(true);
}

const ESCAPES: Record<string, string> = { d: '0-9', w: 'A-Za-z0-9_', s: ' \t\n\r' };

class PatternParser {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  alternatives(top: boolean): Alternatives {
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
    if (c === '[') return { kind: 'set', set: this.bracket(), min: 1, max: 1 };
    if ('.^$*+?{})]'.includes(c)) throw this.unsupported();
    this.at += 1;
    return { kind: 'set', set: c === '\\' ? this.escaped() : readSet(c), min: 1, max: 1 };
  }

  private group(): PatternNode {
    if (!this.text.startsWith('(?:', this.at)) throw this.unsupported();
    this.at += 3;
    const { options } = this.alternatives(false);
    if (this.text[this.at] !== ')') throw this.unsupported();
    this.at += 1;
    return { kind: 'group', options, min: 1, max: 1 };
  }

  private bracket(): SetTraits {
    const end = this.closingBracket();
    const inside = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    const negated = inside.startsWith('^');
    const body = (negated ? inside.slice(1) : inside)
      .replaceAll(/\\([dws])/g, (_, k: string) => ESCAPES[k]!)
      .replaceAll('\\n', '\n')
      .replaceAll(/\\(.)/g, '$1');
    return readSet(body, negated);
  }

  private closingBracket(): number {
    for (let i = this.at + 1; i < this.text.length; i++) {
      if (this.text[i] === '\\') i += 1;
      else if (this.text[i] === ']') return i;
    }
    throw this.unsupported();
  }

  private escaped(): SetTraits {
    const c = this.text[this.at++];
    if (c === undefined || (/[A-Za-z0-9]/.test(c) && !(c in ESCAPES))) throw this.unsupported();
    return readSet(ESCAPES[c] ?? c);
  }

  private repeated(node: PatternNode): PatternNode {
    const match = /^(?:\{(\d+)(,?)(\d*)\}|([*+?]))/.exec(this.text.slice(this.at, this.at + 16));
    if (match === null) return node;
    this.at += match[0].length;
    const sign = match[4];
    const min = sign === undefined ? Number(match[1]) : sign === '+' ? 1 : 0;
    const max =
      sign === '?' ? 1 : sign !== undefined || (match[2] && !match[3]) ? Infinity : Number(match[3] || match[1]);
    // A repeated group with a variable repetition inside is where matching stops being linear.
    if (max > 1 && node.kind === 'group' && node.options.some((o) => o.some((n) => n.min !== n.max)))
      throw this.unsupported();
    return { ...node, min, max };
  }

  private unsupported(): SyntaxError {
    return new SyntaxError(`pattern is outside the linear subset at character ${this.at + 1}`);
  }
}
