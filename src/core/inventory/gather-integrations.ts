import { comparePlaces, compareText } from '../compare-text.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Confidence, Evidence, Integration } from '../inventory-types.ts';
import type { ProviderEvidence } from './find-evidence.ts';
import { inferredAliases, inferredName, isEnough, mergeInferred } from './infer/merge-inferred.ts';

/** Order of evidence in every report, the most trusted kind first. */
const KINDS = ['package', 'import', 'host', 'image', 'resource', 'action', 'code', 'file', 'env'] as const;

/** Kinds of which one signal is conclusive, unlike a name in an env file or an import of an unlisted module. */
const DECISIVE = new Set<Evidence['kind']>(['package', 'image', 'resource', 'action', 'file', 'code']);

/**
 * Groups evidence into integrations, sorted by provider id.
 *
 * @param elsewhere providers known from files outside `found`, which satisfy call texts that need their parent.
 */
export function gatherIntegrations(
  found: Iterable<ProviderEvidence>,
  rulebook: Rulebook,
  elsewhere: ReadonlySet<string> = new Set(),
): Integration[] {
  const byProvider = new Map<string, ProviderEvidence[]>();
  for (const item of mergeInferred([...found])) {
    const known = byProvider.get(item.provider);
    if (known === undefined) byProvider.set(item.provider, [item]);
    else known.push(item);
  }
  const holds = ({ needs }: ProviderEvidence): boolean =>
    needs === null || byProvider.has(needs) || elsewhere.has(needs);
  return [...byProvider]
    .map(([provider, items]) => ({ provider, items: items.filter(holds) }))
    .filter(({ items }) => stands(items) && (!isInferred(items) || isEnough(items)))
    .map(({ provider, items }) => makeIntegration(provider, items, rulebook))
    .toSorted((a, b) => compareText(a.provider, b.provider));
}

function makeIntegration(provider: string, items: readonly ProviderEvidence[], rulebook: Rulebook): Integration {
  const rule = rulebook.rules.get(provider);
  const evidence = sortEvidence(items.map((i) => i.evidence));
  const name = rule?.name ?? inferredName(provider, items);
  return {
    provider,
    name,
    aliases: rule?.aliases ?? inferredAliases(name, items),
    category: rule?.category ?? 'other',
    confidence: rule === undefined && isInferred(items) ? 'inferred' : confidenceOf(evidence),
    development: items.every((i) => i.development),
    evidence,
  };
}

/**
 * False if all evidence is of the kind that does not count by itself: defaults, or another application's address on
 * shared hosting. An address in several files is unlikely to be another application's.
 */
function stands(items: readonly ProviderEvidence[]): boolean {
  if (items.some((i) => i.isDefault !== true)) return true;
  const hosts = items.filter((i) => i.evidence.kind === 'host').map((i) => i.evidence);
  return hosts.some(({ value, path }) => hosts.some((other) => other.value === value && other.path !== path));
}

function isInferred(items: readonly ProviderEvidence[]): boolean {
  return items.every((i) => i.inferred !== undefined);
}

/** Confirmed by two kinds of signals, or by one that is conclusive; otherwise likely. */
function confidenceOf(evidence: readonly Evidence[]): Confidence {
  const kinds = new Set(evidence.map((e) => e.kind));
  return kinds.size > 1 || evidence.some((e) => DECISIVE.has(e.kind) && !isChoice(e)) ? 'confirmed' : 'likely';
}

/**
 * True for signals that may have another cause: a setting with another meaning, another server on a port, a proxy that
 * passes headers on, a route with a coincidental name.
 */
function isChoice({ kind, value, detail }: Evidence): boolean {
  if (kind === 'code') return detail === 'webhook route';
  return kind === 'resource' && /^(?:chosen|header|local|model|named|path):/.test(value);
}

/** Sorts by weight of kind, then position, so that every output is byte-stable. */
export function sortEvidence(evidence: readonly Evidence[]): Evidence[] {
  return evidence.toSorted(
    (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || comparePlaces(a, b) || compareText(a.value, b.value),
  );
}
