import type { DataNode, ParsedDocument } from '../../parse/data-node.ts';
import { makeSignalList } from '../make-signal-list.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';

/** The facts of a parsed document: what `visit` adds for each of its roots, and the parser's problems. */
export function readDocument(
  document: ParsedDocument,
  visit: (list: SignalList, root: DataNode) => void,
): ManifestFacts {
  const list = makeSignalList(document.positionOf);
  for (const root of document.roots) visit(list, root);
  return { signals: list.signals, problems: [...document.problems] };
}
