import { itemsOf, valueAt } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addChart } from '../add-chart.ts';
import { addScalarHosts } from '../add-hosts.ts';
import { blankGoTemplate } from '../blank-tags.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';

/**
 * Charts that a helmfile releases, as `helm:<name>`, and the hosts they come from
 * (https://helmfile.readthedocs.io/en/latest/#configuration). The file is a Go template, so malformed YAML is no
 * problem.
 */
export function readHelmfile(text: string): ManifestFacts {
  const { signals } = readDocument(parseYaml(blankGoTemplate(text)), (list, root) => {
    for (const repository of itemsOf(valueAt(root, 'repositories'))) addScalarHosts(list, valueAt(repository, 'url'));
    for (const release of itemsOf(valueAt(root, 'releases'))) addChart(list, valueAt(release, 'chart'));
  });
  return { signals, problems: [] };
}
