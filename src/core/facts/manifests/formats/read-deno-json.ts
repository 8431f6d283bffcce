import { entriesOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseJson } from '../../parse/parse-json.ts';
import { addHosts } from '../add-hosts.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';
import { parseModuleSpecifier } from '../references/parse-module-specifier.ts';

/**
 * Imports and scopes of `deno.json`, `deno.jsonc` and import maps: a package if the target names one, otherwise the
 * host.
 */
export function readDenoJson(text: string): ManifestFacts {
  return readDocument(parseJson(text), (list, root) => {
    addImports(list, valueAt(root, 'imports'));
    for (const [, entry] of entriesOf(valueAt(root, 'scopes'))) addImports(list, entry.value);
  });
}

function addImports(list: SignalList, table: DataNode | undefined): void {
  for (const [, entry] of entriesOf(table)) {
    const target = textOf(entry.value);
    if (target === null) continue;
    const found = parseModuleSpecifier(target);
    if (found !== null) list.add(entry.at, { kind: 'package', ...found, scope: 'runtime' });
    else addHosts(list, target, entry.value.at + 1);
  }
}
