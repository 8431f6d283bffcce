import { compareText } from '../../compare-text.ts';
import { foldName } from '../../fold-name.ts';
import type { ProviderEvidence } from '../find-evidence.ts';
import type { Inferred } from './infer-integrations.ts';
import { titleCase } from './title-case.ts';

/**
 * Merges evidence for the same inferred service under one id. Names differ between signals: the host `datafa.st` and
 * `DATAFAST_API_KEY`, `MINTLIFY_ASSISTANT_API_KEY` and `api.mintlify.com`, `EMERGE_API_KEY` and `api.emergetools.com`.
 */
export function mergeInferred(items: readonly ProviderEvidence[]): ProviderEvidence[] {
  const ids = new Set(items.filter((i) => i.inferred !== undefined).map((i) => i.provider));
  if (ids.size < 2) return [...items];
  const addressed = new Set(items.filter(({ evidence }) => evidence.kind !== 'env').map((i) => i.provider));
  const moved = new Map<string, string>();
  for (const { provider, inferred } of items)
    if (inferred?.domain !== undefined && inferred.domain !== provider && ids.has(inferred.domain))
      moved.set(provider, inferred.domain);
  for (const [provider, first] of partsOfOne(items, ids, addressed)) moved.set(provider, first);
  for (const { provider, inferred } of items) {
    const shorter = inferred?.domain === undefined ? provider : provider.replace(COMPANY_WORD, '');
    if (shorter === provider || !ids.has(shorter) || moved.has(provider)) continue;
    // `CURRENCY_API_KEY` is the key of Currencyapi if there is a host with that name.
    if (provider === `${shorter}api` && !addressed.has(shorter)) moved.set(shorter, provider);
    else moved.set(provider, shorter);
  }
  const targets = new Set(moved.values());
  return items.map((item) => {
    const first = item.inferred?.first;
    const stays = first === undefined || !ids.has(first) || moved.has(first) || targets.has(item.provider);
    const provider = moved.get(item.provider) ?? (stays ? item.provider : first);
    return provider === item.provider || item.inferred === undefined ? item : { ...item, provider };
  });
}

/**
 * Services that only variables point to and that start with the same word are parts of one: `ACMEPAY_ETH_API_KEY` and
 * `ACMEPAY_TRON_API_KEY`. Short words are excluded, because many names start with them.
 */
function partsOfOne(
  items: readonly ProviderEvidence[],
  ids: ReadonlySet<string>,
  addressed: ReadonlySet<string>,
): Map<string, string> {
  const parts = new Map<string, Set<string>>();
  for (const { provider, inferred } of items) {
    const first = inferred?.first;
    if (first === undefined || first.length < SHORTEST_OF_ONE || inferred?.words !== 2) continue;
    if (!addressed.has(provider)) parts.set(first, (parts.get(first) ?? new Set<string>()).add(provider));
  }
  const shared = [...parts].filter(([first, of]) => of.size > 1 && !ids.has(first));
  return new Map(shared.flatMap(([first, of]) => [...of].map((provider) => [provider, first] as const)));
}

const SHORTEST_OF_ONE = 6;

/** Words that companies append to their name if its domain is taken. */
const COMPANY_WORD =
  /(?<=^[a-z0-9]{4,40})(?:ai|analytics|apis?|app|apps|bank|cloud|corp|data|dev|finance|group|health|inc|io|labs|mail|pay|platform|rpc|security|software|systems|tech|technologies|tools|x?\d{2,4})$/;

/** True if the evidence is enough to report an inferred service: one strong signal, or two kinds of weak ones. */
export function isEnough(items: readonly ProviderEvidence[]): boolean {
  if (items.some((i) => i.inferred?.weight === 'strong')) return true;
  return new Set(items.filter((i) => i.inferred?.weight === 'weak').map((i) => i.evidence.kind)).size > 1;
}

/** The best name: the one with most words, then that of the strongest signal, then the first alphabetically. */
export function inferredName(provider: string, items: readonly ProviderEvidence[]): string {
  const named = items.flatMap((i) => (i.inferred !== undefined && i.inferred.id === provider ? [i.inferred] : []));
  const best = named.toSorted(
    (a, b) => b.words - a.words || rank(a.weight) - rank(b.weight) || compareText(a.name, b.name),
  )[0];
  const ofParts = items.some((i) => i.inferred?.first === provider);
  return best?.name ?? (ofParts ? titleCase([provider]) : provider);
}

function rank(weight: Inferred['weight']): number {
  return weight === 'strong' ? 0 : 1;
}

/** Other names of an inferred service: its registrable domains, and the names that its signals imply. */
export function inferredAliases(name: string, items: readonly ProviderEvidence[]): string[] {
  const inferred = items.flatMap((i) => (i.inferred === undefined ? [] : [i.inferred]));
  const domains = inferred.flatMap((i) => i.spellings?.slice(0, 1) ?? []);
  const names = inferred.flatMap((i) => [...(i.spellings?.slice(1) ?? []), i.name]).toSorted();
  const known = new Set([name, ...domains].map(foldName));
  const others = names.filter((each) => !known.has(foldName(each)));
  return [...new Set([...domains, ...others])].filter((each) => each !== name).toSorted();
}
