import type { PackageScope } from '../../../types.ts';
import { entriesOf, isTrue, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseJson } from '../../parse/parse-json.ts';
import { addMatchPatterns } from '../add-match-patterns.ts';
import { addPublishTargets } from '../add-publish-targets.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';
import { parseNpmDependency } from '../references/parse-npm-dependency.ts';
import { parseOverrideKey } from '../references/parse-override-key.ts';

const TABLES: readonly [string, PackageScope][] = [
  ['dependencies', 'runtime'],
  ['devDependencies', 'development'],
  ['optionalDependencies', 'optional'],
];

/**
 * Dependencies of every kind, overrides and catalogs of a `package.json`, the sites of a browser extension built from
 * it, and where an Electron application is published.
 */
export function readPackageJson(text: string): ManifestFacts {
  return readDocument(parseJson(text), (list, root) => {
    for (const [table, scope] of TABLES) addPackages(list, valueAt(root, table), scope);
    addPeers(list, valueAt(root, 'peerDependencies'), valueAt(root, 'peerDependenciesMeta'));
    addOverrides(list, valueAt(root, 'overrides'));
    addOverrides(list, valueAt(root, 'resolutions'));
    addOverrides(list, valueAt(root, 'pnpm', 'overrides'));
    for (const home of [root, valueAt(root, 'workspaces')]) addCatalogs(list, home);
    // Plasmo generates an extension's manifest from this key.
    addMatchPatterns(list, valueAt(root, 'manifest'));
    addPublishTargets(list, valueAt(root, 'build', 'publish'));
  });
}

/** Adds every entry of a table `name -> requirement`. */
export function addPackages(list: SignalList, table: DataNode | undefined, scope: PackageScope): void {
  for (const [key, entry] of entriesOf(table)) {
    if (entry.value.kind === 'scalar') addPackage(list, key, entry.at, textOf(entry.value), scope);
  }
}

function addPackage(list: SignalList, key: string, at: number, version: string | null, scope: PackageScope): void {
  const found = parseNpmDependency(key, version);
  if (found !== null) list.add(at, { kind: 'package', ...found, scope });
}

/** A peer marked optional has scope `optional`. As in npm, one that only has the mark is a peer of any version. */
function addPeers(list: SignalList, peers: DataNode | undefined, meta: DataNode | undefined): void {
  for (const [key, entry] of entriesOf(peers)) {
    const scope = isTrue(valueAt(meta, key, 'optional')) ? 'optional' : 'peer';
    if (entry.value.kind === 'scalar') addPackage(list, key, entry.at, textOf(entry.value), scope);
  }
  for (const [key, entry] of entriesOf(meta)) {
    if (isTrue(valueAt(entry.value, 'optional')) && valueAt(peers, key) === undefined)
      addPackage(list, key, entry.at, null, 'optional');
  }
}

/**
 * Adds overrides of npm (nested, where `.` is the parent itself), Yarn and pnpm as constraints: each fixes the version
 * of a package that is required elsewhere. A reference (`$name`) has no version of its own, and a removal (`-`) is
 * skipped.
 */
export function addOverrides(list: SignalList, table: DataNode | undefined, parent: string | null = null): void {
  for (const [key, entry] of entriesOf(table)) {
    const name = key === '.' ? parent : parseOverrideKey(key);
    if (entry.value.kind === 'map') {
      addOverrides(list, entry.value, name);
      continue;
    }
    const version = textOf(entry.value);
    if (name === null || version === null || version === '-') continue;
    addPackage(list, name, entry.at, version.startsWith('$') ? null : version, 'constraint');
  }
}

/** Adds `catalog` and `catalogs` of a workspace: versions that its members refer to. */
export function addCatalogs(list: SignalList, home: DataNode | undefined): void {
  addPackages(list, valueAt(home, 'catalog'), 'constraint');
  for (const [, entry] of entriesOf(valueAt(home, 'catalogs'))) addPackages(list, entry.value, 'constraint');
}
