import type { CheckInput } from './checks/check-input.ts';
import type { Config } from './config/config-schema.ts';
import type { ConfigProblem } from './config/config-problem.ts';
import type { AuditStats, Integration, Problem } from './types.ts';

/** What the audit is computed from: plain values, read before it starts. */
export type AuditInput = Omit<CheckInput, 'change'> & {
  base: string;
  head: string;
  /** Integrations in the base's and in the head's version of the files that differ. */
  integrationsBefore: readonly Integration[];
  integrationsAfter: readonly Integration[];
  /** Providers that files equal on both sides speak for. */
  elsewhere: ReadonlySet<string>;
  /** The base's configuration: a pull request cannot mute its own alarm. */
  config: Config;
  /** What is wrong with the configuration that the change brings, if it changes it. */
  headConfig: { path: string; problems: readonly ConfigProblem[] } | null;
  /** Path of the base's configuration, or null when it has none. */
  configPath: string | null;
  /** ISO date of the audit, for ignores that expire. */
  today: string;
  problems: readonly Problem[];
  stats: AuditStats;
};
