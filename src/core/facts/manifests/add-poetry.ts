import type { PackageScope } from '../../types.ts';
import { entriesOf, isTrue, textOf, valueAt } from '../parse/data-node.ts';
import type { DataNode } from '../parse/data-node.ts';
import { cleanVersion } from './references/clean-version.ts';
import type { SignalList } from './make-signal-list.ts';
import { isPythonName, normalisePythonName } from './references/parse-pep508.ts';

/**
 * Adds the tables of `[tool.poetry]`, whose keys are package names:
 * https://python-poetry.org/docs/dependency-specification/
 */
export function addPoetry(list: SignalList, poetry: DataNode | undefined): void {
  addTable(list, valueAt(poetry, 'dependencies'), 'runtime');
  addTable(list, valueAt(poetry, 'dev-dependencies'), 'development');
  for (const [name, group] of entriesOf(valueAt(poetry, 'group'))) {
    addTable(list, valueAt(group.value, 'dependencies'), name === 'main' ? 'runtime' : 'development');
  }
}

function addTable(list: SignalList, table: DataNode | undefined, tableScope: PackageScope): void {
  for (const [key, { at, value }] of entriesOf(table)) {
    const name = normalisePythonName(key);
    // A list holds one constraint per platform or Python version. The first represents all.
    const first = value.kind === 'list' ? value.items[0] : value;
    if (name === 'python' || !isPythonName(key) || isLocal(first)) continue;
    const scope = tableScope === 'runtime' && isTrue(valueAt(first, 'optional')) ? 'optional' : tableScope;
    const version = cleanVersion(textOf(first) ?? textOf(valueAt(first, 'version')));
    list.add(at, { kind: 'package', ecosystem: 'pypi', name, version, scope });
  }
}

function isLocal(value: DataNode | undefined): boolean {
  return valueAt(value, 'path') !== undefined && valueAt(value, 'version') === undefined;
}
