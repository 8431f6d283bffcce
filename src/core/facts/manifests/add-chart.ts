import { textOf } from '../parse/data-node.ts';
import type { DataNode } from '../parse/data-node.ts';
import type { SignalList } from './make-signal-list.ts';

/** Folders beside the file, in which charts of the repository itself stand. */
const LOCAL = /^(?:\.{0,2}\/|file:|charts?\/)/;
const CHART = /^[a-z0-9][a-z0-9._-]{0,100}$/i;

/** Adds a chart of Helm as `helm:<name>`. Before the name may stand where it comes from: `bitnami/redis`, `oci://…/redis`. */
export function addChart(list: SignalList, node: DataNode | undefined): void {
  const text = textOf(node) ?? '';
  const name = text.slice(text.lastIndexOf('/') + 1);
  if (node !== undefined && !LOCAL.test(text) && CHART.test(name))
    list.add(node.at, { kind: 'resource', type: `helm:${name}` });
}
