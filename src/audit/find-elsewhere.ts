import { pathRole } from '../core/facts/path-role.ts';
import { findManifestReader } from '../core/facts/manifests/find-manifest-reader.ts';
import { findSourceLanguage } from '../core/facts/sources/find-source-language.ts';
import { findEvidence } from '../core/inventory/find-evidence.ts';
import { findOwnImages } from '../core/inventory/find-own-images.ts';
import { inferIntegrations } from '../core/inventory/infer/infer-integrations.ts';
import type { OwnNames } from '../core/inventory/infer/own-names.ts';
import { foldName } from '../core/fold-name.ts';
import { listNeedles } from '../core/rulebook/list-needles.ts';
import type { Rulebook } from '../core/rulebook/rulebook.ts';
import type { TreeEntry } from '../core/repository-types.ts';
import { NO_FACTS } from '../core/types.ts';
import type { FactsSource, ReadOptions } from './facts-source.ts';

type Search = {
  /** Providers whose place in the change is open. */
  open: ReadonlySet<string>;
  commit: string;
  unchanged: readonly TreeEntry[];
  source: FactsSource;
  rulebook: Rulebook;
  aliases: ReadonlyMap<string, string>;
  own: OwnNames;
  searchFirst: boolean;
  onProgress: (step: string) => void;
};

/**
 * Which of the open providers do files that are equal on both sides speak for? Cheapest first: file names, then
 * manifests, then sources, and no further than needed. When nothing is open, nothing is read.
 */
export async function findElsewhere(search: Search): Promise<Set<string>> {
  const { open, unchanged, rulebook, aliases, own } = search;
  const infers = [...open].some((id) => !rulebook.rules.has(id));
  const found = new Set<string>();
  const isSettled = (): boolean => found.size === open.size;
  if (isSettled()) return found;
  const note = (path: string, facts = NO_FACTS): void => {
    for (const { provider, isDefault } of findEvidence({ path, facts }, rulebook, aliases, own)) {
      if (isDefault) continue;
      const parent = rulebook.rules.get(provider)?.parent;
      if (open.has(provider)) found.add(provider);
      // Who has a part of a family does not meet the family for the first time.
      if (parent && open.has(parent)) found.add(parent);
    }
    for (const { provider } of findOwnImages({ path, facts }, rulebook, own))
      if (open.has(provider)) found.add(provider);
    if (!infers) return;
    for (const { provider, inferred } of inferIntegrations({ path, facts }, rulebook, own, aliases))
      for (const id of [provider, inferred?.domain, inferred?.first])
        if (id !== undefined && open.has(id)) found.add(id);
  };
  for (const { path } of unchanged) note(path);
  const { manifests, sources } = sortFiles(unchanged);
  for (const batch of [manifests, sources]) {
    if (isSettled()) break;
    search.onProgress('reading what stands beside the change');
    // Manifests are few, and a broken one has to be told wherever the audit runs.
    const wanted = search.searchFirst && batch !== manifests ? makeSearch(search, found) : {};
    for (const file of await search.source.read(search.commit, batch, wanted)) note(file.path, file.facts);
  }
  return found;
}

/** Two batches: of so many files GitHub gives one archive at once, and would give it again for every further batch. */
function sortFiles(unchanged: readonly TreeEntry[]): Record<'manifests' | 'sources', TreeEntry[]> {
  const sorted = { manifests: [] as TreeEntry[], sources: [] as TreeEntry[] };
  for (const entry of unchanged) {
    if (pathRole(entry.path) !== 'product') continue;
    if (findManifestReader(entry.path) !== null) sorted.manifests.push(entry);
    else if (findSourceLanguage(entry.path) !== null) sorted.sources.push(entry);
  }
  return sorted;
}

/** A cheap look at a file: does it name anything of what is still open? */
function makeSearch({ open, rulebook, aliases }: Search, found: ReadonlySet<string>): ReadOptions {
  const left = [...open].filter((id) => !found.has(id));
  const hidden = [...aliases].filter(([, to]) => left.includes(to)).map(([from]) => from);
  const needles = listNeedles(rulebook, [...left, ...hidden]);
  // Nobody wrote down how an inferred name is spelled: `ENABLE_BANKING` and `enablebanking.com` fold to one.
  const folded = [...left, ...hidden].filter((id) => !rulebook.rules.has(id)).map(foldName);
  const mentions = (bytes: Uint8Array): boolean => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').toLowerCase();
    if (needles.some((needle) => text.includes(needle))) return true;
    if (folded.length === 0) return false;
    const letters = foldName(text);
    return folded.some((name) => letters.includes(name));
  };
  return folded.length === 0 ? { mentions, texts: needles } : { mentions };
}
