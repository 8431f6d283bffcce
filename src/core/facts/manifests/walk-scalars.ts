import type { DataNode, ScalarNode } from '../parse/data-node.ts';

/** Calls `visit` for every scalar in a node, with the key of the scalar. The parser bounds the depth. */
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
 * Finds the offset in the document of each piece of a scalar's text. Blocks, folds and escapes make the text differ
 * from the source, so each piece is searched for after the previous one. Once a piece is not found, it and all later
 * ones get the scalar's start.
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
