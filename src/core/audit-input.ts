import type { CheckInput } from './checks/check-input.ts';
import type { Config } from './config/config-schema.ts';
import type { ConfigProblem } from './config/config-problem.ts';
import type { AuditStats } from './audit-types.ts';
import type { Integration } from './inventory-types.ts';
import type { Problem } from './place-types.ts';

/** What the audit is computed from: plain values, read before it starts. */
export type AuditInput = Omit<CheckInput, 'change'> & {
  /** Null where a commit or folder is audited by itself. */
  base: string | null;
  /** '' for a folder as it stands. */
  head: string;
  /** Integrations in the base's and in the head's version of the files that differ. */
  integrationsBefore: readonly Integration[];
  integrationsAfter: readonly Integration[];
  /** Providers that files equal on both sides give evidence for. */
  elsewhere: ReadonlySet<string>;
  /** The base's configuration: a pull request cannot mute its own alarm. */
  config: Config;
  /** The configuration that the change brings, if it changes it, and what is wrong with it. */
  headConfig: HeadConfig | null;
  /** Path of the base's configuration, or null when it has none. */
  configPath: string | null;
  problems: readonly Problem[];
  stats: AuditStats;
};

export type HeadConfig = {
  path: string;
  problems: readonly ConfigProblem[];
  /** How it would judge; null for a file by a wrong name, which nothing reads. */
  judgement: Judgement | null;
};

/** What a configuration says about how to judge. */
export type Judgement = Pick<AuditInput, 'config' | 'severity' | 'providers'>;
