import { foldName } from '../fold-name.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import type { FileFacts } from './file-facts.ts';
import type { ProviderEvidence } from './find-evidence.ts';
import type { OwnNames } from './infer/own-names.ts';
import { pathRole } from '../facts/path-role.ts';

/** The part of an image's name before the account it belongs to. */
export const REGISTRY = 'ghcr.io/';
const PROVIDER = 'github-container-registry';

/**
 * The registry of the application's own images: `ghcr.io/acme/shop` in a repository of `acme`. The application does not
 * integrate the registry of other owners' images.
 */
export function findOwnImages({ path, facts }: FileFacts, rulebook: Rulebook, own: OwnNames): ProviderEvidence[] {
  if (pathRole(path) !== 'product' || !rulebook.rules.has(PROVIDER)) return [];
  return facts.signals.flatMap((signal) => {
    if (signal.kind !== 'image' || !signal.image.startsWith(REGISTRY)) return [];
    const owner = foldName(signal.image.slice(REGISTRY.length).split('/', 1)[0] ?? '');
    if (!own.names.has(owner)) return [];
    const { image: value, tag: detail, line, column } = signal;
    const evidence = { kind: 'image', value, detail, path, line, column } as const;
    return [{ provider: PROVIDER, evidence, development: false, needs: null }];
  });
}
