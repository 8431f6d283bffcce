import { compareText } from '../core/compare-text.ts';
import { givesEvidence } from '../core/facts/file-worth.ts';
import type { Problem } from '../core/place-types.ts';
import type { Tree } from '../core/repository-types.ts';
import type { ReadChange } from './read-change.ts';

/** Everything that could not be read of a change, each once and by place. */
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
 * The head's problems. A file that is only searched for keys, and that could not be read before either, is not the
 * change's problem; a manifest or a source always is, as nobody knows what it integrates now.
 */
function newProblems(before: readonly Problem[], after: readonly Problem[]): Problem[] {
  const standing = new Set(before.map((p) => `${p.code} ${p.path}`));
  return after.filter((p) => givesEvidence(p.path) || !standing.has(`${p.code} ${p.path}`));
}

/** Each once, though a file may be read for several reasons, and by place: blobs arrive in any order. */
function settleProblems(problems: readonly Problem[]): Problem[] {
  // One line of a configuration may have several errors; one file is unreadable once.
  const keyOf = (p: Problem): string => `${p.code} ${p.line} ${p.path} ${p.code === 'config' ? p.detail : ''}`;
  const told = new Map(problems.map((p) => [keyOf(p), p]));
  return [...told.values()].toSorted((a, b) => compareText(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0));
}
