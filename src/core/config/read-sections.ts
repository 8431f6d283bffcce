import type { Located, LocatedMap, Range } from './located-value.ts';
import type { ProblemLog } from './problem-log.ts';
import { readYaml } from './read-yaml.ts';

type Section = Range & { key: string };

/**
 * Parses a file that is not valid YAML as a whole, one top-level key at a time: a section with an error is dropped and
 * logged, while those before and after it stay in force. Each part of the text is parsed once.
 *
 * @param keys the top-level keys that are read; others are skipped
 */
export function readSections(text: string, keys: ReadonlySet<string>, log: ProblemLog): LocatedMap {
  const entries: LocatedMap['entries'] = new Map();
  for (const { key, from, to } of findSections(text)) {
    if (!keys.has(key) || entries.has(key)) continue;
    const { root, problems } = readYaml(text.slice(from, to));
    const entry = root?.kind === 'map' && problems.length === 0 ? root.entries.get(key) : undefined;
    if (entry === undefined) log.add({ from, to: from + key.length }, 'error', 'section-unread', { key });
    else entries.set(key, { key: shiftRange(entry.key, from), value: shift(entry.value, from) });
  }
  return { kind: 'map', entries, from: 0, to: text.length };
}

/** The sections of a text, each from a key at the start of a line to the next one. */
function findSections(text: string): Section[] {
  const starts = [...text.matchAll(/^([\w-]{1,40}):(?=[ \t\r\n]|$)/gm)];
  return starts.map((match, i) => ({
    key: match[1] ?? '',
    from: match.index,
    to: starts[i + 1]?.index ?? text.length,
  }));
}

function shift(value: Located, by: number): Located {
  const range = shiftRange(value, by);
  if (value.kind === 'scalar') return { ...value, ...range };
  if (value.kind === 'list') return { ...value, ...range, items: value.items.map((item) => shift(item, by)) };
  const entries: LocatedMap['entries'] = new Map();
  for (const [name, entry] of value.entries) {
    entries.set(name, { key: shiftRange(entry.key, by), value: shift(entry.value, by) });
  }
  return { ...value, ...range, entries };
}

function shiftRange({ from, to }: Range, by: number): Range {
  return { from: from + by, to: to + by };
}
