import { audit } from '../core/audit.ts';
import type { Audit, AuditStats } from '../core/audit-types.ts';
import type { Config } from '../core/config/config-schema.ts';
import { makeFingerprint } from '../core/fingerprint.ts';
import { keySearchOf } from '../core/facts/add-keys.ts';
import { hidePathKeys } from '../core/facts/find-path-keys.ts';
import type { Engine } from './engine.ts';
import type { FactsSource } from './facts-source.ts';
import { gatherProblems } from './gather-problems.ts';
import { readChange, type CommitPair } from './read-change.ts';
import { readChangedLines } from './read-changed-lines.ts';
import { readEnvExamples } from './read-env-examples.ts';
import { readIntegrations } from './read-integrations.ts';
import { readKeptDocuments } from './read-kept-documents.ts';
import { readEarlierKeys } from './read-earlier-keys.ts';
import { readChangedWebhooks } from './read-changed-webhooks.ts';

/** An audit, with the configuration it used, whose settings the report needs. */
export type JudgedAudit = { audit: Audit; config: Config };

/**
 * Audits the change between two commits, or everything in one commit or folder. Reads the trees, the configuration, the
 * facts of differing files, evidence in unchanged files, and webhooks across files, then judges. Writes nothing.
 * Unreadable files are listed in the audit's problems.
 *
 * @throws GitHubError, GitError if the repository or a commit cannot be read at all
 */
export async function auditCommits(engine: Engine, pair: CommitPair): Promise<JudgedAudit> {
  const change = await readChange(engine, pair);
  const { configs, base, head } = change;
  const integrations = await readIntegrations(change);
  const webhooks = await readChangedWebhooks(change);
  const read = {
    ...integrations,
    ...webhooks,
    ...(await readKeptDocuments(engine, change, { ...integrations, ...webhooks })),
    earlierKeys: await readEarlierKeys(change),
    envExamples: await readEnvExamples(change.head, webhooks.webhooksAfter),
    changedLines: await readChangedLines(change, webhooks),
  };
  change.onStep('judging');
  const judged = audit({
    ...read,
    base: pair.base,
    head: head.commit,
    before: base.files,
    after: head.files,
    config: configs.config,
    configPath: configs.path,
    headConfig: configs.headConfig,
    rulebook: configs.rulebook,
    severity: configs.severity,
    providers: configs.providers,
    fingerprint: makeFingerprint(pair.name),
    today: engine.today(),
    problems: gatherProblems(change),
    stats: {
      files: head.tree.entries.length,
      changedFiles: change.changed.length,
      ...(change.ignoredFiles > 0 ? { ignoredFiles: change.ignoredFiles } : {}),
      ...sumCounts([base.source, head.source, change.untouched]),
      rulebook: configs.rulebook.version,
    },
  });
  const paths = [base.tree, head.tree].flatMap(({ entries }) => entries.map(({ path }) => path));
  return {
    config: configs.config,
    audit: hidePathKeys(judged, paths, () => keySearchOf(configs.rulebook)),
  };
}

function sumCounts(sources: readonly FactsSource[]): Pick<AuditStats, 'readBlobs' | 'readBytes'> {
  const sum = { readBlobs: 0, readBytes: 0 };
  for (const { count } of sources) {
    sum.readBlobs += count.blobs;
    sum.readBytes += count.bytes;
  }
  return sum;
}
