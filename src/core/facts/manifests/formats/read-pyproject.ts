import type { PackageScope } from '../../../types.ts';
import { entriesOf, isTrue, itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseToml } from '../../parse/parse-toml.ts';
import { addPoetry } from '../add-poetry.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';
import { normalisePythonName, parsePep508 } from '../references/parse-pep508.ts';

/** Lists of requirement strings (`LISTS`), and tables of such lists (`GROUPS`). */
const LISTS: readonly [readonly string[], PackageScope][] = [
  [['project', 'dependencies'], 'runtime'],
  [['build-system', 'requires'], 'build'],
  [['tool', 'uv', 'dev-dependencies'], 'development'],
  [['tool', 'uv', 'constraint-dependencies'], 'constraint'],
  [['tool', 'uv', 'override-dependencies'], 'constraint'],
  [['tool', 'uv', 'build-constraint-dependencies'], 'constraint'],
];
const GROUPS: readonly [readonly string[], PackageScope][] = [
  [['project', 'optional-dependencies'], 'optional'],
  [['dependency-groups'], 'development'],
  [['tool', 'pdm', 'dev-dependencies'], 'development'],
];

/** Requirements of a `pyproject.toml`: PEP 621, PEP 735, the build system's, and those of Poetry, uv, PDM and Hatch. */
export function readPyproject(text: string): ManifestFacts {
  return readDocument(parseToml(text), (list, root) => {
    const own = findOwnNames(root);
    for (const [path, scope] of LISTS) addRequirements(list, valueAt(root, ...path), scope, own);
    for (const [path, scope] of GROUPS) {
      for (const [, group] of entriesOf(valueAt(root, ...path))) addRequirements(list, group.value, scope, own);
    }
    for (const [, env] of entriesOf(valueAt(root, 'tool', 'hatch', 'envs'))) {
      addRequirements(list, valueAt(env.value, 'dependencies'), 'development', own);
      addRequirements(list, valueAt(env.value, 'extra-dependencies'), 'development', own);
    }
    addPoetry(list, valueAt(root, 'tool', 'poetry'));
  });
}

/** The project itself (`dev = ["project[test]"]`), and packages that uv takes from the workspace or a path. */
function findOwnNames(root: DataNode): ReadonlySet<string> {
  const own = new Set<string>();
  const project = textOf(valueAt(root, 'project', 'name'));
  if (project !== null) own.add(normalisePythonName(project));
  for (const [name, { value }] of entriesOf(valueAt(root, 'tool', 'uv', 'sources'))) {
    if (isTrue(valueAt(value, 'workspace')) || valueAt(value, 'path') !== undefined) own.add(normalisePythonName(name));
  }
  return own;
}

/** Adds the strings of a list. `{ include-group = "test" }` refers to a group that is read separately. */
function addRequirements(
  list: SignalList,
  node: DataNode | undefined,
  scope: PackageScope,
  own: ReadonlySet<string>,
): void {
  for (const item of itemsOf(node)) {
    if (item.kind !== 'scalar' || item.plain) continue;
    const found = parsePep508(item.text);
    if (found === null || found.local || own.has(found.name)) continue;
    list.add(item.at, { kind: 'package', ecosystem: 'pypi', name: found.name, version: found.version, scope });
  }
}
