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
  /** Providers that the changed files name on one side only. Whether they are new depends on the other files. */
  open: ReadonlySet<string>;
  commit: string;
  unchanged: readonly TreeEntry[];
  source: FactsSource;
  rulebook: Rulebook;
  aliases: ReadonlyMap<string, string>;
  own: OwnNames;
  /** As in `CommitPair`. */
  searchFirst: boolean;
  onProgress: (step: string) => void;
};

/**
 * The open providers with evidence in files equal on both sides. Reads the cheapest sources first (file names, then
 * manifests, then source files), and stops when all providers are found. Reads nothing if none is open.
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
      // A repository that uses a product (AWS S3) already uses its parent (AWS).
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
  const { manifests, sources } = splitFiles(unchanged);
  for (const batch of [manifests, sources]) {
    if (isSettled()) break;
    search.onProgress('reading the other files');
    // All manifests are read: they are few, and a malformed one is a problem whenever the audit runs.
    const options = search.searchFirst && batch !== manifests ? makeSearch(search, found) : {};
    for (const file of await search.source.read(search.commit, batch, options)) note(file.path, file.facts);
  }
  return found;
}

/** Only two batches, because for this many files an archive is downloaded once per batch. */
function splitFiles(unchanged: readonly TreeEntry[]): Record<'manifests' | 'sources', TreeEntry[]> {
  const sorted = { manifests: [] as TreeEntry[], sources: [] as TreeEntry[] };
  for (const entry of unchanged) {
    if (pathRole(entry.path) !== 'product') continue;
    if (findManifestReader(entry.path) !== null) sorted.manifests.push(entry);
    else if (findSourceLanguage(entry.path) !== null) sorted.sources.push(entry);
  }
  return sorted;
}

/** A cheap filter that accepts every file that may contain evidence for a provider that is still open. */
function makeSearch({ open, rulebook, aliases }: Search, found: ReadonlySet<string>): ReadOptions {
  const left = [...open].filter((id) => !found.has(id));
  const hidden = [...aliases].filter(([, to]) => left.includes(to)).map(([from]) => from);
  const needles = listNeedles(rulebook, [...left, ...hidden]);
  // No rule lists the spellings of an inferred provider: `ENABLE_BANKING` and `enablebanking.com` fold to the same
  // name.
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
