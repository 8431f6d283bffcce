import { itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addChart } from '../add-chart.ts';
import { addScalarHosts } from '../add-hosts.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';

/**
 * Charts that a Helm chart depends on, as `helm:<name>`, and the hosts they come from. Reads `Chart.yaml`, and
 * `requirements.yaml` of version 1 charts (https://helm.sh/docs/topics/charts/).
 */
export function readHelmChart(text: string): ManifestFacts {
  return readDocument(parseYaml(text), (list, root) => {
    for (const dependency of itemsOf(valueAt(root, 'dependencies'))) {
      const repository = valueAt(dependency, 'repository');
      // A chart in the same repository is no third party.
      if (textOf(repository)?.startsWith('file:')) continue;
      addChart(list, valueAt(dependency, 'name'));
      addScalarHosts(list, repository);
    }
  });
}
