import { compareText } from '../compare-text.ts';
import type { Change, Evidence, Integration } from '../inventory-types.ts';
import type { ProviderEvidence } from './find-evidence.ts';

/**
 * Compares the integrations of both sides of a change.
 *
 * @param before integrations in the base's version of the differing files.
 * @param after integrations in the head's version of them.
 * @param elsewhere providers with evidence in files equal on both sides: these are neither new nor removed.
 * @param parentOf the parent of a provider. A repository that already uses a part (Azure OpenAI) does not add its
 * parent (Azure).
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
 * The providers whose status in the change depends on the unchanged files: those on one side only, the parents that
 * call texts in the changed files require, and inferred services for which one side may have too little evidence.
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

/** Evidence whose kind and value the other side lacks. A moved line or a new version makes no difference. */
function without(evidence: readonly Evidence[], others: readonly Evidence[]): Evidence[] {
  const keys = new Set(others.map((e) => `${e.kind} ${e.value}`));
  return evidence.filter((e) => !keys.has(`${e.kind} ${e.value}`));
}
