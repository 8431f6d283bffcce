import type { Position } from '../place-types.ts';
import { configSchema, type Config } from './config-schema.ts';
import { locate, plainValue, type LocatedMap, type ValuePath } from './located-value.ts';
import type { ProblemLog } from './problem-log.ts';

/** Builds the configuration from a valid tree, with defaults filled in; list entries keep their positions. */
export function fillConfig(root: LocatedMap, log: ProblemLog): Config {
  const filled = configSchema.parse(plainValue(root));
  const { approved, forbidden, custom, aliases } = filled.providers;
  const place = (...path: ValuePath): Position => log.position(locate(root, path).from);
  return {
    ...filled,
    providers: {
      approved: approved.map((entry, i) => {
        const { id, owner = null, 'review-by': reviewBy = null } = typeof entry === 'string' ? { id: entry } : entry;
        return { ...place('providers', 'approved', i), id, owner, 'review-by': reviewBy };
      }),
      forbidden: forbidden.map((entry, i) => {
        const { id, reason = null } = typeof entry === 'string' ? { id: entry } : entry;
        return { ...place('providers', 'forbidden', i), id, reason };
      }),
      custom: custom.map((entry, i) => ({ ...place('providers', 'custom', i), ...entry })),
      aliases: Object.assign(Object.create(null), aliases),
    },
    keys: filled.keys.map((entry, i) => ({ ...place('keys', i), ...entry })),
    ignore: filled.ignore.map((entry, i) => ({ ...place('ignore', i), ...entry })),
  };
}
