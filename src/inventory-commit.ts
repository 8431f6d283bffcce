import type { Engine } from './audit-commits.ts';
import type { Config } from './core/config/config-schema.ts';
import { findEvidence } from './core/inventory/find-evidence.ts';
import { gatherEnv } from './core/inventory/gather-env.ts';
import { gatherIntegrations } from './core/inventory/gather-integrations.ts';
import { inferIntegrations } from './core/inventory/infer-integrations.ts';
import { compareText } from './core/compare-text.ts';
import type { AuditStats, Inventory, Repository } from './core/types.ts';
import { makeFactsSource } from './facts-source.ts';
import { makePause } from './make-pause.ts';
import { readConfigs } from './read-configs.ts';
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
  const { config, rulebook, aliases, isIgnored, problems } = await readConfigs(engine, repository, {
    base: commit,
    head: commit,
    baseTree: tree,
    headTree: tree,
  });
  const source = makeFactsSource(repository, engine.makeReader(rulebook), engine.cache, makePause());
  const entries = tree.entries
    .filter((e) => e.kind === 'file' && !isIgnored(e.path))
    .toSorted((a, b) => compareText(a.path, b.path));
  const files = [];
  for (let from = 0; from < entries.length; from += BATCH) {
    onProgress('reading files', from, entries.length);
    files.push(...(await source.read(commit, entries.slice(from, from + BATCH))));
  }
  const own = await readOwnNames(repository, { commit, tree, name: request.name ?? '', config });
  const evidence = files.flatMap((f) => [
    ...findEvidence(f, rulebook, aliases),
    ...inferIntegrations(f, rulebook, own, aliases),
  ]);
  return {
    config,
    inventory: {
      integrations: gatherIntegrations(evidence, rulebook),
      webhooks: await readWebhooks(files, { tree, commit, source }),
      env: gatherEnv(files, rulebook),
      problems: [...problems, ...source.problems],
    },
    stats: {
      files: tree.entries.length,
      changedFiles: 0,
      readBlobs: source.count.blobs,
      readBytes: source.count.bytes,
      rulebook: rulebook.version,
    },
  };
}
