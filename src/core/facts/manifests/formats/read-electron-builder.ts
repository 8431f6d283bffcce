import { valueAt } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addPublishTargets } from '../add-publish-targets.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';

/** Where `electron-builder.yml` publishes to; its JSON is YAML as well. */
export function readElectronBuilder(text: string): ManifestFacts {
  return readDocument(parseYaml(text), (list, root) => addPublishTargets(list, valueAt(root, 'publish')));
}
