import { itemsOf, textOf, valueAt } from '../parse/data-node.ts';
import type { DataNode } from '../parse/data-node.ts';
import { ENV_NAME } from './add-declarations.ts';
import { addValue } from './add-value.ts';
import { judgeEnvValue } from './judge-env-value.ts';
import type { SignalList } from './make-signal-list.ts';

/** Adds the variables of a list of maps: `- { name: A, value: b }`. Without a `value` the variable is taken from elsewhere. */
export function addNamedVariables(
  list: SignalList,
  node: DataNode | undefined,
  nameKey: 'name' | 'key' | 'Name',
): void {
  for (const item of itemsOf(node)) {
    const nameNode = valueAt(item, nameKey);
    const name = textOf(nameNode) ?? '';
    if (nameNode === undefined || !ENV_NAME.test(name)) continue;
    const valueNode = valueAt(item, nameKey === 'Name' ? 'Value' : 'value');
    const value = textOf(valueNode) ?? '';
    list.add(nameNode.at, { kind: 'env', name, access: 'declared', value: judgeEnvValue(value), optional: false });
    addValue(list, { key: name, text: value, at: valueNode?.at ?? nameNode.at });
  }
}
