import type { DataNode } from '../parse/data-node.ts';
import { addHosts } from './find-url-hosts.ts';
import type { SignalList } from './make-signal-list.ts';

/** Adds the hosts of the URLs in a scalar's text; of anything else none. */
export function addScalarHosts(list: SignalList, node: DataNode | undefined): void {
  if (node?.kind === 'scalar') addHosts(list, node.text, node.plain ? node.at : node.at + 1);
}
