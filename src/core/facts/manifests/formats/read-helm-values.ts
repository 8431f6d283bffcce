import { textOf, valueAt } from '../../parse/data-node.ts';
import type { MapNode } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addDeclarations } from '../add-declarations.ts';
import { addNamedVariables } from '../add-named-variables.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { parseImageReference } from '../references/parse-image-reference.ts';
import { readDocument } from './read-document.ts';
import { walkMaps } from '../walk-maps.ts';

/** True for values that may contain an image or variables, the only parts that are read. */
export function looksLikeHelmValues(text: string): boolean {
  return /^[ \t]{0,40}(?:repository|image|env|extraEnv\w{0,10}):/m.test(text);
}

/**
 * Images (`registry`, `repository` and `tag`, or `image: name:tag`) and variables of a Helm chart's values. Values that
 * are templates themselves (helmfile) may not be YAML until rendered, so a malformed template is no problem and yields
 * nothing.
 */
export function readHelmValues(text: string): ManifestFacts {
  const document = parseYaml(text);
  if (document.problems.length > 0 && text.includes('{{')) return { signals: [], problems: [] };
  return readDocument(document, (list, root) => {
    walkMaps(root, (map, key) => {
      addPair(list, map, key);
      for (const table of ['env', 'extraEnv', 'extraEnvVars']) {
        const variables = valueAt(map, table);
        if (variables?.kind === 'map') addDeclarations(list, variables);
        else addNamedVariables(list, variables, 'name');
      }
    });
  });
}

function addPair(list: SignalList, map: MapNode, key: string | null): void {
  const repository = valueAt(map, 'repository');
  const isImage = /image/i.test(key ?? '') || ['tag', 'pullPolicy'].some((name) => map.entries.has(name));
  const image = valueAt(map, 'image');
  if (repository?.kind === 'scalar' && isImage) {
    const registry = textOf(valueAt(map, 'registry')) ?? '';
    const tag = textOf(valueAt(map, 'tag')) ?? '';
    const name = `${registry === '' ? '' : `${registry}/`}${textOf(repository) ?? ''}${tag === '' ? '' : `:${tag}`}`;
    const found = parseImageReference(name);
    if (found !== null) list.add(repository.at, { kind: 'image', ...found });
  } else if (image?.kind === 'scalar') {
    const found = parseImageReference(textOf(image) ?? '');
    if (found !== null) list.add(image.at, { kind: 'image', ...found });
  }
}
