import { itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addDeclarations } from '../add-declarations.ts';
import { addNamedVariables } from '../add-named-variables.ts';
import { addScript } from '../scripts/add-script.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { addImage } from '../add-image.ts';
import { readDocument } from './read-document.ts';
import { walkMaps } from '../walk-maps.ts';

// https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/

/** Tasks as actions (`azure:Docker`, with the version as `ref`), images and variables of an Azure pipeline. */
export function readAzurePipelines(text: string): ManifestFacts {
  const document = parseYaml(text);
  return readDocument(document, (list, root) => {
    walkMaps(root, (map) => {
      addTask(list, valueAt(map, 'task'));
      for (const key of ['script', 'bash', 'pwsh', 'powershell', 'inlineScript'])
        addScript(list, document, valueAt(map, key));
      addContainer(list, valueAt(map, 'container'));
      const variables = valueAt(map, 'variables');
      if (variables?.kind === 'map') addDeclarations(list, variables);
      else addNamedVariables(list, variables, 'name');
      addDeclarations(list, mapOf(valueAt(map, 'env')));
    });
    for (const container of itemsOf(valueAt(root, 'resources', 'containers')))
      addImage(list, valueAt(container, 'image'));
  });
}

function mapOf(node: DataNode | undefined): DataNode | undefined {
  return node?.kind === 'map' ? node : undefined;
}

function addTask(list: SignalList, node: DataNode | undefined): void {
  const match = /^([A-Za-z][\w.-]{0,150})@(\d[\d.]{0,20})$/.exec(textOf(node) ?? '');
  if (node !== undefined && match !== null)
    list.add(node.at, { kind: 'action', action: `azure:${match[1] ?? ''}`, ref: match[2] ?? null });
}

/**
 * An image, or a name defined under `resources`. A bare name is skipped: it looks the same as an image without a tag.
 */
function addContainer(list: SignalList, node: DataNode | undefined): void {
  const image = node?.kind === 'map' ? valueAt(node, 'image') : node;
  if (/[:/]/.test(textOf(image) ?? '')) addImage(list, image);
}
