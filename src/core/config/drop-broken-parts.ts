import type { z } from 'zod';
import { configSchema } from './config-schema.ts';
import { describeIssue, type FlatIssue } from './describe-issue.ts';
import { locate, pathText, plainValue, type LocatedMap, type ValuePath } from './located-value.ts';
import type { ProblemLog } from './problem-log.ts';

/** Each round removes at least one part, and parts are nested only a few levels deep. */
const MAX_ROUNDS = 12;

type Dropped = WeakMap<object, Set<string>>;

/**
 * Removes from `root` whatever the schema rejects, smallest part first, until the rest is valid, and logs each part.
 * Afterwards `root` and the parsed configuration have the same shape.
 */
export function dropBrokenParts(root: LocatedMap, log: ProblemLog): void {
  dropEmptySections(root);
  const dropped: Dropped = new WeakMap();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const result = configSchema.safeParse(plainValue(root));
    if (result.success) return;
    const targets = new Map<string, ValuePath>();
    for (const issue of flatten(result.error.issues)) judge(issue, root, dropped, targets, log);
    dropAll(root, [...targets.values()], dropped);
  }
  for (const key of root.entries.keys()) if (key !== 'version') root.entries.delete(key);
}

/** Drops keys without a value: a section whose lines are all commented out counts as absent. */
function dropEmptySections(root: LocatedMap): void {
  for (const [key, { value }] of root.entries) {
    if (value.kind === 'scalar' && value.value === null) root.entries.delete(key);
    if (value.kind !== 'map') continue;
    for (const [inner, { value: leaf }] of value.entries) {
      if (leaf.kind === 'scalar' && leaf.value === null) value.entries.delete(inner);
    }
  }
}

/**
 * One issue per wrong key or value: lists of unknown keys are split, and a union's issue becomes those of the branch
 * that was meant.
 */
function flatten(issues: readonly z.core.$ZodIssue[], prefix: ValuePath = []): FlatIssue[] {
  return issues.flatMap((issue): FlatIssue[] => {
    const path = [...prefix, ...issue.path];
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: [...path, key], issue }));
    if (issue.code !== 'invalid_union') return [{ path, issue }];
    const meant = issue.errors.find((branch) => !branch.some((i) => i.code === 'invalid_type' && i.path.length === 0));
    return meant === undefined ? [{ path, issue }] : flatten(meant, path);
  });
}

/** Logs an issue and records the part to drop because of it. */
function judge(
  flat: FlatIssue,
  root: LocatedMap,
  dropped: Dropped,
  targets: Map<string, ValuePath>,
  log: ProblemLog,
): void {
  const { path } = flat;
  const parent = locate(root, path.slice(0, -1));
  const missing = parent.kind === 'map' && !parent.entries.has(String(path.at(-1)));
  const alreadyTold = missing && dropped.get(parent)?.has(String(path.at(-1))) === true;
  if (!alreadyTold) describeIssue(flat, root, missing, log);
  const target = targetOf(path, missing);
  const at = pathText(target, root);
  if (targets.has(at)) return;
  targets.set(at, target);
  // The message about a missing key already says that its entry is dropped.
  const isSaid = missing && !alreadyTold;
  if (target.length < path.length && !isSaid) log.add(locate(root, target), 'error', 'entry-unused', { at });
}

function targetOf(path: ValuePath, missing: boolean): ValuePath {
  if (path[0] === 'ignore' && path.length > 1) return path.slice(0, 2);
  return missing ? path.slice(0, -1) : path;
}

/** Drops later list items first, so that the indices of the others stay valid. */
function dropAll(root: LocatedMap, targets: readonly ValuePath[], dropped: Dropped): void {
  const ordered = targets.toSorted((a, b) => listIndex(b) - listIndex(a));
  const parents = ordered.map((target) => locate(root, target.slice(0, -1)));
  for (const [i, target] of ordered.entries()) {
    const parent = parents[i];
    const step = target.at(-1);
    if (parent?.kind === 'list') parent.items.splice(Number(step), 1);
    if (parent?.kind !== 'map') continue;
    parent.entries.delete(String(step));
    dropped.set(parent, (dropped.get(parent) ?? new Set()).add(String(step)));
  }
}

function listIndex(path: ValuePath): number {
  const last = path.at(-1);
  return typeof last === 'number' ? last : -1;
}
