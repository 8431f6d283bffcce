import { entriesOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addDeclarations } from '../add-declarations.ts';
import { addScript } from '../scripts/add-script.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { addImage } from '../add-image.ts';
import { readDocument } from './read-document.ts';
import { walkMaps } from '../walk-maps.ts';

// https://support.atlassian.com/bitbucket-cloud/docs/bitbucket-pipelines-configuration-reference/

/** Images, variables of services, pipes as actions (`pipe:owner/name`), and the variables that are passed to pipes. */
export function readBitbucketPipelines(text: string): ManifestFacts {
  const document = parseYaml(text);
  return readDocument(document, (list, root) => {
    walkMaps(root, (map) => {
      const image = valueAt(map, 'image');
      const named = image?.kind === 'map' ? valueAt(image, 'name') : image;
      addImage(list, named);
      addPipe(list, map);
      for (const key of ['script', 'after-script']) addScript(list, document, valueAt(map, key));
    });
    for (const [, { value }] of entriesOf(valueAt(root, 'definitions', 'services')))
      addDeclarations(list, valueAt(value, 'variables'));
  });
}

function addPipe(list: SignalList, step: DataNode): void {
  const node = valueAt(step, 'pipe');
  const text = textOf(node) ?? '';
  if (node === undefined) return;
  if (text.startsWith('docker://')) return addImage(list, node, text.slice('docker://'.length));
  const match = /^([\w.-]{1,100}\/[\w.-]{1,100})(?::(.{1,100}))?$/.exec(text);
  if (match === null) return;
  list.add(node.at, { kind: 'action', action: `pipe:${match[1] ?? ''}`, ref: match[2] ?? null });
  for (const [, { value }] of entriesOf(valueAt(step, 'variables'))) {
    const name = /^\$\{?([A-Za-z_]\w{0,199})\}?$/.exec(textOf(value) ?? '')?.[1];
    if (name !== undefined) list.add(value.at, { kind: 'env', name, access: 'read', value: null, optional: false });
  }
}
