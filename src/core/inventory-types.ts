// What a commit integrates, and how two commits differ in it.

import type { Category } from './categories.ts';
import type { Place, Problem } from './place-types.ts';
import type { Signal } from './types.ts';
import type { WebhookFact } from './webhook-types.ts';

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

/** A webhook endpoint, settled across files. */
export type Webhook = Place &
  Pick<
    WebhookFact,
    'endLine' | 'provider' | 'route' | 'method' | 'framework' | 'verification' | 'why' | 'mitigation' | 'timingUnsafe'
  > & {
    /** Where the check is, in whatever file; null unless it is verified. */
    verifiedIn: { path: string; line: number } | null;
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
