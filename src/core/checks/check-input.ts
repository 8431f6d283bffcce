import type { ApprovedProvider } from '../config/config-schema.ts';
import type { FileFacts } from '../inventory/file-facts.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { CheckId, Finding, Severity } from '../audit-types.ts';
import type { Change, Webhook } from '../inventory-types.ts';
import type { KeyFact } from '../types.ts';

/** The inventory document as the head has it (null where it is gone), and as it would be generated. */
export type InventoryDocument = { path: string; existing: string | null; fresh: string };

/** The list of sub-processors as the head has it; no text where it is gone. */
export type SubprocessorList = { path: string; text: string | null };

/** An env example of the head, with the names that it declares. */
export type EnvExample = { path: string; names: ReadonlySet<string> };

/** A key in a file as an earlier commit of the change had it. */
export type EarlierKey = { path: string; commit: string; key: KeyFact };

/** What a check judges: the change, the two sides of the files that differ, and how loud to be. */
export type CheckInput = {
  change: Change;
  /** Facts of the files that differ, as the base and as the head has them. */
  before: readonly FileFacts[];
  after: readonly FileFacts[];
  /** Webhook endpoints in those files, settled across files. */
  webhooksBefore: readonly Webhook[];
  webhooksAfter: readonly Webhook[];
  /** Lines of the head's file that the change adds or rewrites; null for a file that is new as a whole. */
  changedLines: ReadonlyMap<string, ReadonlySet<number> | null>;
  /** Keys in files that earlier commits of the change had, and neither its base nor its head has. */
  earlierKeys?: readonly EarlierKey[];
  /** The head's env examples; read where a webhook checks nothing, absent elsewhere. */
  envExamples?: readonly EnvExample[];
  rulebook: Rulebook;
  /** The kept inventory document at the head; null or absent where none is kept, or the change does not affect it. */
  document?: InventoryDocument | null;
  /** The list of sub-processors that the configuration names; null or absent where there is none, or nothing new to look up. */
  subprocessors?: SubprocessorList | null;
  /** Severity of each check; a check that is off is not called. */
  severity: Readonly<Record<CheckId, Severity>>;
  providers: {
    approved: ReadonlyMap<string, ApprovedProvider>;
    /** Provider id -> the reason given, or ''. */
    forbidden: ReadonlyMap<string, string>;
  };
  /** ISO date of the audit, for what ends on a day. */
  today: string;
  /** Makes a fingerprint that is stable for this repository and reveals nothing of its parts. */
  fingerprint: (...parts: readonly string[]) => string;
};

/** A rule of judgement over the change. Pure, deterministic, and silent where nothing is new. */
export type Check = (input: CheckInput) => Finding[];
