import { entriesOf, textOf, valueAt } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addDeclarations } from '../add-declarations.ts';
import { blankErb } from '../blank-tags.ts';
import type { DataNode } from '../../parse/data-node.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { parseRegistry } from '../references/parse-registry.ts';
import { addImage } from '../add-image.ts';
import { readDocument } from './read-document.ts';

/** True for the configuration of Kamal or one of its destinations. Other tools have a `config/deploy.yml` too. */
export function looksLikeKamal(text: string): boolean {
  return /^(?:service|servers|registry|accessories|builder):/m.test(text);
}

/**
 * The registry, the images of accessories and the variables of Kamal's `config/deploy.yml`
 * (https://kamal-deploy.org/docs/configuration/). The application's own image is no third party.
 */
export function readKamal(text: string): ManifestFacts {
  return readDocument(parseYaml(blankErb(text)), (list, root) => {
    const server = valueAt(root, 'registry', 'server');
    const registry = parseRegistry(`${textOf(server) ?? ''}/image`);
    if (server !== undefined && registry !== null) list.add(server.at, { kind: 'host', ...registry });
    for (const part of [root, ...valuesOf(valueAt(root, 'accessories'))]) {
      if (part !== root) addImage(list, valueAt(part, 'image'));
      const env = valueAt(part, 'env');
      const named = ['clear', 'secret'].map((kind) => valueAt(env, kind)).filter((node) => node !== undefined);
      for (const table of named.length === 0 ? [env] : named) addDeclarations(list, table);
    }
  });
}

function valuesOf(node: DataNode | undefined): DataNode[] {
  return [...entriesOf(node)].map(([, { value }]) => value);
}
