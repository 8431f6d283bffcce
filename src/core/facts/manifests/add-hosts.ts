import type { DataNode } from '../parse/data-node.ts';
import { findUrlHosts } from './find-url-hosts.ts';
import type { SignalList } from './make-signal-list.ts';

/** Adds the hosts of the URLs in a text; `at` is the offset of its first character. */
export function addHosts(list: SignalList, text: string, at: number): void {
  for (const { host, path, index } of findUrlHosts(text)) list.add(at + index, { kind: 'host', host, path });
}

/** Adds the hosts of the URLs in a scalar's text; does nothing for other nodes. */
export function addScalarHosts(list: SignalList, node: DataNode | undefined): void {
  if (node?.kind === 'scalar') addHosts(list, node.text, node.plain ? node.at : node.at + 1);
}
