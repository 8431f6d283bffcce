import { entriesOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseJson } from '../../parse/parse-json.ts';
import { addDeclarations } from '../add-declarations.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';

/**
 * Variables that a `turbo.json` hands to the tasks of a monorepo, for all of them and for each; patterns name none
 * (https://turborepo.com/docs/reference/configuration#globalenv).
 */
export function readTurboJson(text: string): ManifestFacts {
  return readDocument(parseJson(text), (list, root) => {
    addLists(list, root, ['globalEnv', 'globalPassThroughEnv']);
    // `pipeline` until version 2.
    for (const table of ['tasks', 'pipeline'])
      for (const [, { value }] of entriesOf(valueAt(root, table))) addLists(list, value, ['env', 'passThroughEnv']);
  });
}

function addLists(list: SignalList, node: DataNode | undefined, keys: readonly string[]): void {
  for (const key of keys) addDeclarations(list, valueAt(node, key));
}
