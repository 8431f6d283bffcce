import { entriesOf, itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import { parseToml } from '../../parse/parse-toml.ts';
import { addDeclarations } from '../add-declarations.ts';
import { addScalarHosts } from '../add-hosts.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { isPackageName } from '../references/parse-npm-dependency.ts';
import { readDocument } from './read-document.ts';

/**
 * Plugins of a `netlify.toml` as npm packages, its variables, and the hosts it proxies requests to:
 * https://docs.netlify.com/configure-builds/file-based-configuration/
 */
export function readNetlifyToml(text: string): ManifestFacts {
  return readDocument(parseToml(text), (list, root) => {
    for (const plugin of itemsOf(valueAt(root, 'plugins'))) {
      const node = valueAt(plugin, 'package');
      const name = textOf(node) ?? '';
      if (node !== undefined && isPackageName(name) && !name.startsWith('.'))
        list.add(node.at, { kind: 'package', ecosystem: 'npm', name, version: null, scope: 'build' });
    }
    addDeclarations(list, valueAt(root, 'build', 'environment'));
    addDeclarations(list, valueAt(root, 'template', 'environment'));
    for (const [, { value }] of entriesOf(valueAt(root, 'context')))
      addDeclarations(list, valueAt(value, 'environment'));
    for (const redirect of itemsOf(valueAt(root, 'redirects'))) {
      // Status 200 proxies the request. All other redirects are only links.
      if (textOf(valueAt(redirect, 'status')) === '200') addScalarHosts(list, valueAt(redirect, 'to'));
    }
  });
}
