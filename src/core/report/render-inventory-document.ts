import type { Inventory } from '../inventory-types.ts';
import { renderInventoryMarkdown } from './render-markdown.ts';
import { updateDocument } from './update-document.ts';

/**
 * The inventory document for the repository: dated, with the hand-written parts of its earlier version in place.
 * Identical to `existing` if the content is the same.
 */
export function renderInventoryDocument(inventory: Inventory, existing: string | null, today: string): string {
  return updateDocument((date) => renderInventoryMarkdown(inventory, { date }), existing, today);
}
