import { itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import { parseJson } from '../../parse/parse-json.ts';
import { addScalarHosts } from '../add-hosts.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { addScript } from '../scripts/add-script.ts';
import { readDocument } from './read-document.ts';

const OF_GITHUB = /^https:\/\/(?:github\.com|raw\.githubusercontent\.com)\//;

/**
 * Where Tauri's updater checks for new versions (https://v2.tauri.app/plugin/updater/): hosts, and GitHub as a service,
 * because URLs of its releases are also ordinary links. Also the command that signs a Windows build, and the service it
 * calls.
 */
export function readTauriConfig(text: string): ManifestFacts {
  const document = parseJson(text);
  return readDocument(document, (list, root) => {
    const signCommand = valueAt(root, 'bundle', 'windows', 'signCommand');
    addScript(list, document, signCommand);
    addScalarHosts(list, signCommand);
    for (const home of ['plugins', 'tauri'])
      for (const endpoint of itemsOf(valueAt(root, home, 'updater', 'endpoints'))) {
        if (OF_GITHUB.test(textOf(endpoint) ?? '')) list.add(endpoint.at, { kind: 'resource', type: 'named:github' });
        else addScalarHosts(list, endpoint);
      }
  });
}
