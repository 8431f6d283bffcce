import { itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addNamedVariables } from '../add-named-variables.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { addImage } from '../add-image.ts';
import { readDocument } from './read-document.ts';

/** Types of services. A key-value store used to be called `redis`. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['redis', 'keyvalue'],
  ['keyvalue', 'keyvalue'],
  ['web', 'web'],
  ['pserv', 'pserv'],
  ['worker', 'worker'],
  ['cron', 'cron'],
  ['static', 'static'],
]);

/**
 * A Render blueprint (https://render.com/docs/blueprint-spec): services as `render:web` and so on, databases as
 * `render:postgres`, variables and images, also in the environments of projects.
 */
export function readRenderYaml(text: string): ManifestFacts {
  return readDocument(parseYaml(text), (list, root) => {
    const environments = itemsOf(valueAt(root, 'projects')).flatMap((p) => itemsOf(valueAt(p, 'environments')));
    for (const home of [root, ...environments]) addHome(list, home);
  });
}

function addHome(list: SignalList, home: DataNode): void {
  for (const service of itemsOf(valueAt(home, 'services'))) {
    const type = valueAt(service, 'type');
    const known = TYPES.get(textOf(type) ?? '');
    if (type !== undefined && known !== undefined) list.add(type.at, { kind: 'resource', type: `render:${known}` });
    addNamedVariables(list, valueAt(service, 'envVars'), 'key');
    addImage(list, valueAt(service, 'image', 'url'));
  }
  for (const group of itemsOf(valueAt(home, 'envVarGroups'))) addNamedVariables(list, valueAt(group, 'envVars'), 'key');
  for (const database of itemsOf(valueAt(home, 'databases')))
    list.add(database.at, { kind: 'resource', type: 'render:postgres' });
}
