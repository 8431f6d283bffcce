import type { PackageScope } from '../../../types.ts';
import { itemsOf, textOf } from '../../parse/data-node.ts';
import type { DataNode, ParsedDocument } from '../../parse/data-node.ts';
import { findCommandFacts } from './find-command-facts.ts';
import type { SignalList } from '../make-signal-list.ts';
import { makePieceFinder } from '../walk-scalars.ts';

/** Adds what the commands of a script say: one text, or a list of lines as pipelines have them, also nested ones. */
export function addScript(
  list: SignalList,
  document: Pick<ParsedDocument, 'text'>,
  node: DataNode | undefined,
  scope: PackageScope = 'build',
): void {
  if (node?.kind === 'list') for (const item of itemsOf(node)) addScript(list, document, item, scope);
  const script = textOf(node) ?? '';
  if (node?.kind !== 'scalar' || script === '') return;
  const findPiece = makePieceFinder(document.text, node);
  let last = -1;
  let at = node.at;
  for (const found of findCommandFacts(script, scope)) {
    if (found.at !== last) at = findPiece(script.slice(found.at, found.at + 80).split(/[\n"\\]/, 1)[0] ?? '');
    last = found.at;
    list.add(at, found.fact);
  }
}
