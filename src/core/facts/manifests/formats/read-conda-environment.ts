import { itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { isPythonName, normalisePythonName, parsePep508 } from '../references/parse-pep508.ts';
import { readDocument } from './read-document.ts';

/** True for text that may be conda's. Other tools have an `environment.yml` too. */
export function looksLikeConda(text: string): boolean {
  return /^dependencies:/m.test(text);
}

/**
 * Packages of conda's `environment.yml`. Conda's names are treated as PyPI's, which they usually match. The interpreter
 * and its bundled tools are skipped.
 */
export function readCondaEnvironment(text: string): ManifestFacts {
  return readDocument(parseYaml(text), (list, root) => {
    for (const item of itemsOf(valueAt(root, 'dependencies'))) {
      if (item.kind === 'scalar') addCondaPackage(list, item);
      for (const requirement of itemsOf(valueAt(item, 'pip'))) addRequirement(list, requirement);
    }
  });
}

const TOOLS = new Set(['python', 'pip', 'setuptools', 'wheel', 'conda']);

/** `channel::name=1.2=build`, `name>=1`, `name 1.2.*`. */
function addCondaPackage(list: SignalList, item: DataNode): void {
  const text = textOf(item) ?? '';
  const spec = text.slice(text.indexOf('::') === -1 ? 0 : text.indexOf('::') + 2).trim();
  const written = /^[\w.-]{1,200}/.exec(spec)?.[0] ?? '';
  if (!isPythonName(written) || TOOLS.has(written.toLowerCase())) return;
  const version = spec.slice(written.length).trim().slice(0, 200);
  add(list, item, normalisePythonName(written), version === '' ? null : version);
}

function addRequirement(list: SignalList, item: DataNode): void {
  const found = parsePep508(textOf(item) ?? '');
  if (found !== null && !found.local) add(list, item, found.name, found.version);
}

function add(list: SignalList, { at }: DataNode, name: string, version: string | null): void {
  list.add(at, { kind: 'package', ecosystem: 'pypi', name, version, scope: 'runtime' });
}
