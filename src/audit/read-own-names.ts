import type { Config } from '../core/config/config-schema.ts';
import { findOwnNames, isNamingFile, type OwnNames } from '../core/inventory/infer/own-names.ts';
import type { Repository, Tree } from '../core/repository-types.ts';
import { readTexts } from './read-texts.ts';

/** Files read: on GitHub each costs a request. */
const MOST_FILES = 12;

type Request = { commit: string; tree: Tree; name: string; config: Config };

/**
 * The application's own names: from its repository, the manifests in the root, and the domains that the configuration
 * lists.
 */
export async function readOwnNames(repository: Repository, { commit, tree, name, config }: Request): Promise<OwnNames> {
  const naming = tree.entries.filter((e) => e.kind === 'file' && isNamingFile(e.path));
  // Those in the root first, because they name the whole project.
  const entries = naming.toSorted((a, b) => depth(a.path) - depth(b.path)).slice(0, MOST_FILES);
  const manifests: { path: string; text: string }[] = [];
  // An unreadable manifest is reported when the commit's files are read.
  for await (const { path, text } of readTexts(repository, commit, entries))
    if (text !== null) manifests.push({ path, text });
  return findOwnNames(name, config.paths['own-domains'], manifests);
}

function depth(path: string): number {
  return path.split('/').length;
}
