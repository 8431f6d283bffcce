import type { PackageScope } from '../../../types.ts';
import { itemsOf, textOf } from '../../parse/data-node.ts';
import type { DataNode, ParsedDocument } from '../../parse/data-node.ts';
import { findCommandFacts } from './find-command-facts.ts';
import type { SignalList } from '../make-signal-list.ts';
import { makePieceFinder } from '../walk-scalars.ts';

/**
 * Adds the facts of a script's commands. The script is one text or a list of lines, which may be nested, as in
 * pipelines.
 */
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
