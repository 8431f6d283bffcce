import type { FileProblem, Position } from '../../place-types.ts';

// JSON, YAML and TOML give the same tree, so that a reader knows its format's meaning and not its syntax.

/** A string, number, boolean, date or null, as written. Offsets count from the start of the document's text. */
export type ScalarNode = {
  kind: 'scalar';
  at: number;
  end: number;
  text: string;
  /** Written without quotes: only then `null`, `true` and `1` are more than strings. */
  plain: boolean;
};
export type ListNode = { kind: 'list'; at: number; items: DataNode[] };
/** A `Map`, so that `__proto__` is a name like any other. The last of equal keys wins, as in JSON. */
export type MapNode = { kind: 'map'; at: number; entries: Map<string, Entry> };
export type DataNode = ScalarNode | ListNode | MapNode;
/** A value under its key; `at` is where the key stands. */
export type Entry = { at: number; value: DataNode };

/** What was understood of a text, even where the text is broken further down. */
export type ParsedDocument<Root = DataNode> = {
  /** Without byte order mark; offsets point into it. */
  text: string;
  /** One per document: JSON, TOML and XML have at most one. */
  roots: readonly Root[];
  positionOf(offset: number): Position;
  problems: readonly FileProblem[];
};

/** What keeps a text from being read on, and where; null where nothing does. */
export type Failure = { at: number; code: 'malformed' | 'too-deep'; detail: string } | null;

/** The failure of a text as its problems. */
export function problemsOf(failure: Failure, positionOf: ParsedDocument['positionOf']): FileProblem[] {
  if (failure === null) return [];
  const { at, code, detail } = failure;
  return [{ line: positionOf(at).line, code, detail }];
}

/** Levels of nesting that are read; manifests written by people stay under 20. */
export const MAX_DEPTH = 100;

/** The text without the byte order mark, which editors do not count as a column. */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** The value under a path of keys, or undefined where something else than maps stands on the way. */
export function valueAt(node: DataNode | undefined, ...keys: readonly string[]): DataNode | undefined {
  let current = node;
  for (const key of keys) {
    if (current?.kind !== 'map') return undefined;
    current = current.entries.get(key)?.value;
  }
  return current;
}

/** The entries of a map; of anything else none. */
export function entriesOf(node: DataNode | undefined): Iterable<[string, Entry]> {
  return node?.kind === 'map' ? node.entries : [];
}

/** The items of a list; of anything else none. */
export function itemsOf(node: DataNode | undefined): readonly DataNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** The text of a scalar, numbers and booleans as written; null for null, lists, maps and what is missing. */
export function textOf(node: DataNode | undefined): string | null {
  if (node?.kind !== 'scalar') return null;
  return node.plain && NULLS.has(node.text) ? null : node.text;
}

const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);

/** True for an unquoted `true`. */
export function isTrue(node: DataNode | undefined): boolean {
  return node?.kind === 'scalar' && node.plain && node.text === 'true';
}
