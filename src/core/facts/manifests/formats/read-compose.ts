import { entriesOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode, ParsedDocument } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addDeclarations } from '../add-declarations.ts';
import { addImage } from '../add-image.ts';
import { fillDefaults, findInterpolations } from '../find-interpolations.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readDocument } from './read-document.ts';
import { makePieceFinder, walkScalars } from '../walk-scalars.ts';

/** Images, declared variables, interpolated variables and hosts of a Compose file. */
export function readCompose(text: string): ManifestFacts {
  const document = parseYaml(text);
  return readDocument(document, (list, root) => {
    const services = valueAt(root, 'services');
    const built = findBuiltImages(services);
    for (const [, service] of entriesOf(services)) addService(list, service.value, built);
    addReads(list, document, root);
  });
}

/** An image that a service builds is the repository's own, even if another service runs it by that name. */
function findBuiltImages(services: DataNode | undefined): ReadonlySet<string> {
  const built = new Set<string>();
  for (const [, { value }] of entriesOf(services)) {
    const image = textOf(valueAt(value, 'image'));
    if (image !== null && valueAt(value, 'build') !== undefined) built.add(image);
  }
  return built;
}

function addService(list: SignalList, service: DataNode, built: ReadonlySet<string>): void {
  const image = valueAt(service, 'image');
  const reference = textOf(image) ?? '';
  if (!built.has(reference)) addImage(list, image, fillDefaults(reference));
  addDeclarations(list, valueAt(service, 'environment'), fillDefaults);
  addDeclarations(list, valueAt(service, 'build', 'args'), fillDefaults);
}

function addReads(list: SignalList, document: ParsedDocument, root: DataNode): void {
  walkScalars(root, (scalar) => {
    const found = findInterpolations(scalar.text);
    if (found.length === 0) return;
    const findPiece = makePieceFinder(document.text, scalar);
    for (const { name, optional, index } of found) {
      const braced = scalar.text.startsWith('${', index);
      const at = findPiece(`${braced ? '${' : '$'}${name}`);
      list.add(at, { kind: 'env', name, access: 'read', value: null, optional });
    }
  });
}
