import { entriesOf, itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addDeclarations } from '../add-declarations.ts';
import { addScript } from '../scripts/add-script.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { addImage } from '../add-image.ts';
import { readDocument } from './read-document.ts';
import { walkMaps } from '../walk-maps.ts';

// https://circleci.com/docs/reference/configuration-reference/

/**
 * Orbs as actions (`orb:owner/name`), and images and variables of jobs, executors and commands in a CircleCI
 * configuration.
 */
export function readCircleci(text: string): ManifestFacts {
  const document = parseYaml(text);
  return readDocument(document, (list, root) => {
    for (const [, { value }] of entriesOf(valueAt(root, 'orbs'))) addOrb(list, value);
    walkMaps(root, (map) => {
      addDeclarations(list, valueAt(map, 'environment'));
      const run = valueAt(map, 'run');
      addScript(list, document, run?.kind === 'map' ? valueAt(run, 'command') : run);
      for (const container of itemsOf(valueAt(map, 'docker'))) addImage(list, valueAt(container, 'image'));
    });
  });
}

/** `circleci/node@5.1`. An inline orb is a map, and is skipped. */
function addOrb(list: SignalList, node: DataNode): void {
  const match = /^([\w-]{1,100}\/[\w.-]{1,100})(?:@(.{1,100}))?$/.exec(textOf(node) ?? '');
  if (match !== null) list.add(node.at, { kind: 'action', action: `orb:${match[1] ?? ''}`, ref: match[2] ?? null });
}
