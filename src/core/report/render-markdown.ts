import type { Audit } from '../audit-types.ts';
import type { Inventory } from '../inventory-types.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { fitSections } from './fit-sections.ts';
import { inventoryLines } from './inventory-sections.ts';
import { renderTitle } from './render-title.ts';
import { detailSections, summarySections } from './summary-sections.ts';

/** A diff as a Markdown document: the content of the check run, without its limits. */
export function renderDiffMarkdown(audit: Audit): string {
  const sections = [...summarySections(audit), ...detailSections(audit)];
  const body = fitSections(sections, Infinity, Infinity);
  return `## Integration audit: ${escapeMarkdown(renderTitle(audit), 255)}\n\n${body}\n`;
}

const WRITTEN_BY = 'Written by `integration-audit inventory` from the code.';

/** True for an inventory document that we wrote and may overwrite. Any other document is the user's own. */
export function isInventoryDocument(text: string): boolean {
  return text.includes(WRITTEN_BY);
}

/**
 * The inventory as a document to keep in the repository.
 *
 * @param date day of the analysis, `YYYY-MM-DD`; by default none, so that the document changes only with the code
 */
export function renderInventoryMarkdown(inventory: Inventory, { date }: { date?: string } = {}): string {
  const head = ['# External Integrations', ...(date === undefined ? [] : ['', `**Analysis Date:** ${date}`])];
  // Emphasised with underscores, as formatters do.
  const foot = ['', '---', '', `_${WRITTEN_BY}_`];
  return `${[...head, ...inventoryLines(inventory), ...foot].join('\n')}\n`;
}
