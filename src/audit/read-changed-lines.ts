import { findChangedLines } from '../core/inventory/find-changed-lines.ts';
import type { ReadChange } from './read-change.ts';
import { readText } from './read-texts.ts';
import type { ChangedWebhooks } from './read-changed-webhooks.ts';

/**
 * The changed lines of the few files for which they matter: those with a webhook handler on both sides. Null for a file
 * whose handlers are all new.
 */
export async function readChangedLines(
  { repository, base, head, changed }: ReadChange,
  { webhooksBefore, webhooksAfter }: ChangedWebhooks,
): Promise<Map<string, Set<number> | null>> {
  const before = new Set(webhooksBefore.map((w) => w.path));
  const wanted = new Set(webhooksAfter.map((w) => w.path));
  const lines = new Map<string, Set<number> | null>();
  for (const { path, before: old, after } of changed) {
    if (after === null || !wanted.has(path)) continue;
    if (old === null || !before.has(path)) {
      lines.set(path, null);
      continue;
    }
    const [was, is] = [await readText(repository, base.commit, old), await readText(repository, head.commit, after)];
    lines.set(path, findChangedLines(was.text ?? '', is.text ?? ''));
  }
  return lines;
}
