import { PUBLIC_REGISTRIES } from '../../rulebook/public-registries.ts';
import { textOf } from '../parse/data-node.ts';
import type { DataNode } from '../parse/data-node.ts';
import type { SignalList } from './make-signal-list.ts';
import { parseImageReference } from './references/parse-image-reference.ts';
import { parseRegistry } from './references/parse-registry.ts';

/**
 * Adds an image where the reference names one, or the registry where variables hide the rest; the place is the value's.
 *
 * @param reference what the value stands for; left out, its text.
 */
export function addImage(list: SignalList, node: DataNode | undefined, reference = textOf(node) ?? ''): void {
  if (node === undefined) return;
  const found = parseImageReference(reference);
  if (found !== null) return list.add(node.at, { kind: 'image', ...found });
  const registry = parseRegistry(reference);
  if (registry !== null && !PUBLIC_REGISTRIES.has(registry.host)) list.add(node.at, { kind: 'host', ...registry });
}
