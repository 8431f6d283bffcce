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

/** The documents that a repository keeps about its integrations, each where the change can make it untrue. */
export type KeptDocuments = { document: InventoryDocument | null; subprocessors: SubprocessorList | null };

export async function readKeptDocuments(
  engine: Engine,
  change: ReadChange,
  told: ChangedIntegrations & ChangedWebhooks,
): Promise<KeptDocuments> {
  return {
    document: await readStaleInventory(engine, change, told),
    subprocessors: await readSubprocessors(change, told),
  };
}

async function readStaleInventory(
  engine: Engine,
  change: ReadChange,
  told: ChangedIntegrations & ChangedWebhooks,
): Promise<InventoryDocument | null> {
  const { repository, name, configs, base, head, changed } = change;
  const { checks, inventory } = configs.config;
  const path = inventory.file;
  if (path === undefined || checks['stale-inventory'] === 'off') return null;
  const sayOf = (side: Side, integrations: Integration[], webhooks: Webhook[]): string =>
    renderInventoryMarkdown({ integrations, webhooks, env: gatherEnv(side.files, configs.rulebook), problems: [] });
  const saysOther =
    sayOf(base, told.integrationsBefore, told.webhooksBefore) !==
    sayOf(head, told.integrationsAfter, told.webhooksAfter);
  if (!saysOther && !changed.some((c) => c.path === path)) return null;
  change.onStep('writing the inventory document anew');
  return readInventoryDocument(engine, { repository, commit: head.commit, tree: head.tree, name, path });
}

/** Where nothing is new, there is nothing to look up in the list. */
async function readSubprocessors(
  { repository, configs, head }: ReadChange,
  { open }: ChangedIntegrations,
): Promise<SubprocessorList | null> {
  const path = configs.config.subprocessors.file;
  if (path === undefined || open.size === 0) return null;
  return { path, text: await readTextAt(repository, { commit: head.commit, tree: head.tree, path }) };
}
