import { isFreelySent, isSecretName, isTokenField, present } from '../state/names.ts';
import { ANSWER, BODY, CHOSEN, HEADERS, INPUT, MAC, SECRET, SIGNATURE, TOKEN } from '../state/value.ts';
import type { Value } from '../state/value.ts';

/**
 * A value stored under a name that tells what it is: something that the caller presents, or a secret to compare with.
 */
export function underName(kept: Value, name: string): Value {
  if (isShownAs(kept, name)) {
    const from = (kept.from & ~CHOSEN) | SIGNATURE | TOKEN | (isSecretName(name) ? SECRET : 0);
    return { ...kept, ...present(from, { chain: kept.chain }) };
  }
  return isKeptAs(kept, name) ? { ...kept, ...present(kept.from | SECRET) } : kept;
}

/** `const apiKey = url.searchParams.get('key')` */
const isShownAs = ({ from, chain }: Value, name: string): boolean =>
  (from & INPUT) !== 0 &&
  !(from & (HEADERS | BODY | MAC | ANSWER | SIGNATURE)) &&
  isTokenField(name) &&
  isFreelySent(chain);

/** `const secret = load(tenant)` */
const isKeptAs = ({ from, fn, text }: Value, name: string): boolean =>
  isSecretName(name) && !(from & (MAC | ANSWER | BODY | SIGNATURE | SECRET)) && !fn && text === null;
