import { itemsOf, textOf, valueAt } from '../parse/data-node.ts';
import type { DataNode } from '../parse/data-node.ts';
import { addDeclaration } from './add-declarations.ts';
import type { SignalList } from './make-signal-list.ts';

/**
 * Adds the variables of a list of maps: `- { name: A, value: b }`. Without a `value`, the variable's value comes from
 * elsewhere.
 */
export function addNamedVariables(
  list: SignalList,
  node: DataNode | undefined,
  nameKey: 'name' | 'key' | 'Name',
): void {
  for (const item of itemsOf(node)) {
    const nameNode = valueAt(item, nameKey);
    const name = textOf(nameNode) ?? '';
    if (nameNode === undefined) continue;
    const valueNode = valueAt(item, nameKey === 'Name' ? 'Value' : 'value');
    addDeclaration(list, name, nameNode.at, textOf(valueNode) ?? '', valueNode?.at);
  }
}
