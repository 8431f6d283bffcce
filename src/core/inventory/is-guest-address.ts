import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Signal } from '../types.ts';
import { foldName } from '../fold-name.ts';
import { GENERIC_WORDS } from './infer/inferred-words.ts';
import { isOwnName, type OwnNames } from './infer/own-names.ts';
import { registrableDomain } from './registrable-domain.ts';

/** Parts of an address that a platform generates: `production`, `8f3a`, `14545`. */
const GIVEN = /^(?:[a-z]{1,3}|production|[a-z]*\d[a-z\d]*)$/;

/**
 * True for an address that a platform assigns to a customer: `acme-api.onrender.com`. Only the application's own names
 * show whether it is that customer.
 */
export function isCustomersAddress(signal: Signal, provider: string, { rules }: Rulebook): boolean {
  return (
    signal.kind === 'host' && rules.get(provider)?.category === 'hosting' && registrableDomain(signal.host) === null
  );
}

/**
 * True if a customer's address is another application's: it contains a name, and none of the repository's. An address
 * that only describes its purpose (`web-production-8f3a`) is most likely the repository's own.
 */
export function isGuestAddress(host: string, own: OwnNames): boolean {
  const label = host.split('.', 1)[0] ?? '';
  const words = label.toLowerCase().split(/[-_*]+/);
  const names = words.filter((word) => !GIVEN.test(word) && !GENERIC_WORDS.has(word));
  return names.length > 0 && !isOwnName(foldName(label), own) && !names.some((word) => isOwnName(word, own));
}
