import type { KeyClass } from '../../types.ts';
import { decodeBase64 } from './values/base64.ts';
import { isEncodedFiller, isFiller } from './values/is-filler.ts';
import { isRealPassword } from './values/is-real-password.ts';
import { isUuid } from './values/is-uuid.ts';
import { looksDrawn } from './values/looks-drawn.ts';

// Secrets that a value holds in base64: a login, those of registries, an object of JSON.

/** What a value is by its name and its looks. */
export type Generic = { key: 'generic' | 'jwt' | 'basic-auth'; keyClass: KeyClass };

/** Bytes that are read: the longest that are spread are those of a token. */
const MOST_BYTES = 4096;

function plainOf(value: string): string {
  const bytes = decodeBase64(value);
  return bytes === null ? '' : String.fromCharCode(...bytes.slice(0, MOST_BYTES));
}

/** Whether it holds a name and what belongs to it, with a colon between. */
export function holdsPair(value: string): boolean {
  return /^[\x20-\x7e]{1,80}:[\x20-\x7e]*$/.test(plainOf(value));
}

/** `Basic` and base64 of `user:password`. */
export function judgeBasic(value: string): Generic | null {
  const plain = plainOf(value);
  // OneSignal's older keys are a UUID in base64.
  if (isUuid(plain) && !isFiller(plain)) return { key: 'generic', keyClass: 'secret' };
  const colon = plain.indexOf(':');
  if (colon < 0 || !/^[\x20-\xff]{10,200}$/.test(plain)) return null;
  const password = plain.slice(colon + 1);
  const drawn = password.length >= 8 && /\d/.test(password) && /[A-Za-z]/.test(password);
  return drawn && isRealPassword(plain.slice(0, colon), password) ? { key: 'basic-auth', keyClass: 'secret' } : null;
}

/** `{"auths` in base64: what a Kubernetes secret keeps of the logins of registries. */
export const LOGINS_OF_DOCKER = 'eyJhdXRocy';

/** Those of registries, if they are real. */
export function judgeLogins(value: string): Generic | null {
  const login = /"(?:auth|password)"\s{0,4}:\s{0,4}"([^"]{8,400})"/.exec(plainOf(value))?.[1];
  return login === undefined || isFiller(login) || isEncodedFiller(login)
    ? null
    : { key: 'basic-auth', keyClass: 'secret' };
}

/** An object of JSON in base64 that holds a key, as the tokens of Neptune are. */
export function judgeObject(value: string, keyClass: 'secret' | 'publishable'): Generic | null {
  const held = /"\w{0,40}(?:key|token|secret)"\s{0,4}:\s{0,4}"([^"]{16,200})"/i.exec(plainOf(value))?.[1];
  const isDrawn = held !== undefined && (isUuid(held) ? !isFiller(held) : looksDrawn(held));
  return isDrawn ? { key: 'generic', keyClass } : null;
}
