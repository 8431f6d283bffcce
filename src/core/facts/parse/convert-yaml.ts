import { isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';
import type { Document, YAMLMap } from 'yaml';
import type { DataNode, Entry, MapNode } from './data-node.ts';

/**
 * Limit on the nodes that all aliases of a document stand for together, because readers walk an alias as if it were
 * written out.
 */
const MAX_ALIASED_NODES = 100_000;

/** A node, with its number of nodes when aliases are written out. */
type Sized = { node: DataNode; size: number };
type State = { anchors: Map<string, Sized>; aliased: number; bombAt: number | null };

/**
 * Converts a composed document to plain nodes. Each node is converted once and shared by its aliases. An alias that
 * exceeds the limit becomes null; `bombAt` is the offset of the first one. The caller bounds the nesting.
 */
export function convertYaml(document: Document.Parsed): { root: DataNode | null; bombAt: number | null } {
  const state: State = { anchors: new Map(), aliased: 0, bombAt: null };
  const root = document.contents === null ? null : convert(document.contents, state, 0).node;
  return { root, bombAt: state.bombAt };
}

function convert(node: unknown, state: State, fallbackAt: number): Sized {
  if (isAlias(node)) return followAlias(node.source, node.range?.[0] ?? fallbackAt, state);
  const result = convertNode(node, state, fallbackAt);
  // Set after the contents, so that an alias to an enclosing node resolves to nothing.
  if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) state.anchors.set(node.anchor, result);
  return result;
}

function convertNode(node: unknown, state: State, fallbackAt: number): Sized {
  if (isScalar(node)) {
    const [at, end] = node.range ?? [fallbackAt, fallbackAt];
    const plain = node.type === undefined || node.type === 'PLAIN';
    return { node: { kind: 'scalar', at, end, text: String(node.value ?? ''), plain }, size: 1 };
  }
  if (isSeq(node)) {
    const at = node.range?.[0] ?? fallbackAt;
    const items = node.items.map((item) => convert(item, state, at));
    return { node: { kind: 'list', at, items: items.map((i) => i.node) }, size: sum(items) };
  }
  if (isMap(node)) return convertMap(node, state, node.range?.[0] ?? fallbackAt);
  return emptyAt(fallbackAt);
}

function convertMap(map: YAMLMap, state: State, at: number): Sized {
  const entries = new Map<string, Entry>();
  const sizes: Sized[] = [];
  const merged: Sized[] = [];
  for (const pair of map.items) {
    if (!isPair(pair) || !isScalar(pair.key)) continue;
    const keyAt = pair.key.range?.[0] ?? at;
    const key = String(pair.key.value ?? '');
    const value = convert(pair.value, state, keyAt);
    if (key === '<<') merged.push(value);
    else entries.set(key, { at: keyAt, value: value.node });
    sizes.push(value);
  }
  for (const source of merged) mergeInto(entries, source.node);
  return { node: { kind: 'map', at, entries }, size: sum(sizes) };
}

/** Merges what `<<` refers to: a map or a list of maps. The map's own keys take precedence, then earlier maps. */
function mergeInto(entries: Map<string, Entry>, source: DataNode): void {
  const maps = source.kind === 'list' ? source.items : [source];
  for (const map of maps.filter((m): m is MapNode => m.kind === 'map')) {
    for (const [key, entry] of map.entries) if (!entries.has(key)) entries.set(key, entry);
  }
}

function followAlias(name: string, at: number, state: State): Sized {
  const target = state.anchors.get(name);
  if (target === undefined) return emptyAt(at);
  if (state.aliased + target.size > MAX_ALIASED_NODES) {
    state.bombAt ??= at;
    return emptyAt(at);
  }
  state.aliased += target.size;
  return target;
}

function emptyAt(at: number): Sized {
  return { node: { kind: 'scalar', at, end: at, text: '', plain: true }, size: 1 };
}

function sum(parts: readonly Sized[]): number {
  return parts.reduce((total, part) => total + part.size, 1);
}
