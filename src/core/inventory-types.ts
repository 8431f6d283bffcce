// The integrations of a commit, and how two commits differ in them.

import type { Category } from './categories.ts';
import type { Place, Problem } from './place-types.ts';
import type { Signal } from './types.ts';
import type { WebhookFact } from './webhook-types.ts';

export type EvidenceKind = Signal['kind'] | 'file';

export type Evidence = Place & {
  kind: EvidenceKind;
  value: string;
  /** Shown to people: a version, an access mode or a scope. */
  detail: string | null;
};

export type Confidence = 'confirmed' | 'likely' | 'inferred';

/** How the configuration approves a provider: the owner, and the day by which to review the approval (`YYYY-MM-DD`). */
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
  /** Only in inventories, and only if the configuration approves the provider. */
  approval?: Approval;
};

export type EnvClass = 'secret' | 'publishable' | 'config';

export type EnvName = {
  name: string;
  provider: string | null;
  class: EnvClass;
  declaredIn: readonly Place[];
  readIn: readonly Place[];
  /** Every read in the code has a default, so the variable is not required. */
  optional?: boolean;
};

/** A webhook endpoint, with its verdict settled across files. */
export type Webhook = Place &
  Pick<
    WebhookFact,
    'endLine' | 'provider' | 'route' | 'method' | 'framework' | 'verification' | 'why' | 'mitigation' | 'timingUnsafe'
  > & {
    /** Where the request is verified, possibly in another file; null unless `verification` is `verified`. */
    verifiedIn: { path: string; line: number } | null;
  };

/** All integrations, env names and webhook endpoints of one commit. */
export type Inventory = {
  integrations: readonly Integration[];
  webhooks: readonly Webhook[];
  env: readonly EnvName[];
  problems: readonly Problem[];
};

/** The difference between the integrations of two commits. */
export type Change = {
  added: readonly Integration[];
  removed: readonly Integration[];
  /** Providers on both sides whose evidence was added or removed. */
  changed: readonly { provider: string; name: string; added: readonly Evidence[]; removed: readonly Evidence[] }[];
};
