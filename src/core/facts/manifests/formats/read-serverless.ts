import { entriesOf, itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode, ParsedDocument } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addDeclarations } from '../add-declarations.ts';
import { addCloudFormationResources } from '../add-cloudformation-resources.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { isPackageName } from '../references/parse-npm-dependency.ts';
import { readDocument } from './read-document.ts';
import { makePieceFinder, walkScalars } from '../walk-scalars.ts';

/**
 * A `serverless.yml` (https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml): the provider as
 * `serverless:aws`, plugins as npm packages, variables of the provider and of functions, `${env:NAME}`, and
 * CloudFormation resources.
 */
export function readServerless(text: string): ManifestFacts {
  const document = parseYaml(text);
  return readDocument(document, (list, root) => {
    addProvider(list, valueAt(root, 'provider'));
    const plugins = valueAt(root, 'plugins');
    for (const plugin of [...itemsOf(plugins), ...itemsOf(valueAt(plugins, 'modules'))]) addPlugin(list, plugin);
    addDeclarations(list, valueAt(root, 'provider', 'environment'));
    for (const [, { value }] of entriesOf(valueAt(root, 'functions')))
      addDeclarations(list, valueAt(value, 'environment'));
    const resources = valueAt(root, 'resources');
    for (const home of [resources, ...itemsOf(resources)]) addCloudFormationResources(list, valueAt(home, 'Resources'));
    addReads(list, document, root);
  });
}

/** `provider: aws` is short for `provider: { name: aws }`. */
function addProvider(list: SignalList, provider: DataNode | undefined): void {
  const node = provider?.kind === 'scalar' ? provider : valueAt(provider, 'name');
  const name = textOf(node) ?? '';
  if (node !== undefined && /^[a-z][\w-]{0,40}$/i.test(name))
    list.add(node.at, { kind: 'resource', type: `serverless:${name.toLowerCase()}` });
}

function addPlugin(list: SignalList, node: DataNode): void {
  const name = textOf(node) ?? '';
  if (name.startsWith('.') || name.includes('$') || !isPackageName(name)) return;
  list.add(node.at, { kind: 'package', ecosystem: 'npm', name, version: null, scope: 'build' });
}

function addReads(list: SignalList, document: ParsedDocument, root: DataNode): void {
  walkScalars(root, (scalar) => {
    if (!scalar.text.includes('${env:')) return;
    const findPiece = makePieceFinder(document.text, scalar);
    for (const match of scalar.text.matchAll(/\$\{env:([A-Za-z_]\w{0,199})\s{0,5}(,?)/g)) {
      const at = findPiece(match[0]);
      list.add(at, { kind: 'env', name: match[1] ?? '', access: 'read', value: null, optional: match[2] === ',' });
    }
  });
}
