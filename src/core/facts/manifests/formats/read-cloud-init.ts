import { entriesOf, itemsOf, textOf, valueAt } from '../../parse/data-node.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { addScalarHosts } from '../add-hosts.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { addScript } from '../scripts/add-script.ts';
import { quoteWords } from '../scripts/quote-words.ts';
import { findCommandFacts } from '../scripts/find-command-facts.ts';
import { readDocument } from './read-document.ts';
import { walkScalars } from '../walk-scalars.ts';

/** Conditions and loops in Terraform templates: `%{ if enabled }`. */
const DIRECTIVE = /%\{[^}\n]{0,300}\}/g;

/** True if the first line is the one that cloud-init requires. */
export function looksLikeCloudInit(text: string): boolean {
  return text.startsWith('#cloud-config');
}

/**
 * The commands that a machine runs when it boots (https://cloudinit.readthedocs.io/en/latest/reference/modules.html).
 */
export function readCloudInit(text: string): ManifestFacts {
  const document = parseYaml(text.replace(DIRECTIVE, (whole) => ' '.repeat(whole.length)));
  return readDocument(document, (list, root) => {
    for (const [module, { value }] of entriesOf(root))
      if (module === 'runcmd' || module === 'bootcmd')
        for (const command of itemsOf(value)) {
          walkScalars(command, (word) => addScalarHosts(list, word));
          const words = itemsOf(command).map((word) => textOf(word) ?? '');
          if (words.length === 0) addScript(list, document, command);
          for (const { fact } of findCommandFacts(quoteWords(words), 'build')) list.add(command.at, fact);
        }
    for (const file of itemsOf(valueAt(root, 'write_files')))
      if (/\.(?:ba)?sh$/.test(textOf(valueAt(file, 'path')) ?? '')) addScript(list, document, valueAt(file, 'content'));
  });
}
