import { baseNameOf } from '../split-path.ts';
import type { Match } from './rulebook.ts';

/** A rule's path, such as `.github/workflows/*.yml`, in segments; a leading `**` matches any folders. */
type Entry = { segments: readonly string[]; last: string; match: Match };

/** Looks paths up among base names (`netlify.toml`) and paths with `*` inside one segment (`.github/workflows/*.yml`). */
export class PathTable {
  readonly #names = new Map<string, Match[]>();
  /** Paths by their last segment, and those whose last segment has a `*`. */
  readonly #paths = new Map<string, Entry[]>();
  readonly #open: Entry[] = [];

  /** Adds a file detector as a rule writes it. */
  add(text: string, match: Match): void {
    if (!/[/*]/.test(text)) {
      this.#names.set(text, [...(this.#names.get(text) ?? []), match]);
      return;
    }
    const segments = text.includes('/') ? text.split('/') : ['**', text];
    const entry = { segments, last: segments.at(-1) ?? '', match };
    if (entry.last.includes('*')) this.#open.push(entry);
    else this.#paths.set(entry.last, [...(this.#paths.get(entry.last) ?? []), entry]);
  }

  /** The rules that name this path; empty when none does. Called for every file of a tree, few of which match. */
  find(path: string): readonly Match[] {
    const base = baseNameOf(path);
    const byName = this.#names.get(base);
    const ending = [...(this.#paths.get(base) ?? NONE), ...this.#open.filter(({ last }) => segmentFits(base, last))];
    if (ending.length === 0) return byName ?? NONE;
    const parts = path.split('/');
    const byPath = ending.filter(({ segments }) => pathFits(parts, segments)).map(({ match }) => match);
    return [...(byName ?? NONE), ...byPath];
  }
}

const NONE: readonly never[] = Object.freeze([]);

function pathFits(parts: readonly string[], segments: readonly string[]): boolean {
  const anywhere = segments[0] === '**';
  const wanted = anywhere ? segments.slice(1) : segments;
  if (anywhere ? parts.length < wanted.length : parts.length !== wanted.length) return false;
  const tail = parts.slice(parts.length - wanted.length);
  return wanted.every((s, i) => segmentFits(tail[i] ?? '', s));
}

/** Supports one `*` per segment; any further one is literal. */
function segmentFits(part: string, segment: string): boolean {
  const star = segment.indexOf('*');
  if (star < 0) return part === segment;
  const [before, after] = [segment.slice(0, star), segment.slice(star + 1)];
  return part.length >= before.length + after.length && part.startsWith(before) && part.endsWith(after);
}
