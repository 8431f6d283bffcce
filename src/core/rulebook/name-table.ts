import type { Match } from './rulebook.ts';

/**
 * Looks names up among literal names and names with one trailing `*`.
 *
 * Uses maps only: the cost of a lookup does not grow with the rules, and no name ever becomes a pattern. The literal
 * name wins, then the longest prefix, so that `@aws-sdk/client-s3` is S3 and not AWS at large.
 */
export class NameTable {
  readonly #exact = new Map<string, Match[]>();
  readonly #prefix = new Map<string, Match[]>();
  /** Lengths of the prefixes, longest first. */
  #lengths: number[] = [];

  /** Adds a name as a rule writes it; `key` is the name as it is looked up (folded, translated). */
  add(key: string, match: Match): void {
    const wild = key.endsWith('*');
    const table = wild ? this.#prefix : this.#exact;
    const name = wild ? key.slice(0, -1) : key;
    const known = table.get(name);
    if (known === undefined) table.set(name, [match]);
    else if (!known.some((m) => m.provider === match.provider)) known.push(match);
    if (wild && !this.#lengths.includes(name.length))
      this.#lengths = [...this.#lengths, name.length].toSorted((a, b) => b - a);
  }

  /** The rules that name it; empty when none does. */
  find(name: string): readonly Match[] {
    return this.#exact.get(name) ?? this.#findPrefix(name, -1);
  }

  /**
   * The rules that name it or its longest leading part that ends at a separator: `google.cloud.storage` for
   * `google.cloud.storage.Client`. Of such a part and a wildcard, the longer text wins.
   */
  findLonging(name: string, separator: string): readonly Match[] {
    for (let end = name.length; end > 0; end = name.lastIndexOf(separator, end - 1)) {
      const exact = this.#exact.get(name.slice(0, end));
      if (exact === undefined) continue;
      const wild = this.#findPrefix(name, end);
      return wild.length > 0 ? wild : exact;
    }
    return this.#findPrefix(name, -1);
  }

  /** The rules of the longest wildcard that is longer than `floor`. */
  #findPrefix(name: string, floor: number): readonly Match[] {
    for (const length of this.#lengths) {
      if (length > name.length) continue;
      if (length <= floor) break;
      const found = this.#prefix.get(name.slice(0, length));
      if (found !== undefined) return found;
    }
    return NONE;
  }
}

const NONE: readonly Match[] = Object.freeze([]);
