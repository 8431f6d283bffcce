import { CONFIG_PATHS, findNearMissConfig } from '../core/config/config-paths.ts';
import { makeCustomRule } from '../core/config/make-custom-rule.ts';
import type { ConfigProblem } from '../core/config/config-problem.ts';
import type { Config } from '../core/config/config-schema.ts';
import { DEFAULT_CONFIG } from '../core/config/default-config.ts';
import { compilePathPattern } from '../core/config/path-pattern.ts';
import type { AuditInput, HeadConfig, Judgement } from '../core/audit-input.ts';
import type { Engine } from './engine.ts';
import { readText } from './read-texts.ts';
import { hideKeys } from '../core/facts/hide-keys.ts';
import { extendRulebook } from '../core/rulebook/compile-rulebook.ts';
import type { Rulebook } from '../core/rulebook/rulebook.ts';
import { renderConfigDetail } from '../core/report/render-config-problem.ts';
import type { CheckId, Severity } from '../core/audit-types.ts';
import type { Problem } from '../core/place-types.ts';
import type { Repository, Tree, TreeEntry } from '../core/repository-types.ts';

export type Configs = Judgement &
  Pick<AuditInput, 'headConfig'> & {
    /** The rulebook with the repository's own providers. */
    rulebook: Rulebook;
    aliases: ReadonlyMap<string, string>;
    isIgnored: (path: string) => boolean;
    /** Where the base's configuration stands, or null. */
    path: string | null;
    problems: Problem[];
  };

type ParsedConfig = { config: Config; problems: readonly ConfigProblem[] };

/** Reads the base's configuration, which judges, and the head's when it differs, which is only held against the schema. */
export async function readConfigs(
  { rulebook, makeReader }: Pick<Engine, 'rulebook' | 'makeReader'>,
  repository: Repository,
  { base, head, baseTree, headTree }: { base: string; head: string; baseTree: Tree; headTree: Tree },
): Promise<Configs> {
  const known = rulebook.rules;
  const [own, theirs] = [findConfig(baseTree), findConfig(headTree)];
  const [mine, changed] = [
    await readConfigText(repository, base, own),
    await readConfigText(repository, head, theirs?.id === own?.id ? null : theirs),
  ];
  const reader = makeReader(rulebook);
  const parse = async (text: string, entry: TreeEntry | null): Promise<ParsedConfig> => {
    const parsed = await parseText(text, entry, known);
    if (entry === null || text === '') return parsed;
    const { keys } = reader.read(entry.path, new TextEncoder().encode(text));
    return keys.length === 0 ? parsed : hideConfigKeys(parsed, (value) => hideKeys(value, text, keys));
  };
  const judged = await parse(mine.text, own);
  const rehearsed = await parse(changed.text, theirs);
  const isRehearsed = theirs !== null && theirs.id !== own?.id && changed.problem === null;
  return {
    ...compileConfig(judged.config, rulebook),
    path: own?.path ?? null,
    headConfig: isRehearsed
      ? {
          path: theirs.path,
          problems: rehearsed.problems,
          judgement: compileJudgement(rehearsed.config),
        }
      : findMisnamed(baseTree, headTree),
    problems: [
      ...[mine.problem, changed.problem].filter((p) => p !== null),
      ...judged.problems.filter((p) => p.severity === 'error').map(configProblem),
    ],
  };
}

/** The defaults where there is no file. The schema is loaded only where there is one: most repositories have none. */
async function parseText(text: string, entry: TreeEntry | null, known: Rulebook['rules']): Promise<ParsedConfig> {
  if (entry === null) return { config: DEFAULT_CONFIG, problems: [] };
  const { parseConfig } = await import('../core/config/parse-config.ts');
  return parseConfig(text, entry.path, known);
}

/** Problems quote what is wrong, reports the reasons, owners, names and providers: what is written there may be a key. */
function hideConfigKeys({ config, problems }: ParsedConfig, hide: <T>(value: T) => T): ParsedConfig {
  const { approved, forbidden, custom } = config.providers;
  return {
    problems: hide(problems),
    config: {
      ...config,
      providers: {
        ...config.providers,
        approved: hide(approved),
        forbidden: hide(forbidden),
        custom: custom.map((provider) => ({ ...provider, name: hide(provider.name) })),
      },
      ignore: config.ignore.map((entry) => ({
        ...entry,
        ...hide({ provider: entry.provider, reason: entry.reason }),
      })),
      keys: config.keys.map((key) => ({ ...key, name: hide(key.name) })),
    },
  };
}

/** A configuration under a name that nobody reads; one that the base has as well is told of all that stands alone. */
function findMisnamed(baseTree: Tree, headTree: Tree): HeadConfig | null {
  const old = new Set(baseTree === headTree ? [] : baseTree.entries.map((e) => e.path));
  const [misnamed] = findNearMissConfig(headTree.entries.map((e) => e.path).filter((path) => !old.has(path)));
  if (misnamed === undefined) return null;
  const { path, expected } = misnamed;
  const problem = { path, line: 1, column: 1, severity: 'warning', code: 'misnamed-file', args: { expected } } as const;
  return { path, problems: [problem], judgement: null };
}

/** As what is told of a file that could not be read as it was meant. */
export function configProblem(problem: ConfigProblem): Problem {
  return { path: problem.path, line: problem.line, code: 'config', detail: renderConfigDetail(problem) };
}

/** What a configuration says about how to judge. */
function compileJudgement(config: Config): Judgement {
  return {
    config,
    severity: severities(config),
    providers: {
      approved: new Map(config.providers.approved.map((p) => [p.id, p])),
      forbidden: new Map(config.providers.forbidden.map((p) => [p.id, p.reason ?? ''])),
    },
  };
}

/** A check that is off is not called, so its severity does not matter. */
function severities({ checks }: Config): Record<CheckId, Severity> {
  const loud = Object.entries(checks).map(([id, level]) => [id, level === 'off' ? 'notice' : level]);
  return { ...(Object.fromEntries(loud) as Record<CheckId, Severity>), config: 'warning' };
}

/** Turns configuration into what the audit asks of it. */
export function compileConfig(config: Config, rulebook: Rulebook): Omit<Configs, 'path' | 'headConfig' | 'problems'> {
  const ignored = config.paths.ignore.map(compilePathPattern);
  return {
    ...compileJudgement(config),
    rulebook: extendRulebook(rulebook, config.providers.custom.map(makeCustomRule), config.keys),
    aliases: new Map(Object.entries(config.providers.aliases)),
    isIgnored: (path) => ignored.some((fits) => fits(path)),
  };
}

function findConfig(tree: Tree): TreeEntry | null {
  for (const path of CONFIG_PATHS) {
    const entry = tree.entries.find((e) => e.path === path && e.kind === 'file');
    if (entry !== undefined) return entry;
  }
  return null;
}

/** An unread configuration is never taken for a missing one: the reason why it is none comes along. */
async function readConfigText(
  repository: Repository,
  commit: string,
  entry: TreeEntry | null,
): Promise<{ text: string; problem: Problem | null }> {
  if (entry === null) return { text: '', problem: null };
  const { text, problem } = await readText(repository, commit, entry);
  return { text: text ?? '', problem };
}
