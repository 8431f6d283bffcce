import type { Audit, Inventory } from '../types.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { fitSections } from './fit-sections.ts';
import { inventoryLines } from './inventory-sections.ts';
import { renderTitle } from './render-title.ts';
import { detailSections, summarySections } from './summary-sections.ts';

/** A diff as a Markdown document: what the check run shows, without its limits. */
export function renderDiffMarkdown(audit: Audit): string {
  const sections = [...summarySections(audit), ...detailSections(audit)];
  const body = fitSections(sections, Infinity, Infinity);
  return `## Integration audit: ${escapeMarkdown(renderTitle(audit), 255)}\n\n${body}\n`;
}

/**
 * The inventory as a document to keep in the repository.
 *
 * @param date day of the analysis, `YYYY-MM-DD`; left out by default, so that the document changes only with the code
 */
export function renderInventoryMarkdown(inventory: Inventory, { date }: { date?: string } = {}): string {
  const head = ['# External Integrations', ...(date === undefined ? [] : ['', `**Analysis Date:** ${date}`])];
  const foot = ['', '---', '', '*Written by `integration-audit inventory` from the code.*'];
  return `${[...head, ...inventoryLines(inventory), ...foot].join('\n')}\n`;
}
