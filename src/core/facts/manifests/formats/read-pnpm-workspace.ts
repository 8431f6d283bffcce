import { valueAt } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';
import { addCatalogs, addOverrides } from './read-package-json.ts';

/** Catalogs and overrides of a `pnpm-workspace.yaml`. They only fix versions, so every signal is a constraint. */
export function readPnpmWorkspace(text: string): ManifestFacts {
  return readDocument(parseYaml(text), (list, root) => {
    addCatalogs(list, root);
    addOverrides(list, valueAt(root, 'overrides'));
  });
}
