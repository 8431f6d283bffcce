import type { TreeCursor } from 'web-tree-sitter';
import type { SyntaxNode } from '../core/facts/webhooks/syntax.ts';
import { SYNTAX_LIMITS } from './syntax-limits.ts';

/**
 * A grammar's node type. The types are listed by id, so that no node costs a lookup in the parser's memory. The
 * children of a `leaf` are not copied; `isName` marks identifiers, whose length is limited.
 */
export type NodeType = { type: string; named: boolean; leaf: boolean; isName: boolean };
export type GrammarNames = { types: readonly NodeType[]; fields: readonly (string | null)[] };

/** Copies the tree without recursion, leaving out anonymous nodes without a field; null when a limit is exceeded. */
export function copyTree(cursor: TreeCursor, { types, fields }: GrammarNames, text: string): SyntaxNode | null {
  const lines = new LineTable(text);
  const root = copyNode(cursor, lines, types[cursor.nodeTypeId]?.type ?? 'ERROR', null, null);
  let parent = root;
  let depth = 0;
  let nodes = 1;
  if (!cursor.gotoFirstChild()) return root;
  for (;;) {
    const { type, named, leaf, isName } = types[cursor.nodeTypeId] ?? ERROR_NODE;
    const field = fields[cursor.currentFieldId] ?? null;
    if (named || field !== null) {
      const node = copyNode(cursor, lines, type, field, parent);
      parent.children.push(node);
      if (++nodes > SYNTAX_LIMITS.nodes) return null;
      if (isName && node.end - node.start > SYNTAX_LIMITS.name) return null;
      if (!leaf && cursor.gotoFirstChild()) {
        parent = node;
        if (++depth > SYNTAX_LIMITS.depth) return null;
        continue;
      }
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent() || parent.parent === null) return root;
      parent = parent.parent;
      depth -= 1;
    }
  }
}

const copyNode = (
  cursor: TreeCursor,
  lines: LineTable,
  type: string,
  field: string | null,
  parent: SyntaxNode | null,
): SyntaxNode => new CopiedNode(type, field, cursor.startIndex, cursor.endIndex, parent, lines);

/** Lines are counted on demand, as few of a tree's nodes are ever reported. */
class CopiedNode implements SyntaxNode {
  type: string;
  field: string | null;
  start: number;
  end: number;
  parent: SyntaxNode | null;
  children: SyntaxNode[] = [];
  #lines: LineTable;

  constructor(
    type: string,
    field: string | null,
    start: number,
    end: number,
    parent: SyntaxNode | null,
    lines: LineTable,
  ) {
    this.type = type;
    this.field = field;
    this.start = start;
    this.end = end;
    this.parent = parent;
    this.#lines = lines;
  }

  get line(): number {
    return this.#lines.lineAt(this.start);
  }

  get column(): number {
    return this.start - this.#lines.startOf(this.line) + 1;
  }

  get endLine(): number {
    return this.#lines.lineAt(this.end);
  }
}

/** Offsets of the starts of lines, computed on first use. */
class LineTable {
  #text: string;
  #starts: number[] | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  /** The number of the line at an offset, from 1. */
  lineAt(offset: number): number {
    const starts = this.#read();
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  startOf(line: number): number {
    return this.#read()[line - 1] ?? 0;
  }

  #read(): number[] {
    if (this.#starts) return this.#starts;
    this.#starts = [0];
    for (let at = this.#text.indexOf('\n'); at !== -1; at = this.#text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
    return this.#starts;
  }
}

const ERROR_NODE: NodeType = { type: 'ERROR', named: true, leaf: false, isName: false };
