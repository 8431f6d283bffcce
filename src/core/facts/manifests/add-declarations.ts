import { entriesOf, itemsOf, textOf } from '../parse/data-node.ts';
import type { DataNode } from '../parse/data-node.ts';
import { addValue } from './add-value.ts';
import { judgeEnvValue } from './judge-env-value.ts';
import type { SignalList } from './make-signal-list.ts';

/** A variable's name, as shells and containers accept it. */
export const ENV_NAME = /^[A-Za-z_]\w{0,199}$/;

/**
 * Adds the variables of an environment: a map `NAME: value`, or a list of `NAME=value` and `NAME`. Each value is first
 * passed through `fill`, which substitutes known variables; hosts of URLs in it are added too.
 */
export function addDeclarations(
  list: SignalList,
  node: DataNode | undefined,
  fill: (value: string) => string = (value) => value,
): void {
  for (const [name, entry] of entriesOf(node)) {
    if (entry.value.kind === 'scalar')
      addDeclaration(list, name, entry.at, fill(textOf(entry.value) ?? ''), entry.value.at);
  }
  for (const item of itemsOf(node)) {
    const text = textOf(item);
    if (text === null) continue;
    const equals = text.indexOf('=');
    const name = equals === -1 ? text : text.slice(0, equals);
    addDeclaration(list, name, item.at, equals === -1 ? '' : fill(text.slice(equals + 1)), item.at);
  }
}

/** Adds a variable and what its value reveals; ignores a name that is not a valid variable. */
export function addDeclaration(list: SignalList, name: string, at: number, value: string, valueAt = at): void {
  if (!ENV_NAME.test(name)) return;
  list.add(at, { kind: 'env', name, access: 'declared', value: judgeEnvValue(value), optional: false });
  addValue(list, { key: name, text: value, at: valueAt });
}
