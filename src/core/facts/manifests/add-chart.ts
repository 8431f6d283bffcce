import { textOf } from '../parse/data-node.ts';
import type { DataNode } from '../parse/data-node.ts';
import type { SignalList } from './make-signal-list.ts';

/** Folders beside the file, in which charts of the repository itself stand. */
const LOCAL = /^(?:\.{0,2}\/|file:|charts?\/|\$\{path\.)/;
const CHART = /^[a-z0-9][a-z0-9._-]{0,100}$/i;

/** Adds a chart of Helm that a scalar names. */
export function addChart(list: SignalList, node: DataNode | undefined): void {
  if (node !== undefined) addNamedChart(list, textOf(node) ?? '', node.at);
}

/** Adds a chart as `helm:<name>`. Before the name may stand where it comes from: `bitnami/redis`, `oci://…/redis`. */
export function addNamedChart(list: SignalList, text: string, at: number): void {
  const name = text.slice(text.lastIndexOf('/') + 1);
  if (!LOCAL.test(text) && CHART.test(name)) list.add(at, { kind: 'resource', type: `helm:${name}` });
}
