import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Signal } from '../types.ts';
import { foldName } from '../fold-name.ts';
import { GENERIC_WORDS } from './infer/inferred-words.ts';
import { isOwnName, type OwnNames } from './infer/own-names.ts';
import { registrableDomain } from './registrable-domain.ts';

/** The parts of a customer's address that a platform generates: `production`, `8f3a`, `14545`. */
const GIVEN = /^(?:[a-z]{1,3}|production|[a-z]*\d[a-z\d]*)$/;

/**
 * Whether a signal is an address that a platform gave to one of its customers: `acme-api.onrender.com`. Only the application's
 * own names tell whether that customer is the application itself.
 */
export function isCustomersAddress(signal: Signal, provider: string, { rules }: Rulebook): boolean {
  return (
    signal.kind === 'host' && rules.get(provider)?.category === 'hosting' && registrableDomain(signal.host) === null
  );
}

/**
 * Whether a customer's address is another application's: its parts include a name, and none is the repository's. An
 * address that only says what it does (`web-production-8f3a`) is most likely the repository's own.
 */
export function isGuestAddress(host: string, own: OwnNames): boolean {
  const label = host.split('.', 1)[0] ?? '';
  const words = label.toLowerCase().split(/[-_*]+/);
  const names = words.filter((word) => !GIVEN.test(word) && !GENERIC_WORDS.has(word));
  return names.length > 0 && !isOwnName(foldName(label), own) && !names.some((word) => isOwnName(word, own));
}
