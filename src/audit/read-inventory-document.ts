import type { Engine } from './engine.ts';
import { hideKeys } from '../core/facts/hide-keys.ts';
import { renderInventoryDocument } from '../core/report/render-inventory-document.ts';
import type { InventoryDocument } from '../core/checks/check-input.ts';
import type { Repository, Tree } from '../core/repository-types.ts';
import { inventoryCommit } from './inventory-commit.ts';
import { readTextAt } from './read-texts.ts';

type Request = { repository: Repository; commit: string; tree: Tree; name: string; path: string };

/**
 * The inventory document in the commit, and as it would be generated.
 *
 * This needs the facts of every relevant file: cached ones cost nothing, the others are read once. Only call it if the
 * repository has the document and the change affects it.
 */
export async function readInventoryDocument(
  engine: Engine,
  { repository, commit, tree, name, path }: Request,
): Promise<InventoryDocument> {
  const { inventory } = await inventoryCommit(engine, { repository, commit, name });
  const existing = await readTextAt(repository, { commit, tree, path });
  const document = { path, existing, fresh: renderInventoryDocument(inventory, existing, engine.today()) };
  if (existing === null) return document;
  // It may contain a key, which the patch must not show.
  const { keys } = engine.makeReader(engine.rulebook).read(path, new TextEncoder().encode(existing));
  return hideKeys(document, existing, keys);
}
