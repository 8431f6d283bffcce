import type { Engine } from './engine.ts';
import type { Config } from '../core/config/config-schema.ts';
import { gatherEnv } from '../core/inventory/gather-env.ts';
import { gatherIntegrations } from '../core/inventory/gather-integrations.ts';
import { findOwnProducts } from '../core/inventory/infer/own-products.ts';
import { gatherEvidence } from '../core/inventory/gather-evidence.ts';
import { compareText } from '../core/compare-text.ts';
import { isReadable, tellsInventory } from '../core/facts/file-worth.ts';
import type { FactsScope } from '../core/facts/read-facts.ts';
import type { FileFacts } from '../core/inventory/file-facts.ts';
import type { AuditStats } from '../core/audit-types.ts';
import type { Integration, Inventory } from '../core/inventory-types.ts';
import type { Repository, TreeEntry } from '../core/repository-types.ts';
import { NO_FACTS } from '../core/types.ts';
import { keySearchOf } from '../core/facts/add-keys.ts';
import { hidePathKeys } from '../core/facts/find-path-keys.ts';
import { makeFactsSource, type FactsSource } from './facts-source.ts';
import { makePause } from './make-pause.ts';
import { configProblem, readConfigs, type Configs } from './read-configs.ts';
import { readOwnNames } from './read-own-names.ts';
import { readWebhooks } from './read-webhooks.ts';

export type InventoryRequest = {
  repository: Repository;
  commit: string;
  /** `owner/name`, or the folder's name: what the application calls itself. */
  name?: string;
  onProgress?: (step: string, done?: number, all?: number) => void;
};

/** Files read between two reports of progress. */
const BATCH = 1_000;

/** All integrations, environment names and webhook endpoints of one commit or folder. */
export async function inventoryCommit(
  engine: Engine,
  request: InventoryRequest,
): Promise<{ inventory: Inventory; stats: AuditStats; config: Config }> {
  const { repository, commit, onProgress = () => {} } = request;
  onProgress('listing files');
  const tree = await repository.tree(commit);
  const { config, providers, rulebook, aliases, isIgnored, problems, headConfig } = await readConfigs(
    engine,
    repository,
    {
      base: commit,
      head: commit,
      baseTree: tree,
      headTree: tree,
    },
  );
  const pause = makePause();
  const makeSource = (scope: FactsScope): FactsSource =>
    makeFactsSource(repository, engine.makeReader(rulebook, scope), engine.cache, pause);
  const source = makeSource('handlers');
  const entries = tree.entries
    .filter((e) => e.kind === 'file' && !isIgnored(e.path))
    .toSorted((a, b) => compareText(a.path, b.path));
  const files = [];
  for (let from = 0; from < entries.length; from += BATCH) {
    onProgress('reading files', from, entries.length);
    files.push(...(await readBatch(source, commit, entries.slice(from, from + BATCH))));
  }
  // What the handlers of the others call is read once more, for what it verifies.
  const withHandlers = files.filter(({ facts }) => facts.webhooks.length > 0);
  const own = await readOwnNames(repository, { commit, tree, name: request.name ?? '', config });
  const ownProducts = findOwnProducts(request.name ?? '', rulebook);
  const evidence = gatherEvidence(files, rulebook, aliases, own);
  const inventory: Inventory = {
    integrations: gatherIntegrations(
      evidence.filter(({ provider }) => !ownProducts.has(provider)),
      rulebook,
    ).map((integration) => withApproval(integration, providers)),
    webhooks: await readWebhooks(withHandlers, {
      tree,
      commit,
      source: makeSource('exports'),
      routed: makeSource('routed'),
    }),
    env: gatherEnv(files, rulebook),
    // Of the head alone: one by a name that is not read.
    problems: [...problems, ...(headConfig?.problems ?? []).map(configProblem), ...source.problems],
  };
  const paths = tree.entries.map(({ path }) => path);
  return {
    config,
    inventory: hidePathKeys(inventory, paths, () => keySearchOf(rulebook)),
    stats: {
      files: tree.entries.length,
      changedFiles: 0,
      readBlobs: source.count.blobs,
      readBytes: source.count.bytes,
      rulebook: rulebook.version,
    },
  };
}

/** With what the configuration says of an approved provider. */
function withApproval(integration: Integration, { approved }: Configs['providers']): Integration {
  const approval = approved.get(integration.provider);
  if (approval === undefined) return integration;
  return { ...integration, approval: { owner: approval.owner, reviewBy: approval['review-by'] } };
}

/** The files of a part of the tree; those that tell an inventory nothing stay closed. */
async function readBatch(source: FactsSource, commit: string, entries: readonly TreeEntry[]): Promise<FileFacts[]> {
  const told: TreeEntry[] = [];
  const named: FileFacts[] = [];
  for (const entry of entries) {
    if (tellsInventory(entry.path)) told.push(entry);
    else if (isReadable(entry.path)) named.push({ path: entry.path, facts: NO_FACTS });
  }
  return [...(await source.read(commit, told)), ...named].toSorted((a, b) => compareText(a.path, b.path));
}
