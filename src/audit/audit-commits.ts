import { audit } from '../core/audit.ts';
import type { AuditInput } from '../core/audit-input.ts';
import type { Config } from '../core/config/config-schema.ts';
import { givesEvidence, type FactsReader, type Wanted } from '../core/facts/read-facts.ts';
import { compareText } from '../core/compare-text.ts';
import { makeFingerprint } from '../core/fingerprint.ts';
import { compareTrees, type ChangedPath } from '../core/inventory/compare-trees.ts';
import { findEvidence } from '../core/inventory/find-evidence.ts';
import { gatherEnv } from '../core/inventory/gather-env.ts';
import { gatherIntegrations } from '../core/inventory/gather-integrations.ts';
import { asksForNames, findOwnImages } from '../core/inventory/find-own-images.ts';
import { inferIntegrations } from '../core/inventory/infer-integrations.ts';
import { NO_OWN_NAMES } from '../core/inventory/own-names.ts';
import { openProviders } from '../core/inventory/compare-integrations.ts';
import { renderInventoryMarkdown } from '../core/report/render-markdown.ts';
import type { Rulebook } from '../core/rulebook/rulebook.ts';
import type { Audit } from '../core/audit-types.ts';
import type { Integration } from '../core/inventory-types.ts';
import type { Problem } from '../core/place-types.ts';
import type { Repository, Tree, TreeEntry } from '../core/repository-types.ts';
import { findElsewhere } from './find-elsewhere.ts';
import type { FactsCache } from '../cache/facts-cache.ts';
import { makeFactsSource, MAX_CHANGED_BYTES, type FactsSource } from './facts-source.ts';
import { readInventoryDocument } from './read-inventory-document.ts';
import { makePause } from './make-pause.ts';
import { readChangedLines } from './read-changed-lines.ts';
import { readConfigs } from './read-configs.ts';
import { readDocument } from './read-document.ts';
import { readEnvExamples } from './read-env-examples.ts';
import { readPassedKeys } from './read-passed-keys.ts';
import { readOwnNames } from './read-own-names.ts';
import { readChangedWebhooks } from './read-webhooks.ts';

/** What every audit needs, made once per process. */
export type Engine = {
  rulebook: Rulebook;
  /** Makes the readers for a rulebook; called again only for a repository that adds providers of its own. */
  makeReader: (rulebook: Rulebook, wanted?: Wanted) => FactsReader;
  cache: FactsCache;
  /** Today's date, `YYYY-MM-DD`. */
  today: () => string;
};

export type CommitPair = {
  repository: Repository;
  /** `owner/name` where it is known: salts the fingerprints. */
  name: string;
  base: string;
  head: string;
  /** True where reading bytes is cheap and facts are not kept: untouched sources are searched for names before they are read. */
  searchFirst?: boolean;
  onProgress?: (step: string) => void;
};

/** An audit with the configuration it was judged by: the report needs its switches. */
export type JudgedAudit = { audit: Audit; config: Config };

/**
 * Audits the change between two commits: trees, configuration, facts of what differs, what the untouched files know,
 * webhooks across files, judgement. Reads only; what cannot be read is told in the audit's problems.
 */
