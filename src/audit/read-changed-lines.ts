import { decodeText } from '../core/facts/decode-text.ts';
import type { ChangedPath } from '../core/inventory/compare-trees.ts';
import { findChangedLines } from '../core/inventory/find-changed-lines.ts';
import type { Webhook } from '../core/inventory-types.ts';
import type { Repository, TreeEntry } from '../core/repository-types.ts';

type Request = {
  repository: Repository;
  base: string;
  head: string;
  changed: readonly ChangedPath[];
  webhooksBefore: readonly Webhook[];
  webhooksAfter: readonly Webhook[];
};

/**
 * The changed lines of the few files where they decide: those that hold a webhook handler on both sides. All others
 * are judged without them.
 */
export async function readChangedLines(request: Request): Promise<Map<string, Set<number> | null>> {
  const before = new Set(request.webhooksBefore.map((w) => w.path));
  const wanted = new Set(request.webhooksAfter.map((w) => w.path));
  const lines = new Map<string, Set<number> | null>();
  for (const { path, before: old, after } of request.changed) {
    if (after === null || !wanted.has(path)) continue;
    if (old === null || !before.has(path)) lines.set(path, null);
    else
      lines.set(
        path,
        findChangedLines(
          await readText(request.repository, request.base, old),
          await readText(request.repository, request.head, after),
        ),
      );
  }
  return lines;
}

async function readText(repository: Repository, commit: string, entry: TreeEntry): Promise<string> {
  for await (const { bytes } of repository.blobs(commit, [entry])) {
    const decoded = bytes === null ? null : decodeText(bytes);
    if (decoded !== null && 'text' in decoded) return decoded.text;
  }
  return '';
}
