import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Node } from 'yaml';
import type { Located, LocatedMap, Range } from './located-value.ts';

/** A node of the document tree nested deeper than this is an attack or an accident. */
const MAX_DEPTH = 24;
/** Nodes after aliases are expanded: a list of aliases to lists of aliases grows without end. */
const MAX_NODES = 20_000;

export type YamlProblem = Range & {
  code: 'yaml-syntax' | 'second-document' | 'duplicate-key' | 'too-deep';
  detail: string;
};

/** What a YAML text says, with positions. `root` is null when it holds nothing, or more than is read. */
export type YamlReading = { root: Located | null; problems: YamlProblem[] };

type Walk = { anchors: Map<string, Node>; nodes: number; problems: YamlProblem[] };

class BudgetSpent extends Error {}

/**
 * Reads one YAML document, tags and merge keys not interpreted. Time and memory are linear in the text's length:
 * aliases resolve by a table and count against a node budget, duplicate keys by a set. The first of two equal keys holds.
 */
export function readYaml(text: string): YamlReading {
  // Unique keys are checked here: the parser's own check compares each pair.
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'error', schema: 'core' });
  const problems = syntaxProblems(document);
  if (document.contents === null) return { root: null, problems };
  const walk: Walk = { anchors: new Map(), nodes: 0, problems };
  try {
    return { root: toLocated(document.contents, 0, walk), problems };
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
    return { root: null, problems: [...problems, { code: 'too-deep', detail: '', from: 0, to: 0 }] };
  }
}

function syntaxProblems(document: Document): YamlProblem[] {
  return document.errors.map(({ code: kind, message, pos: [from, to] }) => {
    if (kind === 'MULTIPLE_DOCS') return { code: 'second-document', detail: '', from, to };
    // The parser catches its own overflow and hands on the engine's words for it.
    const code = message.includes('call stack') ? 'too-deep' : 'yaml-syntax';
    return { code, detail: code === 'too-deep' ? '' : message, from, to };
  });
}

function toLocated(node: Node | null, depth: number, walk: Walk, at?: Range): Located {
  walk.nodes += 1;
  if (depth > MAX_DEPTH || walk.nodes > MAX_NODES) throw new BudgetSpent();
  const range = at ?? rangeOf(node);
  if (node !== null && !isAlias(node) && node.anchor !== undefined) walk.anchors.set(node.anchor, node);
  // What an alias stands for is reported where the alias is written.
  if (isAlias(node)) {
    const target = walk.anchors.get(node.source);
    if (target === undefined) walk.problems.push({ ...range, code: 'yaml-syntax', detail: unresolved(node.source) });
    return toLocated(target ?? null, depth + 1, walk, range);
  }
  if (isMap(node)) return toLocatedMap(node.items as { key: Node; value: Node | null }[], range, depth, walk, at);
  if (isSeq(node)) {
    const items = node.items.map((item, index) => ({ ...toLocated(item as Node, depth + 1, walk, at), index }));
    return { ...range, kind: 'list', items };
  }
  return { ...range, kind: 'scalar', value: scalarValue(node) };
}

/** Mostly a pattern (`- *.snap`), which YAML takes for a reference to another part of the file. */
const unresolved = (source: string): string =>
  `*${source} refers to an anchor that is not there. What begins with * must stand in quotation marks.`;

function toLocatedMap(
  items: readonly { key: Node; value: Node | null }[],
  range: Range,
  depth: number,
  walk: Walk,
  at: Range | undefined,
): LocatedMap {
  const entries: LocatedMap['entries'] = new Map();
  for (const { key, value } of items) {
    const name = isScalar(key) ? String(key.value) : '?';
    const keyRange = at ?? rangeOf(key);
    const located =
      value === null ? { ...keyRange, kind: 'scalar' as const, value: null } : toLocated(value, depth + 1, walk, at);
    if (entries.has(name)) walk.problems.push({ ...keyRange, code: 'duplicate-key', detail: name });
    else entries.set(name, { key: keyRange, value: located });
  }
  return { ...range, kind: 'map', entries };
}

function rangeOf(node: Node | null): Range {
  const [from, to] = node?.range ?? [0, 0];
  return { from, to };
}

function scalarValue(node: Node | null): string | number | boolean | null {
  const value: unknown = isScalar(node) ? node.value : null;
  if (value === null || value === undefined) return null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}
