// Checks, findings, and the audit from which reports are rendered.

import type { Change } from './inventory-types.ts';
import type { Place, Problem } from './place-types.ts';
import type { KeyClass } from './types.ts';

export const SEVERITIES = ['error', 'warning', 'notice'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const CHECKS = [
  'new-provider',
  'leaked-key',
  'unsigned-webhook',
  'committed-env',
  'exposed-secret',
  'stale-inventory',
  'config',
] as const;
export type CheckId = (typeof CHECKS)[number];

export type FindingCode =
  | 'new-provider'
  | 'inferred-provider'
  | 'forbidden-provider'
  | 'hardcoded-key'
  | 'passed-key'
  | 'more-keys'
  | WebhookCode
  | 'committed-env-file'
  | 'exposed-secret'
  | 'stale-inventory'
  | 'missing-inventory'
  | 'config-error'
  | 'expired-ignore'
  | 'unused-ignore'
  | 'overdue-approval'
  | 'remark-without-reason';

export type WebhookCode =
  | 'unverified-webhook'
  | 'ineffective-webhook'
  | 'optional-webhook'
  | 'refetched-webhook'
  | 'idle-webhook'
  | 'timing-unsafe-webhook'
  | 'unsigned-provider-webhook';

/** What a check found, as a code with arguments; only report/ turns it into sentences. */
export type Finding = Place & {
  check: CheckId;
  code: FindingCode;
  severity: Severity;
  provider: string | null;
  endLine: number;
  endColumn: number | null;
  args: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** Stable when lines move, so that `ignore` entries and GitHub's alert tracking can refer to it. */
  fingerprint: string;
  keyClass?: KeyClass;
  masked?: string;
  /** The reason given by a comment in the file that asks to ignore this; '' if it gives none and so has no effect. */
  remark?: string;
};

/** A finding muted by the configuration or by a comment in the file, with the reason given there. */
export type MutedFinding = Finding & { reason: string; until: string | null };

export type Conclusion = 'success' | 'neutral' | 'failure';

/** Everything the report needs, and nothing else. */
export type Audit = {
  /** Null when a commit or folder is audited on its own: everything is judged, and nothing counts as new. */
  base: string | null;
  /** '' for a folder on disk. */
  head: string;
  conclusion: Conclusion;
  change: Change;
  /** Sorted by severity, most severe first, then by place; so is `muted`. */
  findings: readonly Finding[];
  muted: readonly MutedFinding[];
  problems: readonly Problem[];
  rehearsal: Rehearsal | null;
  stats: AuditStats;
};

/**
 * How the findings would differ under the configuration that the change brings. It is reported but never applied. Which
 * files are read and which providers are known still follows the base's configuration.
 */
export type Rehearsal = {
  /** The configuration's path at the head. */
  path: string;
  conclusion: Conclusion;
  /**
   * Findings that would disappear, that would appear, and whose severity or code would change (with the new values).
   */
  gone: readonly Finding[];
  come: readonly Finding[];
  changed: readonly Finding[];
};

export type AuditStats = {
  /** Numbers of files in the head commit, of files that differ from the base, and of blobs and bytes read. */
  files: number;
  changedFiles: number;
  /** Number of changed files that `paths.ignore` excludes; absent if there are none. */
  ignoredFiles?: number;
  /** Checks that the configuration switches off; absent if there are none. */
  checksOff?: readonly CheckId[];
  readBlobs: number;
  readBytes: number;
  rulebook: string;
};
