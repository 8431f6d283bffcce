import type { Config } from './core/config/config-schema.ts';
import { decodeText } from './core/facts/decode-text.ts';
import { findOwnNames, NAMING_MANIFESTS, type OwnNames } from './core/inventory/own-names.ts';
import type { Repository, Tree } from './core/types.ts';

type Request = { commit: string; tree: Tree; name: string; config: Config };

/** What the application calls itself: its repository, the manifests at the root, and the domains it says are its own. */
export async function readOwnNames(repository: Repository, { commit, tree, name, config }: Request): Promise<OwnNames> {
  const entries = tree.entries.filter((e) => e.kind === 'file' && NAMING_MANIFESTS.has(e.path));
  const manifests: { path: string; text: string }[] = [];
  // A manifest that cannot be had is told by the reading of the tree.
  for await (const { entry, bytes } of repository.blobs(commit, entries)) {
    const decoded = bytes === null ? null : decodeText(bytes);
    if (decoded !== null && 'text' in decoded) manifests.push({ path: entry.path, text: decoded.text });
  }
  return findOwnNames(name, config.paths['own-domains'], manifests);
}
