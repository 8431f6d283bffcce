import type { DataNode, MapNode } from '../parse/data-node.ts';

/** Calls back for every map under a node, itself included, with the key that it stands under. Depth is the parser's. */
export function walkMaps(
  node: DataNode | undefined,
  visit: (map: MapNode, key: string | null) => void,
  key: string | null = null,
): void {
  if (node === undefined || node.kind === 'scalar') return;
  if (node.kind === 'list') {
    for (const item of node.items) walkMaps(item, visit, key);
    return;
  }
  visit(node, key);
  for (const [name, entry] of node.entries) walkMaps(entry.value, visit, name);
}
