import { checkOwnKeys } from './check-own-keys.ts';
import { configSchema, type Config } from './config-schema.ts';
import type { ConfigProblem } from './config-problem.ts';
import { fillConfig } from './fill-config.ts';
import { findContradictions } from './find-contradictions.ts';
import { findIdleProviders } from './find-idle-providers.ts';
import { findOutdated, type Surroundings } from './find-outdated.ts';
import { findShadowing } from './find-shadowing.ts';
import { findUnknownProviders, type KnownProviders } from './find-unknown-providers.ts';
import type { Located, LocatedMap, Range } from './located-value.ts';
import { makeProblemLog, type ProblemLog } from './problem-log.ts';
import { readSections } from './read-sections.ts';
import { readYaml } from './read-yaml.ts';
import { dropBrokenParts } from './drop-broken-parts.ts';

/** Length limit in characters; real files have at most a few kilobytes. */
export const MAX_CONFIG_LENGTH = 64 * 1024;
/** Limit of syntax errors reported; most follow from the first. */
const MAX_SYNTAX_ERRORS = 3;

const KEYS: ReadonlySet<string> = new Set(Object.keys(configSchema.shape));

/**
 * Parses a configuration file. Never throws: each error becomes a problem at its line, and the smallest part around it
 * falls back to its default, so that an error in one section leaves the others in force. An entry of `ignore` is used
 * as a whole or not at all, because half of one would mute more than intended.
 *
 * @param text the file's content
 * @param path the file's path, for the positions of problems
 * @param known the providers that rules describe; if omitted, ids are not looked up
 * @param around the current day and the repository's files; if omitted, past days and missing files are not reported
 */
export function parseConfig(
  text: string,
  path: string,
  known?: KnownProviders,
  around?: Surroundings,
): { config: Config; problems: ConfigProblem[] } {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const log = makeProblemLog(source, path);
  const root = readRoot(source, log);
  settleVersion(root, log);
  findIdleProviders(root, log);
  dropBrokenParts(root, log);
  checkOwnKeys(root, log);
  const config = fillConfig(root, log);
  findContradictions(root, config, log);
  if (known !== undefined) {
    findUnknownProviders(root, config, known, log);
    findShadowing(root, config, known, log);
  }
  if (around !== undefined) findOutdated(root, config, around, log);
  return { config, problems: log.problems() };
}

function readRoot(source: string, log: ProblemLog): LocatedMap {
  if (source.length > MAX_CONFIG_LENGTH) {
    log.add({ from: 0, to: 0 }, 'error', 'too-large', { limit: MAX_CONFIG_LENGTH });
    return emptyMap();
  }
  const { root, problems } = readYaml(source);
  const deep = problems.find((p) => p.code === 'too-deep');
  if (deep !== undefined) {
    log.add(deep, 'error', 'too-deep', {});
    return emptyMap();
  }
  const syntax = problems.filter((p) => p.code === 'yaml-syntax');
  for (const { detail, ...range } of syntax.slice(0, MAX_SYNTAX_ERRORS))
    log.add(range, 'error', 'yaml-syntax', { detail });
  if (syntax.length > 0) return readSections(source, KEYS, log);
  for (const { code, detail, ...range } of problems) {
    if (code === 'second-document') log.add(range, 'error', code, {});
    else log.add(range, 'error', 'duplicate-key', { key: detail });
  }
  return asMap(root, log);
}

function asMap(root: Located | null, log: ProblemLog): LocatedMap {
  if (root?.kind === 'map') return root;
  const empty = root === null || (root.kind === 'scalar' && root.value === null);
  if (!empty) log.add(root, 'error', 'not-a-mapping', {});
  return emptyMap();
}

/** Logs a missing or wrong version and then assumes 1, the only one so far, so that the rest can be read. */
function settleVersion(root: LocatedMap, log: ProblemLog): void {
  const version = root.entries.get('version');
  const place: Range = version?.value ?? { from: 0, to: 0 };
  // In a file that could not be parsed, the version may be there.
  if (version === undefined) {
    if (log.problems().length === 0) log.add(place, 'warning', 'missing-key', { key: 'version', parent: '' });
  } else if (version.value.kind !== 'scalar' || version.value.value !== 1) {
    const value = version.value.kind === 'scalar' ? String(version.value.value) : '';
    // In quotation marks, the right number is a string.
    if (value === '1') log.add(place, 'error', 'wrong-type', { at: 'version', expected: 'a number', received: 'text' });
    else log.add(place, 'error', 'invalid-value', { at: 'version', value, allowed: ['1'], suggestion: '1' });
  }
  root.entries.set('version', { key: version?.key ?? place, value: { ...place, kind: 'scalar', value: 1 } });
}

function emptyMap(): LocatedMap {
  return { kind: 'map', entries: new Map(), from: 0, to: 0 };
}
