import type { PackageScope } from '../../../types.ts';
import { entriesOf, isTrue, itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode, Entry } from '../../parse/data-node.ts';
import { parseToml } from '../../parse/parse-toml.ts';
import { cleanVersion } from '../references/clean-version.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';

// https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html. Cargo still accepts the old spellings with
// `_`.
const TABLES: readonly [string, PackageScope][] = [
  ['dependencies', 'runtime'],
  ['dev-dependencies', 'development'],
  ['dev_dependencies', 'development'],
  ['build-dependencies', 'build'],
  ['build_dependencies', 'build'],
];

/** Crates of a `Cargo.toml`: of every dependency kind and target, of the workspace's table, and of `[patch]`. */
export function readCargoToml(text: string): ManifestFacts {
  return readDocument(parseToml(text), (list, root) => {
    addTables(list, root);
    for (const [, target] of entriesOf(valueAt(root, 'target'))) addTables(list, target.value);
    addCrates(list, valueAt(root, 'workspace', 'dependencies'), 'constraint');
    for (const [, source] of entriesOf(valueAt(root, 'patch'))) addCrates(list, source.value, 'constraint');
  });
}

function addTables(list: SignalList, home: DataNode | undefined): void {
  for (const [table, scope] of TABLES) addCrates(list, valueAt(home, table), scope);
}

function addCrates(list: SignalList, table: DataNode | undefined, scope: PackageScope): void {
  for (const [key, entry] of entriesOf(table)) addCrate(list, key, entry, scope);
}

function addCrate(list: SignalList, key: string, { at, value }: Entry, tableScope: PackageScope): void {
  if (value.kind === 'list' || isLocal(value)) return;
  const name = textOf(valueAt(value, 'package')) ?? key;
  if (!NAME.test(name)) return;
  const version = cleanVersion(textOf(value) ?? textOf(valueAt(value, 'version')));
  const scope = tableScope === 'runtime' && isTrue(valueAt(value, 'optional')) ? 'optional' : tableScope;
  list.add(at, { kind: 'package', ecosystem: 'cargo', name, version, scope });
  if (MANY_DATABASES.has(name) && scope !== 'development') addDatabases(list, valueAt(value, 'features'));
}

/**
 * Crates that support several databases, selected by feature: `diesel = { version = "2", features = ["postgres"] }`.
 */
const MANY_DATABASES: ReadonlySet<string> = new Set(
  'deadpool-diesel diesel diesel-async refinery sea-orm sea-orm-migration sea-query-binder sqlx'.split(' '),
);
const DATABASE_FEATURE = /^(?:sqlx-)?(mssql|mysql|postgres|sqlite)$/;

function addDatabases(list: SignalList, features: DataNode | undefined): void {
  for (const feature of itemsOf(features)) {
    const database = DATABASE_FEATURE.exec(textOf(feature) ?? '')?.[1];
    if (database !== undefined) list.add(feature.at, { kind: 'resource', type: `named:${database}` });
  }
}

const NAME = /^[\w-]{1,64}$/;

/**
 * A crate with only a path is in the same repository. With a version, it is also published, and others may use that.
 */
function isLocal(value: DataNode): boolean {
  const has = (key: string): boolean => valueAt(value, key) !== undefined;
  return has('path') && !has('version') && !has('registry') && !has('git');
}