export async function auditCommits(engine: Engine, pair: CommitPair): Promise<JudgedAudit> {
  const { repository, base, head } = pair;
  const { say, pause } = makeSteps(pair.onProgress);
  say('reading the trees');
  const [baseTree, headTree] = await Promise.all([repository.tree(base), repository.tree(head)]);
  const configs = await readConfigs(engine, repository, { base, head, baseTree, headTree });
  const { config, rulebook } = configs;
  const reader = engine.makeReader(rulebook);
  const [old, now] = [base, head].map(() => makeFactsSource(repository, reader, engine.cache, pause)) as Pair;
  const { changed, unchanged } = dropIgnored(compareTrees(baseTree, headTree), configs.isIgnored);

  say(`reading ${changed.length} changed files`);
  const [budgetBefore, budgetAfter] = [{ left: MAX_CHANGED_BYTES }, { left: MAX_CHANGED_BYTES }];
  const before = await old.read(base, entriesOf(changed, 'before'), { budget: budgetBefore });
  const after = await now.read(head, entriesOf(changed, 'after'), { budget: budgetAfter });
  const infer = (files: typeof after, own = NO_OWN_NAMES) =>
    files.flatMap((f) => inferIntegrations(f, rulebook, own, configs.aliases));
  // In most changes nothing depends on the application's own names.
  const wantsNames =
    infer([...before, ...after]).length > 0 || [...before, ...after].some((f) => asksForNames(f, rulebook));
  const own = wantsNames
    ? await readOwnNames(repository, { commit: head, tree: headTree, name: pair.name, config })
    : NO_OWN_NAMES;
  const evidenceOf = (files: typeof after) => [
    ...files.flatMap((f) => findEvidence(f, rulebook, configs.aliases, own)),
    ...(wantsNames ? infer(files, own) : []),
    ...files.flatMap((f) => findOwnImages(f, rulebook, own)),
  ];
  const [evidenceBefore, evidenceAfter] = [evidenceOf(before), evidenceOf(after)];
  const open = openProviders(evidenceBefore, evidenceAfter);
  const elsewhere = await findElsewhere({
    open,
    commit: head,
    unchanged,
    source: now,
    rulebook,
    aliases: configs.aliases,
    own,
    searchFirst: pair.searchFirst ?? false,
    onProgress: say,
  });
  const { webhooksBefore, webhooksAfter } = await readChangedWebhooks({
    before,
    after,
    base: { tree: baseTree, commit: base, source: old, budget: budgetBefore },
    head: { tree: headTree, commit: head, source: now, budget: budgetAfter },
    unchanged,
    searchFirst: pair.searchFirst ?? false,
  });
  const envExamples = webhooksAfter.some(({ verification }) => verification === 'unverified')
    ? await readEnvExamples(now, { commit: head, tree: headTree })
    : [];
  const [integrationsBefore, integrationsAfter] = [evidenceBefore, evidenceAfter].map((evidence) =>
    gatherIntegrations(evidence, rulebook, elsewhere),
  ) as [Integration[], Integration[]];
  const file = config.checks['stale-inventory'] === 'off' ? undefined : config.inventory.file;
  const sides = [
    { integrations: integrationsBefore, webhooks: webhooksBefore, env: gatherEnv(before, rulebook), problems: [] },
    { integrations: integrationsAfter, webhooks: webhooksAfter, env: gatherEnv(after, rulebook), problems: [] },
  ].map((side) => (file === undefined ? '' : renderInventoryMarkdown(side)));
  const isTouched = file !== undefined && (sides[0] !== sides[1] || changed.some((c) => c.path === file));
  if (isTouched) say('writing the inventory document anew');
  const document = isTouched
    ? await readInventoryDocument(engine, { repository, commit: head, tree: headTree, name: pair.name, path: file })
    : null;
  const list = open.size === 0 ? undefined : config.subprocessors.file;
  const subprocessors =
    list === undefined
      ? null
      : { path: list, text: await readDocument(repository, { commit: head, tree: headTree, path: list }) };
  const passed =
    config.checks['leaked-key'] === 'off'
      ? []
      : await readPassedKeys({
          repository,
          base,
          head,
          baseTree,
          headTree,
          source: makeFactsSource(repository, reader, engine.cache, pause),
          isIgnored: configs.isIgnored,
        });
  const changedLines = await readChangedLines({ repository, base, head, changed, webhooksBefore, webhooksAfter });
  say('judging');
  return {
    config,
    audit: audit({
      base,
      head,
      integrationsBefore,
      integrationsAfter,
      document,
      subprocessors,
      elsewhere,
      before,
      after,
      webhooksBefore,
      webhooksAfter,
      changedLines,
      envExamples,
      passed,
      rulebook,
      severity: configs.severity,
      providers: configs.providers,
      fingerprint: makeFingerprint(pair.name),
      config,
      configPath: configs.path,
      headConfig: configs.headConfig,
      today: engine.today(),
      problems: settleProblems([
        ...configs.problems,
        ...treeProblems(baseTree, headTree),
        ...newProblems(old.problems, now.problems),
      ]),
      stats: {
        files: headTree.entries.length,
        changedFiles: changed.length,
        readBlobs: old.count.blobs + now.count.blobs,
        readBytes: old.count.bytes + now.count.bytes,
        rulebook: rulebook.version,
      },
    } satisfies AuditInput),
  };
}

type Pair = [FactsSource, FactsSource];

/** Tells the step at hand, again after every pause: whoever listens may stop the work by throwing. */
function makeSteps(onProgress: (step: string) => void = () => {}): {
  say: (step: string) => void;
  pause: () => Promise<void>;
} {
  const breathe = makePause();
  let current = '';
  const say = (step: string): void => onProgress((current = step));
  return {
    say,
    async pause() {
      await breathe();
      say(current);
    },
  };
}

function dropIgnored(
  trees: { changed: ChangedPath[]; unchanged: TreeEntry[] },
  isIgnored: (path: string) => boolean,
): { changed: ChangedPath[]; unchanged: TreeEntry[] } {
  return {
    changed: trees.changed.filter((c) => !isIgnored(c.path)),
    unchanged: trees.unchanged.filter((e) => !isIgnored(e.path)),
  };
}

function entriesOf(changed: readonly ChangedPath[], side: 'before' | 'after'): TreeEntry[] {
  return changed.map((c) => c[side]).filter((e) => e !== null);
}

/**
 * The head's problems. A file that is only searched for keys and could not be read before either is not the change's
 * problem; a manifest or a source always is, for what it integrates now is unknown.
 */
function newProblems(before: readonly Problem[], after: readonly Problem[]): Problem[] {
  const standing = new Set(before.map((p) => `${p.code} ${p.path}`));
  return after.filter((p) => givesEvidence(p.path) || !standing.has(`${p.code} ${p.path}`));
}

/** Each once, though a file may be read for several reasons, and by place: blobs arrive in any order. */
function settleProblems(problems: readonly Problem[]): Problem[] {
  // One line of a configuration may have several errors; one file is unreadable once.
  const keyOf = (p: Problem): string => `${p.code} ${p.line} ${p.path} ${p.code === 'config' ? p.detail : ''}`;
  const told = new Map(problems.map((p) => [keyOf(p), p]));
  return [...told.values()].toSorted((a, b) => compareText(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0));
}

function treeProblems(...trees: readonly Tree[]): Problem[] {
  return trees
    .filter((t) => !t.complete)
    .map((t) => ({ path: '', line: null, code: 'incomplete-tree', detail: t.detail ?? '' }));
}
