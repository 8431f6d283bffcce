import { PUBLIC_REGISTRIES } from '../../rulebook/public-registries.ts';
import { textOf } from '../parse/data-node.ts';
import type { DataNode } from '../parse/data-node.ts';
import type { SignalList } from './make-signal-list.ts';
import { parseImageReference } from './references/parse-image-reference.ts';
import { parseRegistry } from './references/parse-registry.ts';

/**
 * Adds the image that a reference names, or only the registry if variables hide the rest. The position is the node's.
 *
 * @param reference the node's text by default; pass it when variables in the text have been substituted.
 */
export function addImage(list: SignalList, node: DataNode | undefined, reference = textOf(node) ?? ''): void {
  if (node === undefined) return;
  const found = parseImageReference(reference);
  if (found !== null) return list.add(node.at, { kind: 'image', ...found });
  const registry = parseRegistry(reference);
  if (registry !== null && !PUBLIC_REGISTRIES.has(registry.host)) list.add(node.at, { kind: 'host', ...registry });
}
