import type { PackageScope } from '../../../types.ts';
import { entriesOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseJson } from '../../parse/parse-json.ts';
import { cleanVersion } from '../references/clean-version.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';

// https://getcomposer.org/doc/04-schema.md
const TABLES: readonly [string, PackageScope][] = [
  ['require', 'runtime'],
  ['require-dev', 'development'],
];

/**
 * Packages of a `composer.json`. Names without a vendor (`php`, `ext-json`, `lib-curl`) are part of the platform and
 * are skipped.
 */
export function readComposerJson(text: string): ManifestFacts {
  return readDocument(parseJson(text), (list, root) => {
    for (const [table, scope] of TABLES) addPackages(list, valueAt(root, table), scope);
  });
}

/** Names on Packagist are lower-case; older files use capitals. */
function addPackages(list: SignalList, table: DataNode | undefined, scope: PackageScope): void {
  for (const [key, { at, value }] of entriesOf(table)) {
    const name = key.trim().toLowerCase();
    if (value.kind !== 'scalar' || !NAME.test(name)) continue;
    list.add(at, { kind: 'package', ecosystem: 'composer', name, version: cleanVersion(textOf(value)), scope });
  }
}

const NAME = /^[a-z0-9][a-z0-9_.-]{0,100}\/[a-z0-9][a-z0-9_.-]{0,100}$/;
