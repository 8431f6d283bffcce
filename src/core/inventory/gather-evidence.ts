import type { Rulebook } from '../rulebook/rulebook.ts';
import type { FileFacts } from './file-facts.ts';
import { findEvidence, type ProviderEvidence } from './find-evidence.ts';
import { findOwnImages } from './find-own-images.ts';
import { inferIntegrations } from './infer/infer-integrations.ts';
import type { OwnNames } from './infer/own-names.ts';

/**
 * All evidence in files: by the rulebook, inferred for services without a rule, and from the application's own images.
 */
export function gatherEvidence(
  files: readonly FileFacts[],
  rulebook: Rulebook,
  aliases: ReadonlyMap<string, string>,
  own: OwnNames,
): ProviderEvidence[] {
  return files.flatMap((file) => [
    ...findEvidence(file, rulebook, aliases, own),
    ...inferIntegrations(file, rulebook, own, aliases),
    ...findOwnImages(file, rulebook, own),
  ]);
}
