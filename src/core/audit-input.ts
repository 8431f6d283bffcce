import type { CheckInput } from './checks/check-input.ts';
import type { Config } from './config/config-schema.ts';
import type { ConfigProblem } from './config/config-problem.ts';
import type { AuditStats } from './audit-types.ts';
import type { Integration } from './inventory-types.ts';
import type { Problem } from './place-types.ts';

/** The input of an audit: plain values, all read before it starts. */
export type AuditInput = Omit<CheckInput, 'change'> & {
  /** The base commit; null when a commit or folder is audited on its own. */
  base: string | null;
  /** The head commit; '' for a folder on disk. */
  head: string;
  /** Integrations found in the base's and in the head's version of the files that differ. */
  integrationsBefore: readonly Integration[];
  integrationsAfter: readonly Integration[];
  /** Providers with evidence in files that are the same on both sides. */
  elsewhere: ReadonlySet<string>;
  /** The base's configuration, so that a pull request cannot mute its own findings. */
  config: Config;
  /** The head's configuration and its problems, if the change touches it; null otherwise. */
  headConfig: HeadConfig | null;
  /** Path of the base's configuration, or null when it has none. */
  configPath: string | null;
  problems: readonly Problem[];
  stats: AuditStats;
};

export type HeadConfig = {
  path: string;
  problems: readonly ConfigProblem[];
  /** How it would judge the change; null for a file that is not read: a misnamed or a second one. */
  judgement: Judgement | null;
};

/** The parts of a configuration that decide how findings are judged. */
export type Judgement = Pick<AuditInput, 'config' | 'severity' | 'providers'>;
