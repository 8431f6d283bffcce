import { compareText } from '../core/compare-text.ts';
import { givesEvidence } from '../core/facts/file-worth.ts';
import type { Problem } from '../core/place-types.ts';
import type { Tree } from '../core/repository-types.ts';
import type { ReadChange } from './read-change.ts';

/** Everything in a change that could not be read, each once, sorted by position. */
export function gatherProblems({ configs, base, head, untouched, routed }: ReadChange): Problem[] {
  return settleProblems([
    ...configs.problems,
    ...[base.tree, head.tree].flatMap(treeProblems),
    ...newProblems(base.source.problems, head.source.problems),
    ...untouched.problems,
    ...routed.problems,
  ]);
}

function treeProblems({ complete, detail }: Tree): Problem[] {
  return complete ? [] : [{ path: '', line: null, code: 'incomplete-tree', detail: detail ?? '' }];
}

/**
 * The head's problems. A file that is only searched for keys, and that could not be read in the base either, is not the
 * change's fault. A manifest or source file always counts, because its integrations are unknown.
 */
function newProblems(before: readonly Problem[], after: readonly Problem[]): Problem[] {
  const standing = new Set(before.map((p) => `${p.code} ${p.path}`));
  return after.filter((p) => givesEvidence(p.path) || !standing.has(`${p.code} ${p.path}`));
}

/**
 * Removes duplicates, because a file may be read for several reasons, and sorts by position, because blobs arrive in
 * any order.
 */
function settleProblems(problems: readonly Problem[]): Problem[] {
  // A line in a configuration may have several errors; a file is unreadable only once.
  const keyOf = (p: Problem): string => `${p.code} ${p.line} ${p.path} ${p.code === 'config' ? p.detail : ''}`;
  const told = new Map(problems.map((p) => [keyOf(p), p]));
  return [...told.values()].toSorted((a, b) => compareText(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0));
}
