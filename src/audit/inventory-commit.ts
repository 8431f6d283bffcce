import type { Engine } from './engine.ts';
import type { Config } from '../core/config/config-schema.ts';
import { gatherEnv } from '../core/inventory/gather-env.ts';
import { gatherIntegrations } from '../core/inventory/gather-integrations.ts';
import type { OwnNames } from '../core/inventory/infer/own-names.ts';
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
  /** `owner/name`, or the folder's name. The application's own names are derived from it. */
  name?: string;
  onProgress?: (step: string, done?: number, all?: number) => void;
};

/** Files read between two reports of progress. */
const BATCH = 1_000;

/**
 * All integrations, environment names and webhook endpoints of one commit or folder. Unreadable files are listed in the
 * inventory's problems.
 *
 * @throws GitHubError, GitError if the repository or the commit cannot be read at all
 */
export async function inventoryCommit(
  engine: Engine,
  { repository, commit, name = '', onProgress = () => {} }: InventoryRequest,
): Promise<{ inventory: Inventory; stats: AuditStats; config: Config }> {
  onProgress('listing files');
  const tree = await repository.tree(commit);
  const pair = { base: commit, head: commit, baseTree: tree, headTree: tree };
  const configs = await readConfigs(engine, repository, pair);
  const { config, rulebook } = configs;
  const pause = makePause();
  const makeSource = (scope: FactsScope): FactsSource =>
    makeFactsSource(repository, engine.makeReader(rulebook, scope), engine.cache, pause);
  const source = makeSource('handlers');
  const entries = tree.entries.filter((e) => e.kind === 'file' && !configs.isIgnored(e.path));
  const files = await readFiles(source, commit, entries, onProgress);
  const own = await readOwnNames(repository, { commit, tree, name, config });
  // Files that these handlers call are read again for the functions that verify requests.
  const withHandlers = files.filter(({ facts }) => facts.webhooks.length > 0);
  const sources = { source: makeSource('exports'), routed: makeSource('routed') };
  const inventory: Inventory = {
    integrations: gatherOthers(files, configs, own, name),
    webhooks: await readWebhooks(withHandlers, { tree, commit, ...sources }),
    env: gatherEnv(files, rulebook),
    // Both sides are the same commit, so there is only a head configuration if its file is misnamed.
    problems: [...configs.problems, ...(configs.headConfig?.problems ?? []).map(configProblem), ...source.problems],
  };
  const paths = tree.entries.map(({ path }) => path);
  const { blobs: readBlobs, bytes: readBytes } = source.count;
  return {
    config,
    inventory: hidePathKeys(inventory, paths, () => keySearchOf(rulebook)),
    stats: { files: tree.entries.length, changedFiles: 0, readBlobs, readBytes, rulebook: rulebook.version },
  };
}

/** The integrations in the files, except products that this repository is the source of. */
function gatherOthers(files: readonly FileFacts[], configs: Configs, own: OwnNames, name: string): Integration[] {
  const { rulebook, aliases, providers } = configs;
  const ownProducts = findOwnProducts(name, rulebook);
  const evidence = gatherEvidence(files, rulebook, aliases, own).filter(({ provider }) => !ownProducts.has(provider));
  return gatherIntegrations(evidence, rulebook).map((integration) => withApproval(integration, providers));
}

/** Adds the approval in the configuration, if there is one. */
function withApproval(integration: Integration, { approved }: Configs['providers']): Integration {
  const approval = approved.get(integration.provider);
  if (approval === undefined) return integration;
  return { ...integration, approval: { owner: approval.owner, reviewBy: approval['review-by'] } };
}

/** The facts of the entries in path order. Progress is reported before each batch. */
async function readFiles(
  source: FactsSource,
  commit: string,
  entries: readonly TreeEntry[],
  onProgress: (step: string, done: number, all: number) => void,
): Promise<FileFacts[]> {
  const sorted = entries.toSorted((a, b) => compareText(a.path, b.path));
  const files: FileFacts[] = [];
  for (let from = 0; from < sorted.length; from += BATCH) {
    onProgress('reading files', from, sorted.length);
    files.push(...(await readBatch(source, commit, sorted.slice(from, from + BATCH))));
  }
  return files;
}

/** The facts of a batch. Files that cannot contribute to an inventory are not opened. */
async function readBatch(source: FactsSource, commit: string, entries: readonly TreeEntry[]): Promise<FileFacts[]> {
  const told: TreeEntry[] = [];
  const named: FileFacts[] = [];
  for (const entry of entries) {
    if (tellsInventory(entry.path)) told.push(entry);
    else if (isReadable(entry.path)) named.push({ path: entry.path, facts: NO_FACTS });
  }
  return [...(await source.read(commit, told)), ...named].toSorted((a, b) => compareText(a.path, b.path));
}
