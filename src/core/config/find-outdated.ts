import type { Config } from './config-schema.ts';
import { locate, pathText, type LocatedMap, type ValuePath } from './located-value.ts';
import type { ProblemLog } from './problem-log.ts';

/** What a configuration is checked against, besides its schema and the rules. */
export type Surroundings = {
  /** `YYYY-MM-DD` */
  today: string;
  /** Whether the repository has a file at this path. */
  hasFile: (path: string) => boolean;
};

/**
 * Logs entries whose day has passed, and documents that do not exist. An audit reports these only where they would have
 * mattered.
 */
export function findOutdated(root: LocatedMap, config: Config, around: Surroundings, log: ProblemLog): void {
  const warn = (path: ValuePath, code: 'approval-overdue' | 'file-missing' | 'ignore-ended', args = {}) =>
    log.add(locate(root, path), 'warning', code, { at: pathText(path, root), ...args });
  const isPast = (day: string | null | undefined): day is string => typeof day === 'string' && day < around.today;

  for (const [i, { id, 'review-by': day }] of config.providers.approved.entries())
    if (isPast(day)) warn(['providers', 'approved', i, 'review-by'], 'approval-overdue', { id, day });
  for (const [i, { until }] of config.ignore.entries())
    if (isPast(until)) warn(['ignore', i, 'until'], 'ignore-ended', { day: until });
  for (const name of ['inventory', 'subprocessors'] as const) {
    const { file } = config[name];
    if (file !== undefined && !around.hasFile(file)) warn([name, 'file'], 'file-missing', { file });
  }
}
