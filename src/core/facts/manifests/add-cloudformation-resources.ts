import { entriesOf, textOf, valueAt } from '../parse/data-node.ts';
import type { DataNode } from '../parse/data-node.ts';
import { addDeclarations } from './add-declarations.ts';
import { addNamedVariables } from './add-named-variables.ts';
import type { SignalList } from './make-signal-list.ts';
import { addImage } from './add-image.ts';
import { walkMaps } from './walk-maps.ts';

const TYPE = /^(?:[A-Za-z0-9]{1,60}::){1,3}[A-Za-z0-9]{1,60}$/;

/**
 * Adds the types of CloudFormation resources (`AWS::S3::Bucket`), the variables of functions and containers, and
 * images.
 */
export function addCloudFormationResources(list: SignalList, resources: DataNode | undefined): void {
  for (const [, { value }] of entriesOf(resources)) {
    const typeNode = valueAt(value, 'Type');
    const type = textOf(typeNode) ?? '';
    if (typeNode === undefined || !TYPE.test(type)) continue;
    list.add(typeNode.at, { kind: 'resource', type });
    addCloudFormationProperties(list, valueAt(value, 'Properties'));
  }
}

/** Adds the variables and images in the properties of a resource or in a SAM template's `Globals`. */
export function addCloudFormationProperties(list: SignalList, properties: DataNode | undefined): void {
  walkMaps(properties, (map, key) => {
    addDeclarations(list, valueAt(map, 'Environment', 'Variables'));
    if (key !== 'ContainerDefinitions') return;
    addImage(list, valueAt(map, 'Image'));
    addNamedVariables(list, valueAt(map, 'Environment'), 'Name');
    addNamedVariables(list, valueAt(map, 'Secrets'), 'Name');
  });
}
