import type { PackageScope } from '../../../types.ts';
import { entriesOf, textOf, valueAt } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { cleanVersion } from '../references/clean-version.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';

// https://dart.dev/tools/pub/dependencies
const TABLES: readonly [string, PackageScope][] = [
  ['dependencies', 'runtime'],
  ['dev_dependencies', 'development'],
  ['dependency_overrides', 'constraint'],
];

/** Packages of a `pubspec.yaml`, except those of an SDK (`sdk: flutter`) and local ones. */
export function readPubspec(text: string): ManifestFacts {
  return readDocument(parseYaml(text), (list, root) => {
    for (const [table, scope] of TABLES) {
      for (const [name, { at, value }] of entriesOf(valueAt(root, table))) {
        if (!/^[a-z_][a-z0-9_]{0,100}$/.test(name) || value.kind === 'list') continue;
        if (valueAt(value, 'sdk') !== undefined || valueAt(value, 'path') !== undefined) continue;
        const version = cleanVersion(textOf(value) ?? textOf(valueAt(value, 'version')));
        list.add(at, { kind: 'package', ecosystem: 'pub', name, version, scope });
      }
    }
  });
}
