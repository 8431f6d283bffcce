import type { EnvExample } from '../core/checks/check-input.ts';
import { compareText } from '../core/compare-text.ts';
import { isEnvExample } from '../core/facts/manifests/env-file-path.ts';
import type { Webhook } from '../core/inventory-types.ts';
import type { Side } from './read-change.ts';

/** Examples that are read. In a repository with more, most repeat each other. */
const MOST_EXAMPLES = 8;

/**
 * The env examples of a commit, those nearest to its root first, with the names that each declares. Empty unless a
 * webhook is unverified: only then is an example checked for the name of the missing secret.
 */
export async function readEnvExamples(
  { source, commit, tree }: Side,
  webhooks: readonly Webhook[],
): Promise<EnvExample[]> {
  if (!webhooks.some(({ verification }) => verification === 'unverified')) return [];
  const depth = (path: string): number => path.split('/').length;
  const examples = tree.entries
    .filter(({ kind, path }) => kind === 'file' && isEnvExample(path))
    .toSorted((a, b) => depth(a.path) - depth(b.path) || compareText(a.path, b.path))
    .slice(0, MOST_EXAMPLES);
  const files = await source.read(commit, examples);
  return files.map(({ path, facts }) => ({
    path,
    names: new Set(facts.signals.flatMap((signal) => (signal.kind === 'env' ? [signal.name] : []))),
  }));
}
