import { itemsOf, textOf, valueAt } from '../parse/data-node.ts';
import type { DataNode } from '../parse/data-node.ts';
import type { SignalList } from './make-signal-list.ts';

/**
 * Adds the services that electron-builder publishes to and its updater checks: `publish: github`, a map with a
 * `provider`, or a list of either (https://www.electron.build/publish).
 */
export function addPublishTargets(list: SignalList, publish: DataNode | undefined): void {
  if (publish?.kind === 'list') for (const item of itemsOf(publish)) addPublishTargets(list, item);
  const provider = publish?.kind === 'map' ? valueAt(publish, 'provider') : publish;
  const name = textOf(provider) ?? '';
  if (provider !== undefined && /^[A-Za-z0-9]{2,30}$/.test(name))
    list.add(provider.at, { kind: 'resource', type: `named:${name.toLowerCase()}` });
}
