// What a commit integrates, and how two commits differ in it.

import type { Category } from './categories.ts';
import type { Place, Problem } from './place-types.ts';
import type { Signal } from './types.ts';
import type { Verification } from './webhook-types.ts';
import type { WebhookReason } from './webhook-reasons.ts';

export type EvidenceKind = Signal['kind'] | 'file';

export type Evidence = Place & {
  kind: EvidenceKind;
  value: string;
  /** A version, an access or a scope, for people. */
  detail: string | null;
};

export type Confidence = 'confirmed' | 'likely' | 'inferred';

/** What the configuration says of an approved provider: who answers for it, and by which day to decide anew. */
export type Approval = { owner: string | null; reviewBy: string | null };

export type Integration = {
  provider: string;
  name: string;
  aliases: readonly string[];
  category: Category;
  confidence: Confidence;
  /** True when every piece of evidence is a development-only dependency. */
  development: boolean;
  evidence: readonly Evidence[];
  /** Of an inventory: where the configuration approves the provider. */
  approval?: Approval;
};

export type EnvClass = 'secret' | 'publishable' | 'config';

export type EnvName = {
  name: string;
  provider: string | null;
  class: EnvClass;
  declaredIn: readonly Place[];
  readIn: readonly Place[];
  /** Wherever the code reads it, it has a default of its own. */
  optional?: boolean;
};

export type Webhook = Place & {
  endLine: number;
  provider: string | null;
  route: string | null;
  method: string | null;
  framework: string;
  verification: Verification;
  verifiedIn: { path: string; line: number } | null;
  why: WebhookReason;
  mitigation?: 'refetch' | 'idle';
  timingUnsafe?: true;
};

/** All integrations, env names and webhook endpoints of one commit. */
export type Inventory = {
  integrations: readonly Integration[];
  webhooks: readonly Webhook[];
  env: readonly EnvName[];
  problems: readonly Problem[];
};

/** The difference of two inventories. */
export type Change = {
  added: readonly Integration[];
  removed: readonly Integration[];
  /** Present before and after, with evidence that came or went. */
  changed: readonly { provider: string; name: string; added: readonly Evidence[]; removed: readonly Evidence[] }[];
};
