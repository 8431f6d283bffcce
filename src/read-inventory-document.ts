import type { Engine } from './audit-commits.ts';
import { decodeText } from './core/facts/decode-text.ts';
import { hideKeys } from './core/facts/hide-keys.ts';
import { renderInventoryDocument } from './core/report/render-inventory-document.ts';
import type { InventoryDocument } from './core/checks/check-input.ts';
import type { Repository, Tree } from './core/repository-types.ts';
import { inventoryCommit } from './inventory-commit.ts';

type Request = { repository: Repository; commit: string; tree: Tree; name: string; path: string };

/**
 * The inventory document of a commit as it stands there, and as it would be written anew.
 *
 * This needs the facts of every file: cached ones cost nothing, the rest is read once. Call it only where the document
 * is kept, and the change alters what it says.
 */
export async function readInventoryDocument(
  engine: Engine,
  { repository, commit, tree, name, path }: Request,
): Promise<InventoryDocument> {
  const { inventory } = await inventoryCommit(engine, { repository, commit, name, keepsFacts: true });
  const existing = await readText(repository, commit, tree, path);
  const document = { path, existing, fresh: renderInventoryDocument(inventory, existing, engine.today()) };
  if (existing === null) return document;
  // Whatever somebody wrote into it, the patch shows no key.
  const { keys } = engine.makeReader(engine.rulebook).read(path, new TextEncoder().encode(existing));
  return hideKeys(document, existing, keys);
}

async function readText(repository: Repository, commit: string, tree: Tree, path: string): Promise<string | null> {
  const entry = tree.entries.find((e) => e.path === path && e.kind === 'file');
  if (entry === undefined) return null;
  for await (const { bytes } of repository.blobs(commit, [entry])) {
    const decoded = bytes === null ? null : decodeText(bytes);
    if (decoded !== null && 'text' in decoded) return decoded.text;
  }
  return null;
}
