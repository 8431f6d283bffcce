import { valueAt } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { makeSignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { addCatalogs, addOverrides } from './read-package-json.ts';

/** Catalogs and overrides of a `pnpm-workspace.yaml`: they only fix versions, so every signal is a constraint. */
export function readPnpmWorkspace(text: string): ManifestFacts {
  const document = parseYaml(text);
  const list = makeSignalList(document.positionOf);
  for (const root of document.roots) {
    addCatalogs(list, root);
    addOverrides(list, valueAt(root, 'overrides'));
  }
  return { signals: list.signals, problems: [...document.problems] };
}
