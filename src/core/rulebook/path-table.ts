import type { Match } from './rulebook.ts';

/** Looks paths up among base names (`netlify.toml`) and paths with `*` inside one segment (`.github/workflows/*.yml`). */
export class PathTable {
  readonly #names = new Map<string, Match[]>();
  readonly #paths: { segments: string[]; match: Match }[] = [];

  /** Adds a file detector as a rule writes it. */
  add(text: string, match: Match): void {
    if (text.includes('/')) this.#paths.push({ segments: text.split('/'), match });
    else if (text.includes('*')) this.#paths.push({ segments: ['**', text], match });
    else this.#names.set(text, [...(this.#names.get(text) ?? []), match]);
  }

  /** The rules that name this path; empty when none does. */
  find(path: string): readonly Match[] {
    const parts = path.split('/');
    const byName = this.#names.get(parts.at(-1) ?? '') ?? [];
    return [...byName, ...this.#paths.filter((p) => pathFits(parts, p.segments)).map((p) => p.match)];
  }
}

function pathFits(parts: readonly string[], segments: readonly string[]): boolean {
  const anywhere = segments[0] === '**';
  const wanted = anywhere ? segments.slice(1) : segments;
  if (anywhere ? parts.length < wanted.length : parts.length !== wanted.length) return false;
  const tail = parts.slice(parts.length - wanted.length);
  return wanted.every((s, i) => segmentFits(tail[i] ?? '', s));
}

/** One `*` at most, as the schema demands. */
function segmentFits(part: string, segment: string): boolean {
  const star = segment.indexOf('*');
  if (star < 0) return part === segment;
  const [before, after] = [segment.slice(0, star), segment.slice(star + 1)];
  return part.length >= before.length + after.length && part.startsWith(before) && part.endsWith(after);
}
