import { itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addChart } from '../add-chart.ts';
import { addDeclarations } from '../add-declarations.ts';
import { addScalarHosts } from '../add-hosts.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { parseImageReference } from '../references/parse-image-reference.ts';
import { readDocument } from './read-document.ts';

// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/

const KEYS = ['resources', 'bases', 'components', 'images', 'helmCharts', 'configMapGenerator', 'secretGenerator'];

/** Images that a kustomization sets, charts that it inflates (`helm:<name>`), remote bases, and generated variables. */
export function readKustomization(text: string): ManifestFacts {
  return readDocument(parseYaml(text), (list, root) => {
    if (KEYS.some((key) => valueAt(root, key) !== undefined))
      list.add(root.at, { kind: 'resource', type: 'k8s:kustomize.config.k8s.io/v1beta1/Kustomization' });
    for (const item of itemsOf(valueAt(root, 'images'))) {
      const node = valueAt(item, 'newName') ?? valueAt(item, 'name');
      const found = parseImageReference(`${textOf(node) ?? ''}:${textOf(valueAt(item, 'newTag')) ?? ''}`);
      if (node !== undefined && found !== null) list.add(node.at, { kind: 'image', ...found });
    }
    for (const chart of itemsOf(valueAt(root, 'helmCharts'))) {
      addChart(list, valueAt(chart, 'name'));
      addScalarHosts(list, valueAt(chart, 'repo'));
    }
    for (const table of ['resources', 'bases', 'components'])
      for (const item of itemsOf(valueAt(root, table))) addScalarHosts(list, item);
    for (const table of ['configMapGenerator', 'secretGenerator'])
      for (const item of itemsOf(valueAt(root, table))) addDeclarations(list, valueAt(item, 'literals'));
  });
}
