import { parseTOML } from 'toml-eslint-parser';
import type { AST } from 'toml-eslint-parser';
import { makeLinePositions } from '../line-positions.ts';
import { MAX_DEPTH, problemsOf, withoutByteOrderMark } from './data-node.ts';
import type { DataNode, Failure, MapNode, ParsedDocument } from './data-node.ts';
import { findDeepToml } from './find-deep-toml.ts';

type Name = { name: string; at: number };

/**
 * Parses TOML 1.1. The parser stops at the first error; then only the part before the malformed line, or before its
 * table, is read, and a problem names the line. Nesting beyond `MAX_DEPTH` only gives a problem. Never throws.
 */
export function parseToml(source: string): ParsedDocument {
  const text = withoutByteOrderMark(source);
  const positionOf = makeLinePositions(text);
  const { root, failure } = parseSoundPart(text);
  return { text, roots: root === null ? [] : [root], positionOf, problems: problemsOf(failure, positionOf) };
}

function parseSoundPart(text: string): { root: MapNode | null; failure: Failure } {
  const deepAt = findDeepToml(text);
  if (deepAt !== null) return { root: null, failure: { at: deepAt, code: 'too-deep', detail: 'nested too deeply' } };
  const whole = tryParse(text);
  if (typeof whole !== 'number') return { root: buildRoot(whole, text), failure: null };
  // If something is missing at the end of the text, the problem names the last non-blank line.
  const at = Math.min(whole, text.trimEnd().length);
  const failure: Failure = { at, code: 'malformed', detail: 'not valid TOML' };
  const lineStart = text.lastIndexOf('\n', whole - 1) + 1;
  const tableStart = text.lastIndexOf('\n[', whole) + 1;
  for (const end of [lineStart, tableStart]) {
    const part = text.slice(0, end);
    const program = tryParse(part);
    if (typeof program !== 'number') return { root: buildRoot(program, part), failure };
  }
  return { root: null, failure };
}

/** The syntax tree, or the offset of the error. */
function tryParse(text: string): AST.TOMLProgram | number {
  try {
    return parseTOML(text, { tomlVersion: 'next' });
  } catch (error) {
    const index = error instanceof Error && 'index' in error ? error.index : null;
    return typeof index === 'number' ? Math.min(index, text.length) : 0;
  }
}

function buildRoot(program: AST.TOMLProgram, text: string): MapNode {
  const root = emptyMap(0);
  for (const item of program.body[0].body) {
    if (item.type === 'TOMLKeyValue') {
      addPair(root, item, text);
      continue;
    }
    const names = namesOf(item.key);
    const table = item.kind === 'array' ? openListItem(root, names) : openTable(root, names);
    for (const pair of item.body) addPair(table, pair, text);
  }
  return root;
}

function emptyMap(at: number): MapNode {
  return { kind: 'map', at, entries: new Map() };
}

function namesOf(key: AST.TOMLKey): Name[] {
  return key.keys.map((part) => ({ name: part.type === 'TOMLBare' ? part.name : part.value, at: part.range[0] }));
}

function addPair(map: MapNode, pair: AST.TOMLKeyValue, text: string): void {
  const names = namesOf(pair.key);
  const last = names.pop();
  if (last === undefined) return;
  openTable(map, names).entries.set(last.name, { at: last.at, value: convert(pair.value, text) });
}

/** The map under a path of names, created if it is missing. In a list of tables it is the last one, as TOML defines. */
function openTable(map: MapNode, names: readonly Name[]): MapNode {
  let current = map;
  for (const { name, at } of names.slice(0, MAX_DEPTH)) {
    const found = current.entries.get(name)?.value;
    const inner = found?.kind === 'list' ? found.items.at(-1) : found;
    const next = inner?.kind === 'map' ? inner : emptyMap(at);
    if (found === undefined) current.entries.set(name, { at, value: next });
    current = next;
  }
  return current;
}

function openListItem(map: MapNode, names: readonly Name[]): MapNode {
  const last = names.at(-1);
  const item = emptyMap(last?.at ?? 0);
  if (last === undefined) return item;
  const parent = openTable(map, names.slice(0, -1));
  const found = parent.entries.get(last.name)?.value;
  if (found?.kind === 'list') found.items.push(item);
  else parent.entries.set(last.name, { at: last.at, value: { kind: 'list', at: last.at, items: [item] } });
  return item;
}

function convert(node: AST.TOMLContentNode, text: string): DataNode {
  const [at, end] = node.range;
  if (node.type === 'TOMLArray') return { kind: 'list', at, items: node.elements.map((e) => convert(e, text)) };
  if (node.type === 'TOMLInlineTable') {
    const map = emptyMap(at);
    for (const pair of node.body) addPair(map, pair, text);
    return map;
  }
  if (node.kind === 'string') return { kind: 'scalar', at, end, text: node.value, plain: false };
  return { kind: 'scalar', at, end, text: text.slice(at, end), plain: true };
}
