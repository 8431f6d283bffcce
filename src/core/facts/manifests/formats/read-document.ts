import { makeLinePositions } from '../../line-positions.ts';
import { problemsOf, withoutByteOrderMark } from '../../parse/data-node.ts';
import type { DataNode, Failure, ParsedDocument } from '../../parse/data-node.ts';
import { makeSignalList } from '../make-signal-list.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';

/** The facts that `visit` adds for each root of a parsed document, with the parser's problems. */
export function readDocument<Root = DataNode>(
  document: ParsedDocument<Root>,
  visit: (list: SignalList, root: Root) => void,
): ManifestFacts {
  const list = makeSignalList(document.positionOf);
  for (const root of document.roots) visit(list, root);
  return { signals: list.signals, problems: document.problems };
}

/** The facts that `visit` adds for a text without a parser of its own, and the failure that it returns, if any. */
export function readText(text: string, visit: (list: SignalList, source: string) => Failure | void): ManifestFacts {
  const source = withoutByteOrderMark(text);
  const positionOf = makeLinePositions(source);
  const list = makeSignalList(positionOf);
  const failure = visit(list, source) ?? null;
  return { signals: list.signals, problems: problemsOf(failure, positionOf) };
}
