import { entriesOf, textOf, valueAt } from '../parse/data-node.ts';
import type { DataNode, ParsedDocument } from '../parse/data-node.ts';
import { parseYaml } from '../parse/parse-yaml.ts';
import { addDeclarations } from './add-declarations.ts';
import { fillDefaults, findInterpolations } from './find-interpolations.ts';
import { makeSignalList } from './make-signal-list.ts';
import type { SignalList } from './make-signal-list.ts';
import type { ManifestFacts } from './manifest-reader.ts';
import { parseImageReference } from './parse-image-reference.ts';
import { makePieceFinder, walkScalars } from './walk-scalars.ts';

/** Images, declared variables, interpolated variables and hosts of a Compose file. */
export function readCompose(text: string): ManifestFacts {
  const document = parseYaml(text);
  const list = makeSignalList(document.positionOf);
  for (const root of document.roots) {
    for (const [, service] of entriesOf(valueAt(root, 'services'))) addService(list, service.value);
    addReads(list, document, root);
  }
  return { signals: list.signals, problems: [...document.problems] };
}

function addService(list: SignalList, service: DataNode): void {
  const image = valueAt(service, 'image');
  // What a service builds itself is its own, whatever name the result gets.
  if (valueAt(service, 'build') === undefined) addImage(list, image, fillDefaults(textOf(image) ?? ''));
  addDeclarations(list, valueAt(service, 'environment'), fillDefaults);
  addDeclarations(list, valueAt(service, 'build', 'args'), fillDefaults);
}

/** Adds an image where the reference names one; the place is the value's. */
export function addImage(list: SignalList, node: DataNode | undefined, reference: string): void {
  const found = parseImageReference(reference);
  if (node !== undefined && found !== null) list.add(node.at, { kind: 'image', ...found });
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
