import { textOf } from '../parse/data-node.ts';
import type { DataNode } from '../parse/data-node.ts';
import type { SignalList } from './make-signal-list.ts';

/** Charts in the repository itself, by a path relative to the file. */
const LOCAL = /^(?:\.{0,2}\/|file:|charts?\/|\$\{path\.)/;
const CHART = /^[a-z0-9][a-z0-9._-]{0,100}$/i;

/** Adds the Helm chart that a scalar names. */
export function addChart(list: SignalList, node: DataNode | undefined): void {
  if (node !== undefined) addNamedChart(list, textOf(node) ?? '', node.at);
}

/**
 * Adds a chart as `helm:<name>`, without the source before the name: `bitnami/redis`, `oci://…/redis`. Local charts are
 * skipped.
 */
export function addNamedChart(list: SignalList, text: string, at: number): void {
  const name = text.slice(text.lastIndexOf('/') + 1);
  if (!LOCAL.test(text) && CHART.test(name)) list.add(at, { kind: 'resource', type: `helm:${name}` });
}
