import { valueAt } from '../../parse/data-node.ts';
import { parseToml } from '../../parse/parse-toml.ts';
import { addDeclarations } from '../add-declarations.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { addImage } from '../add-image.ts';
import { readDocument } from './read-document.ts';

/** Variables and the image of a `fly.toml`: https://fly.io/docs/reference/configuration/ */
export function readFlyToml(text: string): ManifestFacts {
  return readDocument(parseToml(text), (list, root) => {
    addDeclarations(list, valueAt(root, 'env'));
    addDeclarations(list, valueAt(root, 'build', 'args'));
    addImage(list, valueAt(root, 'build', 'image'));
  });
}
