import type { PackageScope } from '../../../types.ts';
import { entriesOf, itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import { parseToml } from '../../parse/parse-toml.ts';
import { addScalarHosts } from '../add-hosts.ts';
import { cleanVersion } from '../references/clean-version.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { isPythonName, normalisePythonName } from '../references/parse-pep508.ts';
import { readDocument } from './read-document.ts';

const TABLES: readonly [string, PackageScope][] = [
  ['packages', 'runtime'],
  ['dev-packages', 'development'],
];

/**
 * Packages of a `Pipfile` (https://pipenv.pypa.io/en/latest/pipfile.html), and the hosts of indexes other than PyPI.
 */
export function readPipfile(text: string): ManifestFacts {
  return readDocument(parseToml(text), (list, root) => {
    for (const [table, scope] of TABLES) {
      for (const [key, { at, value }] of entriesOf(valueAt(root, table))) {
        const isLocal = valueAt(value, 'path') !== undefined || valueAt(value, 'file') !== undefined;
        if (!isPythonName(key) || isLocal) continue;
        const version = cleanVersion(textOf(value) ?? textOf(valueAt(value, 'version')));
        list.add(at, { kind: 'package', ecosystem: 'pypi', name: normalisePythonName(key), version, scope });
      }
    }
    for (const source of itemsOf(valueAt(root, 'source'))) {
      const url = valueAt(source, 'url');
      if (!/^https?:\/\/pypi\.(?:python\.)?org\//.test(textOf(url) ?? '')) addScalarHosts(list, url);
    }
  });
}
