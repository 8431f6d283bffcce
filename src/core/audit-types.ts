// What is judged: checks, findings, and all that a report needs.

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

/** What a check found, as a code with arguments: report/ is the only place with sentences. */
export type Finding = Place & {
  check: CheckId;
  code: FindingCode;
  severity: Severity;
  provider: string | null;
  endLine: number;
  endColumn: number | null;
  args: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** Does not change when lines move; `ignore` entries and GitHub's own tracking refer to it. */
  fingerprint: string;
  keyClass?: KeyClass;
  masked?: string;
  /** The reason of a remark in the file that asks to leave this alone; '' when it gives none, and then does not count. */
  remark?: string;
};

/** A finding that configuration silences, with the reason given there. */
export type MutedFinding = Finding & { reason: string; until: string | null };

export type Conclusion = 'success' | 'neutral' | 'failure';

/** Everything the report needs, and nothing else. */
export type Audit = {
  /** Null where a commit or folder is audited by itself: everything in it is judged, and nothing in it is new. */
  base: string | null;
  /** '' for a folder as it stands. */
  head: string;
  conclusion: Conclusion;
  change: Change;
  /** Most severe first, then by place; the muted ones too. */
  findings: readonly Finding[];
  muted: readonly MutedFinding[];
  problems: readonly Problem[];
  rehearsal: Rehearsal | null;
  stats: AuditStats;
};

/**
 * The findings of the same change under the configuration that it brings: shown, never applied. What is read, and which
 * providers there are, is still decided by the base's.
 */
export type Rehearsal = {
  /** The configuration's path at the head. */
  path: string;
  conclusion: Conclusion;
  /** Findings that would be gone, that would come, and those whose severity would change (as they would be then). */
  gone: readonly Finding[];
  come: readonly Finding[];
  changed: readonly Finding[];
};

export type AuditStats = {
  /** Files of the head commit, files that differ from the base, blobs and bytes read for it. */
  files: number;
  changedFiles: number;
  /** Files that differ and that `paths.ignore` leaves out; nothing where there are none. */
  ignoredFiles?: number;
  /** Checks that the configuration switches off; nothing where none is. */
  checksOff?: readonly CheckId[];
  readBlobs: number;
  readBytes: number;
  rulebook: string;
};
