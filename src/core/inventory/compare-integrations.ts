import { compareText } from '../compare-text.ts';
import type { Change, Evidence, Integration } from '../inventory-types.ts';
import type { ProviderEvidence } from './find-evidence.ts';

/**
 * What a change does to the set of integrations.
 *
 * @param before integrations seen in the base's version of the files that differ.
 * @param after integrations seen in the head's version of them.
 * @param elsewhere providers that files equal on both sides give evidence for: these are neither new nor gone.
 * @param parentOf the family a provider belongs to. Who has a part already (Azure OpenAI) does not meet the family
 * (Azure) for the first time.
 */
export function compareIntegrations(
  before: readonly Integration[],
  after: readonly Integration[],
  elsewhere: ReadonlySet<string> = new Set(),
  parentOf: (provider: string) => string | null = () => null,
): Change {
  const old = new Map(before.map((i) => [i.provider, i]));
  const now = new Map(after.map((i) => [i.provider, i]));
  const [oldFamilies, newFamilies] = [before, after].map((side) => new Set(side.map((i) => parentOf(i.provider))));
  const changed = [...new Set([...old.keys(), ...now.keys()])]
    .filter((id) => elsewhere.has(id) || (old.has(id) && now.has(id)))
    .map((id) => compareEvidence(id, old.get(id), now.get(id)))
    .filter((c) => c.added.length + c.removed.length > 0)
    .toSorted((a, b) => compareText(a.provider, b.provider));
  return {
    added: after.filter((i) => !old.has(i.provider) && !oldFamilies?.has(i.provider) && !elsewhere.has(i.provider)),
    removed: before.filter((i) => !now.has(i.provider) && !newFamilies?.has(i.provider) && !elsewhere.has(i.provider)),
    changed,
  };
}

/**
 * The providers whose place in the change depends on what the untouched files say: those on one side alone, the
 * parents that call texts of the changed files need, and inferred services of which a side may have too little.
 */
export function openProviders(before: readonly ProviderEvidence[], after: readonly ProviderEvidence[]): Set<string> {
  const idsOf = (items: readonly ProviderEvidence[]): Set<string> =>
    new Set(items.filter((i) => i.isDefault !== true).map((i) => i.provider));
  const open = idsOf(before).symmetricDifference(idsOf(after));
  for (const { needs } of [...before, ...after]) if (needs !== null) open.add(needs);
  for (const { provider, inferred } of [...before, ...after])
    if (inferred !== undefined && inferred.weight !== 'strong') open.add(provider);
  return open;
}

function compareEvidence(
  provider: string,
  before: Integration | undefined,
  after: Integration | undefined,
): Change['changed'][number] {
  const [old, now] = [before?.evidence ?? [], after?.evidence ?? []];
  const name = (after ?? before)?.name ?? provider;
  return { provider, name, added: without(now, old), removed: without(old, now) };
}

/** Evidence whose kind and value the other side does not have: a moved line or a raised version is none. */
function without(evidence: readonly Evidence[], others: readonly Evidence[]): Evidence[] {
  const keys = new Set(others.map((e) => `${e.kind} ${e.value}`));
  return evidence.filter((e) => !keys.has(`${e.kind} ${e.value}`));
}
