import { entriesOf, itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addChart } from '../add-chart.ts';
import { addDeclarations, ENV_NAME } from '../add-declarations.ts';
import { addSecretStore } from '../add-secret-store.ts';
import { addScalarHosts } from '../add-hosts.ts';
import { addValue } from '../add-value.ts';
import { judgeEnvValue } from '../judge-env-value.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';
import { walkMaps } from '../walk-maps.ts';
import { walkScalars } from '../walk-scalars.ts';
import { addImage } from '../add-image.ts';

/** A cheap test without parsing, because any YAML may be a Kubernetes manifest. */
export function looksLikeKubernetes(text: string): boolean {
  return /^[ \t-]{0,20}"?apiVersion"?:/m.test(text) && /^[ \t-]{0,20}"?kind"?:/m.test(text);
}

/**
 * Resources (`k8s:apps/v1/Deployment`), container images and variables of Kubernetes manifests, and the servers and
 * charts that custom resources name. Helm templates are often not YAML until rendered, so a malformed template is no
 * problem and yields nothing.
 */
export function readKubernetes(text: string): ManifestFacts {
  const document = parseYaml(text);
  if (document.problems.length > 0 && text.includes('{{')) return { signals: [], problems: [] };
  return readDocument(document, (list, root) => {
    addResource(list, root);
    // `kind: List`, as kubectl prints several resources.
    for (const item of itemsOf(valueAt(root, 'items'))) addResource(list, item);
  });
}

const API_VERSION = /^[a-z0-9][a-z0-9./-]{0,200}$/;
const KIND = /^[A-Za-z]\w{0,100}$/;

function addResource(list: SignalList, resource: DataNode): void {
  const apiVersion = textOf(valueAt(resource, 'apiVersion')) ?? '';
  const kindNode = valueAt(resource, 'kind');
  const kind = textOf(kindNode) ?? '';
  if (kindNode === undefined || !API_VERSION.test(apiVersion) || !KIND.test(kind)) return;
  list.add(kindNode.at, { kind: 'resource', type: `k8s:${apiVersion}/${kind}` });
  addSecretStore(list, `${apiVersion}/${kind}`, resource);
  if (kind === 'ConfigMap' || kind === 'Secret') addData(list, resource);
  addContainers(list, resource);
  if (isCustom(apiVersion)) addRemotes(list, resource);
}

/** True for kinds that an operator adds. Those of Kubernetes itself are `v1`, `apps/v1`, `networking.k8s.io/v1`. */
function isCustom(apiVersion: string): boolean {
  const group = apiVersion.slice(0, apiVersion.lastIndexOf('/'));
  return group.includes('.') && !group.endsWith('k8s.io');
}

const ADDRESS = /(?:url|server|endpoint)$/i;
/**
 * Keys beside `chart` in resources that install it: an Application of Argo CD, a HelmRelease of Flux, a HelmChart of
 * k3s.
 */
const CHART_SOURCES = ['repoURL', 'repo', 'repository', 'sourceRef', 'targetRevision', 'version'];

/** Adds the servers that an operator connects to and the charts that it installs. */
function addRemotes(list: SignalList, resource: DataNode): void {
  walkScalars(resource, (scalar, key) => {
    if (key !== null && ADDRESS.test(key)) addScalarHosts(list, scalar);
  });
  walkMaps(resource, (map) => {
    if (CHART_SOURCES.some((key) => map.entries.has(key))) addChart(list, valueAt(map, 'chart'));
  });
}

/** Upper-case keys are variables for `envFrom`. Values under a Secret's `data` are base64-encoded. */
function addData(list: SignalList, resource: DataNode): void {
  for (const table of ['data', 'stringData']) {
    const entries = [...entriesOf(valueAt(resource, table))].filter(([name]) => /^[A-Z][A-Z0-9_]*$/.test(name));
    addDeclarations(list, { kind: 'map', at: 0, entries: new Map(entries) });
  }
}

const CONTAINERS = new Set(['containers', 'initContainers', 'ephemeralContainers']);

/** Containers occur at many depths: in pods, job templates, custom resources. */
function addContainers(list: SignalList, node: DataNode): void {
  if (node.kind === 'list') for (const item of node.items) addContainers(list, item);
  if (node.kind !== 'map') return;
  for (const [key, entry] of node.entries) {
    if (CONTAINERS.has(key)) for (const container of itemsOf(entry.value)) addContainer(list, container);
    addContainers(list, entry.value);
  }
}

function addContainer(list: SignalList, container: DataNode): void {
  addImage(list, valueAt(container, 'image'));
  for (const item of itemsOf(valueAt(container, 'env'))) {
    const nameNode = valueAt(item, 'name');
    const name = textOf(nameNode) ?? '';
    if (nameNode === undefined || !ENV_NAME.test(name)) continue;
    const valueNode = valueAt(item, 'value');
    const text = textOf(valueNode) ?? '';
    // `valueFrom` refers to a secret or a field, so no value is written here.
    const value = valueAt(item, 'valueFrom') === undefined ? judgeEnvValue(text) : 'filler';
    list.add(nameNode.at, { kind: 'env', name, access: 'declared', value, optional: false });
    addValue(list, { key: name, text, at: valueNode?.at ?? nameNode.at });
  }
}
