import type { InventoryDocument, SubprocessorList } from '../core/checks/check-input.ts';
import { gatherEnv } from '../core/inventory/gather-env.ts';
import type { Integration, Webhook } from '../core/inventory-types.ts';
import { renderInventoryMarkdown } from '../core/report/render-markdown.ts';
import type { Engine } from './engine.ts';
import type { ReadChange, Side } from './read-change.ts';
import { readInventoryDocument } from './read-inventory-document.ts';
import { readTextAt } from './read-texts.ts';
import type { ChangedIntegrations } from './read-integrations.ts';
import type { ChangedWebhooks } from './read-changed-webhooks.ts';

/**
 * The documents that a repository keeps about its integrations; null if there is none, or the change cannot affect it.
 */
export type KeptDocuments = { document: InventoryDocument | null; subprocessors: SubprocessorList | null };

export async function readKeptDocuments(
  engine: Engine,
  change: ReadChange,
  found: ChangedIntegrations & ChangedWebhooks,
): Promise<KeptDocuments> {
  return {
    document: await readStaleInventory(engine, change, found),
    subprocessors: await readSubprocessors(change, found),
  };
}

async function readStaleInventory(
  engine: Engine,
  change: ReadChange,
  found: ChangedIntegrations & ChangedWebhooks,
): Promise<InventoryDocument | null> {
  const { repository, name, configs, base, head, changed } = change;
  const { checks, inventory } = configs.config;
  const path = inventory.file;
  if (path === undefined || checks['stale-inventory'] === 'off') return null;
  const documentOf = (side: Side, integrations: Integration[], webhooks: Webhook[]): string =>
    renderInventoryMarkdown({ integrations, webhooks, env: gatherEnv(side.files, configs.rulebook), problems: [] });
  // Compares only the changed files; the whole document is generated if they differ.
  const differs =
    documentOf(base, found.integrationsBefore, found.webhooksBefore) !==
    documentOf(head, found.integrationsAfter, found.webhooksAfter);
  if (!differs && !changed.some((c) => c.path === path)) return null;
  change.onStep('generating the inventory document');
  return readInventoryDocument(engine, { repository, commit: head.commit, tree: head.tree, name, path });
}

/** Read only if a provider may be new, which is then looked up in the list. */
async function readSubprocessors(
  { repository, configs, head }: ReadChange,
  { open }: ChangedIntegrations,
): Promise<SubprocessorList | null> {
  const path = configs.config.subprocessors.file;
  if (path === undefined || open.size === 0) return null;
  return { path, text: await readTextAt(repository, { commit: head.commit, tree: head.tree, path }) };
}
