import { pathRole } from '../../facts/path-role.ts';
import type { Rulebook } from '../../rulebook/rulebook.ts';
import type { FileFacts } from '../file-facts.ts';
import { REGISTRY } from '../find-own-images.ts';
import { isCustomersAddress } from '../is-guest-address.ts';
import { matchSignal } from '../match-signal.ts';

/**
 * True if the evidence in a file depends on the application's own names: because of an image, address, crate or module.
 */
export function asksForNames({ path, facts }: FileFacts, rulebook: Rulebook): boolean {
  if (pathRole(path) !== 'product') return false;
  return facts.signals.some((signal) => {
    if (signal.kind === 'image') return signal.image.startsWith(REGISTRY);
    if (signal.kind === 'import' && /^(?:rust|go)$/.test(signal.language))
      return matchSignal(rulebook, signal).length > 0;
    if (signal.kind === 'package' && signal.ecosystem === 'go') return matchSignal(rulebook, signal).length > 0;
    if (signal.kind !== 'host') return false;
    return matchSignal(rulebook, signal).some(({ provider }) => isCustomersAddress(signal, provider, rulebook));
  });
}
