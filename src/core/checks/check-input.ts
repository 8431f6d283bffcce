import type { ApprovedProvider } from '../config/config-schema.ts';
import type { FileFacts } from '../inventory/file-facts.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { CheckId, Finding, Severity } from '../audit-types.ts';
import type { Change, Webhook } from '../inventory-types.ts';
import type { KeyFact } from '../types.ts';

/** The inventory document in the head (null if deleted), and as it would be generated. */
export type InventoryDocument = { path: string; existing: string | null; fresh: string };

/** The list of sub-processors in the head; null text if it is deleted. */
export type SubprocessorList = { path: string; text: string | null };

/** An env example in the head, with the names it declares. */
export type EnvExample = { path: string; names: ReadonlySet<string> };

/** A key in a file of one of the change's earlier commits. */
export type EarlierKey = { path: string; commit: string; key: KeyFact };

/** The input of a check: the change, both sides of the differing files, and the severities. */
export type CheckInput = {
  change: Change;
  /** Facts of the differing files, in the base and in the head. */
  before: readonly FileFacts[];
  after: readonly FileFacts[];
  /** Webhook endpoints in those files, settled across files. */
  webhooksBefore: readonly Webhook[];
  webhooksAfter: readonly Webhook[];
  /**
   * Per path, the lines of the head's file that the change adds or rewrites; null for a file without handlers in the
   * base.
   */
  changedLines: ReadonlyMap<string, ReadonlySet<number> | null>;
  /** Keys in files of the change's earlier commits that are in neither its base nor its head. */
  earlierKeys?: readonly EarlierKey[];
  /** The env examples in the head; only read if a webhook is unverified. */
  envExamples?: readonly EnvExample[];
  rulebook: Rulebook;
  /** The inventory document in the repository; null or absent if there is none, or the change does not affect it. */
  document?: InventoryDocument | null;
  /**
   * The list of sub-processors that the configuration names; null or absent if there is none, or there is no new
   * provider to look up.
   */
  subprocessors?: SubprocessorList | null;
  /** Severity of each check. A disabled check is not called. */
  severity: Readonly<Record<CheckId, Severity>>;
  providers: {
    approved: ReadonlyMap<string, ApprovedProvider>;
    /** Reason by provider id; '' if none is given. */
    forbidden: ReadonlyMap<string, string>;
  };
  /** ISO date of the audit, for entries that expire. */
  today: string;
  /** Makes a fingerprint that is stable within this repository and does not reveal its parts. */
  fingerprint: (...parts: readonly string[]) => string;
};

/** A check of the change. Pure and deterministic; it reports nothing if nothing is new. */
export type Check = (input: CheckInput) => Finding[];
