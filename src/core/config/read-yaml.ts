import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type Node } from 'yaml';
import type { Located, LocatedMap, Range } from './located-value.ts';

/** Depth limit of nodes; deeper nesting is an attack or an accident. */
const MAX_DEPTH = 24;
/** Limit of nodes after aliases are expanded: lists of aliases to lists of aliases grow exponentially. */
const MAX_NODES = 20_000;

export type YamlProblem = Range & {
  code: 'yaml-syntax' | 'second-document' | 'duplicate-key' | 'too-deep';
  detail: string;
};

/** A parsed YAML text with positions. `root` is null if the text is empty or exceeds the limits. */
export type YamlReading = { root: Located | null; problems: YamlProblem[] };

type Walk = { anchors: Map<string, Node>; nodes: number; problems: YamlProblem[] };

class BudgetSpent extends Error {}

/**
 * Parses one YAML document, without interpreting tags and merge keys. Time and memory are linear in the text's length:
 * aliases and duplicate keys are looked up in maps, and expanded nodes count against a budget. The first of two equal
 * keys wins.
 */
export function readYaml(text: string): YamlReading {
  // Duplicate keys are detected in this file: the parser's own check compares every pair, which is quadratic.
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
    // The parser catches its own stack overflow and passes on the engine's message.
    const code = message.includes('call stack') ? 'too-deep' : 'yaml-syntax';
    return { code, detail: code === 'too-deep' ? '' : message, from, to };
  });
}

function toLocated(node: Node | null, depth: number, walk: Walk, at?: Range): Located {
  walk.nodes += 1;
  if (depth > MAX_DEPTH || walk.nodes > MAX_NODES) throw new BudgetSpent();
  const range = at ?? rangeOf(node);
  if (node !== null && !isAlias(node) && node.anchor !== undefined) walk.anchors.set(node.anchor, node);
  // Problems in what an alias refers to are reported at the alias.
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

/** Usually an unquoted pattern (`- *.snap`), which YAML parses as an alias. */
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
