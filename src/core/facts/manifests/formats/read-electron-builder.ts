import { valueAt } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addPublishTargets } from '../add-publish-targets.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';

/** Where an electron-builder configuration publishes to. JSON is parsed as YAML too. */
export function readElectronBuilder(text: string): ManifestFacts {
  return readDocument(parseYaml(text), (list, root) => addPublishTargets(list, valueAt(root, 'publish')));
}
