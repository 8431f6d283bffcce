import { itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import type { DataNode, ParsedDocument } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addDeclarations } from '../add-declarations.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { parseRegistry } from '../references/parse-registry.ts';
import { addScript } from '../scripts/add-script.ts';
import { findCommandFacts } from '../scripts/find-command-facts.ts';
import { quoteWords } from '../scripts/quote-words.ts';
import { addImage } from '../add-image.ts';
import { readDocument } from './read-document.ts';

// https://cloud.google.com/build/docs/build-config-file-schema

/** Google's images that run one program: `gcr.io/cloud-builders/gcloud` runs `gcloud`. */
const BUILDER = /^gcr\.io\/(?:cloud-builders|google\.com\/cloudsdktool)\/([a-z-]{2,40})/;
const SHELL = /^(?:\/bin\/)?(?:ba)?sh$/;
const MOST_ARGUMENTS = 80;

/** Images, commands and variables of a Google Cloud Build's steps, and the registries it pushes to. */
export function readCloudBuild(text: string): ManifestFacts {
  const document = parseYaml(text);
  return readDocument(document, (list, root) => {
    for (const step of itemsOf(valueAt(root, 'steps'))) {
      const image = textOf(valueAt(step, 'name')) ?? '';
      if (!BUILDER.test(image)) addImage(list, valueAt(step, 'name'), image);
      addCommand(list, document, step, image);
      addScript(list, document, valueAt(step, 'script'));
      for (const key of ['env', 'secretEnv']) addDeclarations(list, valueAt(step, key));
    }
    addDeclarations(list, valueAt(root, 'options', 'env'));
    for (const image of itemsOf(valueAt(root, 'images'))) addRegistry(list, image);
  });
}

/**
 * Reads a step's arguments as a command of the program that its entry point or image runs, or as a script if that is a
 * shell.
 */
function addCommand(list: SignalList, document: ParsedDocument, step: DataNode, image: string): void {
  const entry = valueAt(step, 'entrypoint');
  const name = textOf(entry) ?? BUILDER.exec(image)?.[1] ?? '';
  const args = itemsOf(valueAt(step, 'args')).slice(0, MOST_ARGUMENTS);
  if (name === '' || args.length === 0) return;
  if (SHELL.test(name)) return addScript(list, document, args.at(-1));
  const line = quoteWords([name, ...args.map((arg) => textOf(arg) ?? '')]);
  const at = entry?.at ?? args[0]?.at ?? step.at;
  for (const { fact } of findCommandFacts(line, 'build')) list.add(at, fact);
}

function addRegistry(list: SignalList, image: DataNode): void {
  const registry = parseRegistry(textOf(image) ?? '');
  if (registry !== null) list.add(image.at, { kind: 'host', ...registry });
}
