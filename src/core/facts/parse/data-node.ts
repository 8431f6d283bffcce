import type { FileProblem, Position } from '../../place-types.ts';

// JSON, YAML and TOML are parsed to the same tree, so that a reader does not depend on the syntax.

/** A string, number, boolean, date or null, as written. Offsets count from the start of the document's text. */
export type ScalarNode = {
  kind: 'scalar';
  at: number;
  end: number;
  text: string;
  /** Written without quotes. In quotes, `null`, `true` and `1` are only strings. */
  plain: boolean;
};
export type ListNode = { kind: 'list'; at: number; items: DataNode[] };
/** A `Map`, so that `__proto__` is an ordinary name. Of equal keys the last wins, as in JSON. */
export type MapNode = { kind: 'map'; at: number; entries: Map<string, Entry> };
export type DataNode = ScalarNode | ListNode | MapNode;
/** A value and the offset of its key. */
export type Entry = { at: number; value: DataNode };

/** What was parsed of a text, even if the text is malformed further down. */
export type ParsedDocument<Root = DataNode> = {
  /** Without the byte order mark. Offsets refer to this text. */
  text: string;
  /** One per document. JSON, TOML and XML have at most one. */
  roots: readonly Root[];
  positionOf(offset: number): Position;
  problems: readonly FileProblem[];
};

/** Why and where parsing stopped; null if it did not. */
export type Failure = { at: number; code: 'malformed' | 'too-deep'; detail: string } | null;

/** Converts a failure to a list of problems. */
export function problemsOf(failure: Failure, positionOf: ParsedDocument['positionOf']): FileProblem[] {
  if (failure === null) return [];
  const { at, code, detail } = failure;
  return [{ line: positionOf(at).line, code, detail }];
}

/** Levels of nesting that are read. Hand-written manifests have fewer than 20. */
export const MAX_DEPTH = 100;

/** The text without its byte order mark, which editors do not count as a column. */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** The value under a path of keys; undefined if it does not exist or leads through anything but maps. */
export function valueAt(node: DataNode | undefined, ...keys: readonly string[]): DataNode | undefined {
  let current = node;
  for (const key of keys) {
    if (current?.kind !== 'map') return undefined;
    current = current.entries.get(key)?.value;
  }
  return current;
}

/** The entries of a map; none for other nodes. */
export function entriesOf(node: DataNode | undefined): Iterable<[string, Entry]> {
  return node?.kind === 'map' ? node.entries : [];
}

/** The items of a list; none for other nodes. */
export function itemsOf(node: DataNode | undefined): readonly DataNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** The text of a scalar, with numbers and booleans as written; null for null, lists, maps and missing nodes. */
export function textOf(node: DataNode | undefined): string | null {
  if (node?.kind !== 'scalar') return null;
  return node.plain && NULLS.has(node.text) ? null : node.text;
}

const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);

/** True for an unquoted `true`. */
export function isTrue(node: DataNode | undefined): boolean {
  return node?.kind === 'scalar' && node.plain && node.text === 'true';
}
