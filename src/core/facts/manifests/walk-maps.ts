import type { DataNode, MapNode } from '../parse/data-node.ts';

/** Calls `visit` for every map in a node, including itself, with the key of the map. The parser bounds the depth. */
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
