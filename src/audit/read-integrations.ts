import { asksForNames } from '../core/inventory/infer/asks-for-names.ts';
import { openProviders } from '../core/inventory/compare-integrations.ts';
import { gatherIntegrations } from '../core/inventory/gather-integrations.ts';
import { inferIntegrations } from '../core/inventory/infer/infer-integrations.ts';
import { gatherEvidence } from '../core/inventory/gather-evidence.ts';
import { NO_OWN_NAMES, type OwnNames } from '../core/inventory/infer/own-names.ts';
import type { Integration } from '../core/inventory-types.ts';
import { findElsewhere } from './find-elsewhere.ts';
import type { ReadChange } from './read-change.ts';
import { readOwnNames } from './read-own-names.ts';

export type ChangedIntegrations = {
  /** Integrations in the base's and in the head's version of the differing files. */
  integrationsBefore: Integration[];
  integrationsAfter: Integration[];
  /** Providers that the differing files name on one side only. */
  open: ReadonlySet<string>;
  /** Those of them with evidence in files equal on both sides. */
  elsewhere: ReadonlySet<string>;
};

/** The integrations that a change names on either side, and which of the open ones have evidence in unchanged files. */
export async function readIntegrations(change: ReadChange): Promise<ChangedIntegrations> {
  const { base, head, configs, unchanged, searchFirst } = change;
  const { rulebook, aliases } = configs;
  const own = await readNeededNames(change);
  const before = gatherEvidence(base.files, rulebook, aliases, own);
  const after = gatherEvidence(head.files, rulebook, aliases, own);
  const open = openProviders(before, after);
  const elsewhere = await findElsewhere({
    open,
    commit: head.commit,
    unchanged,
    source: change.untouched,
    rulebook,
    aliases,
    own,
    searchFirst,
    onProgress: change.onStep,
  });
  const integrationsAfter = gatherIntegrations(after, rulebook, elsewhere);
  return {
    // What existed before is not new, but a forbidden provider is still reported.
    integrationsBefore: change.hasBase
      ? gatherIntegrations(before, rulebook, elsewhere)
      : integrationsAfter.filter(({ provider }) => !configs.providers.forbidden.has(provider)),
    integrationsAfter,
    open,
    elsewhere,
  };
}

/** The application's own names; not read if nothing depends on them, as in most changes. */
async function readNeededNames({ repository, name, base, head, configs }: ReadChange): Promise<OwnNames> {
  const { config, rulebook, aliases } = configs;
  const isNeeded = [...base.files, ...head.files].some(
    (f) => asksForNames(f, rulebook) || inferIntegrations(f, rulebook, NO_OWN_NAMES, aliases).length > 0,
  );
  return isNeeded ? readOwnNames(repository, { commit: head.commit, tree: head.tree, name, config }) : NO_OWN_NAMES;
}
