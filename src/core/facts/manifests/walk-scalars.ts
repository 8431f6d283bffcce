import type { DataNode, ScalarNode } from '../parse/data-node.ts';

/** Calls back for every scalar under a node, with the key that it stands under. The nesting is bounded by the parser. */
export function walkScalars(
  node: DataNode | undefined,
  visit: (scalar: ScalarNode, key: string | null) => void,
  key: string | null = null,
): void {
  if (node === undefined) return;
  if (node.kind === 'scalar') visit(node, key);
  else if (node.kind === 'list') for (const item of node.items) walkScalars(item, visit, key);
  else for (const [name, entry] of node.entries) walkScalars(entry.value, visit, name);
}

/**
 * Where a piece of a scalar's text stands in the document. Blocks, folds and escapes make it differ from the raw text, so
 * each piece is looked for after the one before; when it is not found, the scalar's own start answers for it and the rest.
 */
export function makePieceFinder(text: string, scalar: ScalarNode): (piece: string) => number {
  const raw = text.slice(scalar.at, scalar.end);
  let from: number | null = 0;
  return (piece) => {
    const found: number = from === null ? -1 : raw.indexOf(piece, from);
    from = found === -1 ? null : found + piece.length;
    return scalar.at + Math.max(found, 0);
  };
}
