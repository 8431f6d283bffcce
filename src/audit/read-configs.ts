import { CONFIG_PATHS, findUnreadConfigs, unreadProblem } from '../core/config/config-paths.ts';
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
    /** The rulebook, including the repository's custom providers. */
    rulebook: Rulebook;
    aliases: ReadonlyMap<string, string>;
    isIgnored: (path: string) => boolean;
    /** Path of the base's configuration, or null. */
    path: string | null;
    problems: Problem[];
  };

type ParsedConfig = { config: Config; problems: readonly ConfigProblem[] };

/**
 * Reads the base's configuration, which the audit applies, and the head's if the change modifies it, which is only
 * validated.
 */
export async function readConfigs(
  { rulebook, makeReader }: Pick<Engine, 'rulebook' | 'makeReader'>,
  repository: Repository,
  { base, head, baseTree, headTree }: { base: string; head: string; baseTree: Tree; headTree: Tree },
): Promise<Configs> {
  const [baseEntry, headEntry] = [findConfig(baseTree), findConfig(headTree)];
  const isChanged = headEntry !== null && headEntry.id !== baseEntry?.id;
  const baseFile = await readConfigText(repository, base, baseEntry);
  const headFile = await readConfigText(repository, head, isChanged ? headEntry : null);
  const reader = makeReader(rulebook);
  const parse = async ({ path, text }: ConfigText): Promise<ParsedConfig> => {
    const parsed = await parseText(text, path, rulebook.rules);
    if (path === null || text === '') return parsed;
    const { keys } = reader.read(path, new TextEncoder().encode(text));
    return keys.length === 0 ? parsed : hideConfigKeys(parsed, (value) => hideKeys(value, text, keys));
  };
  const judging = await parse(baseFile);
  return {
    ...compileConfig(judging.config, rulebook),
    path: baseFile.path,
    headConfig:
      headFile.path === null || headFile.problem !== null
        ? findUnread(baseTree, headTree)
        : makeHeadConfig(headFile.path, await parse(headFile)),
    problems: [
      ...[baseFile.problem, headFile.problem].filter((problem) => problem !== null),
      ...judging.problems.filter(({ severity }) => severity === 'error').map(configProblem),
    ],
  };
}

function makeHeadConfig(path: string, { config, problems }: ParsedConfig): HeadConfig {
  return { path, problems, judgement: compileJudgement(config) };
}

/** The defaults if there is no file. The schema is only loaded if there is one, because most repositories have none. */
async function parseText(text: string, path: string | null, known: Rulebook['rules']): Promise<ParsedConfig> {
  if (path === null) return { config: DEFAULT_CONFIG, problems: [] };
  const { parseConfig } = await import('../core/config/parse-config.ts');
  return parseConfig(text, path, known);
}

/** Masks keys in the texts that reports quote: problems, reasons, owners, and names of providers. */
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

/**
 * A configuration file with a name that is not read. If the base has it too, the change is not to blame, so it is only
 * reported when a commit is audited on its own (both trees are then the same object).
 */
function findUnread(baseTree: Tree, headTree: Tree): HeadConfig | null {
  const old = new Set(baseTree === headTree ? [] : baseTree.entries.map((e) => e.path));
  const unread = findUnreadConfigs(headTree.entries.map(({ path }) => path)).find(({ path }) => !old.has(path));
  return unread === undefined ? null : { path: unread.path, problems: [unreadProblem(unread)], judgement: null };
}

/** An error in a configuration, as a problem of the audit, because the intended setting is unknown. */
export function configProblem(problem: ConfigProblem): Problem {
  return { path: problem.path, line: problem.line, code: 'config', detail: renderConfigDetail(problem) };
}

/** The parts of a configuration that affect judgement. */
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

/** A disabled check is not called, so its severity does not matter. */
function severities({ checks }: Config): Record<CheckId, Severity> {
  const loud = Object.entries(checks).map(([id, level]) => [id, level === 'off' ? 'notice' : level]);
  return { ...(Object.fromEntries(loud) as Record<CheckId, Severity>), config: 'warning' };
}

/** Compiles a configuration for the audit. */
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

/** A configuration as written. `path` is null if there is none; `problem` says why it could not be read. */
type ConfigText = { path: string | null; text: string; problem: Problem | null };

/** Reads a configuration. One that cannot be read is a problem, not a missing one. */
async function readConfigText(repository: Repository, commit: string, entry: TreeEntry | null): Promise<ConfigText> {
  if (entry === null) return { path: null, text: '', problem: null };
  const { text, problem } = await readText(repository, commit, entry);
  return { path: entry.path, text: text ?? '', problem };
}
