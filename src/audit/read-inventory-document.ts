import type { Engine } from './engine.ts';
import { hideKeys } from '../core/facts/hide-keys.ts';
import { renderInventoryDocument } from '../core/report/render-inventory-document.ts';
import type { InventoryDocument } from '../core/checks/check-input.ts';
import type { Repository, Tree } from '../core/repository-types.ts';
import { inventoryCommit } from './inventory-commit.ts';
import { readTextAt } from './read-texts.ts';

type Request = { repository: Repository; commit: string; tree: Tree; name: string; path: string };

/**
 * The inventory document as the commit has it, and as it would be generated.
 *
 * This needs the facts of every file that counts: cached ones cost nothing, the rest is read once. Call it only where the
 * document is kept, and the change alters what it says.
 */
export async function readInventoryDocument(
  engine: Engine,
  { repository, commit, tree, name, path }: Request,
): Promise<InventoryDocument> {
  const { inventory } = await inventoryCommit(engine, { repository, commit, name });
  const existing = await readTextAt(repository, { commit, tree, path });
  const document = { path, existing, fresh: renderInventoryDocument(inventory, existing, engine.today()) };
  if (existing === null) return document;
  // Somebody may have written a key into it: the patch must not show that.
  const { keys } = engine.makeReader(engine.rulebook).read(path, new TextEncoder().encode(existing));
  return hideKeys(document, existing, keys);
}
