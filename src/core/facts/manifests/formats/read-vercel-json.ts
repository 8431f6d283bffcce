import { entriesOf, itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseJson } from '../../parse/parse-json.ts';
import { addDeclarations } from '../add-declarations.ts';
import { addScalarHosts } from '../add-hosts.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { isPackageName, parseNameAndVersion } from '../references/parse-npm-dependency.ts';
import { readDocument } from './read-document.ts';

// https://vercel.com/docs/project-configuration
const ROUTES: readonly [string, string][] = [
  ['rewrites', 'destination'],
  ['routes', 'dest'],
];

/**
 * Variables of a `vercel.json`, hosts that it proxies requests to (a redirect is only a link), and community runtimes.
 */
export function readVercelJson(text: string): ManifestFacts {
  return readDocument(parseJson(text), (list, root) => {
    addDeclarations(list, valueAt(root, 'env'));
    addDeclarations(list, valueAt(root, 'build', 'env'));
    for (const [table, target] of ROUTES)
      for (const route of itemsOf(valueAt(root, table))) addScalarHosts(list, valueAt(route, target));
    for (const build of itemsOf(valueAt(root, 'builds'))) addRuntime(list, valueAt(build, 'use'));
    for (const [, { value }] of entriesOf(valueAt(root, 'functions'))) addRuntime(list, valueAt(value, 'runtime'));
  });
}

function addRuntime(list: SignalList, node: DataNode | undefined): void {
  const { name, version } = parseNameAndVersion(textOf(node) ?? '');
  // Vercel's built-in runtimes (`nodejs20.x`) are not packages.
  if (node === undefined || !isPackageName(name) || /^[a-z]+\d+\.x$/.test(name)) return;
  list.add(node.at, {
    kind: 'package',
    ecosystem: 'npm',
    name,
    version: version === '' ? null : version,
    scope: 'build',
  });
}
