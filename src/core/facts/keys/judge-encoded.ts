import type { KeyClass } from '../../types.ts';
import { decodeBase64 } from './values/base64.ts';
import { isEncodedFiller, isFiller } from './values/is-filler.ts';
import { isRealPassword } from './values/is-real-password.ts';
import { isUuid } from './values/is-uuid.ts';
import { looksDrawn } from './values/looks-drawn.ts';

// Secrets within base64: a login, registry logins, a JSON object.

/** Class of a value by its name and its appearance. */
export type Generic = { key: 'generic' | 'jwt' | 'basic-auth'; keyClass: KeyClass };

/** Maximum number of decoded bytes that are read; tokens are the longest that are spread into a call. */
const MOST_BYTES = 4096;

function plainOf(value: string): string {
  const bytes = decodeBase64(value);
  return bytes === null ? '' : String.fromCharCode(...bytes.slice(0, MOST_BYTES));
}

/** Whether the value is base64 of a name, a colon and what belongs to the name. */
export function holdsPair(value: string): boolean {
  return /^[\x20-\x7e]{1,80}:[\x20-\x7e]*$/.test(plainOf(value));
}

/** Judges the credentials of Basic authentication, base64 of `user:password`; null when they are not real. */
export function judgeBasic(value: string): Generic | null {
  const plain = plainOf(value);
  // OneSignal's older keys are a UUID in base64.
  if (isUuid(plain) && !isFiller(plain)) return { key: 'generic', keyClass: 'secret' };
  const colon = plain.indexOf(':');
  if (colon < 0 || !/^[\x20-\xff]{10,200}$/.test(plain)) return null;
  const password = plain.slice(colon + 1);
  const drawn = password.length >= 8 && /\d/.test(password) && /[A-Za-z]/.test(password);
  // A template is filled in before it is encoded, so an asterisk is a sign of the password.
  return drawn && isRealPassword(plain.slice(0, colon), password.replaceAll('*', 'x'))
    ? { key: 'basic-auth', keyClass: 'secret' }
    : null;
}

/** `{"auths` in base64: registry logins in a Kubernetes secret. */
export const LOGINS_OF_DOCKER = 'eyJhdXRocy';

/** Judges registry logins; null when they are placeholders. */
export function judgeLogins(value: string): Generic | null {
  const login = /"(?:auth|password)"\s{0,4}:\s{0,4}"([^"]{8,400})"/.exec(plainOf(value))?.[1];
  return login === undefined || isFiller(login) || isEncodedFiller(login)
    ? null
    : { key: 'basic-auth', keyClass: 'secret' };
}

/** Judges a JSON object in base64 by the key that it contains, as Neptune's tokens do; null without one. */
export function judgeObject(value: string, keyClass: 'secret' | 'publishable'): Generic | null {
  const held = /"\w{0,40}(?:key|token|secret)"\s{0,4}:\s{0,4}"([^"]{16,200})"/i.exec(plainOf(value))?.[1];
  const isDrawn = held !== undefined && (isUuid(held) ? !isFiller(held) : looksDrawn(held));
  return isDrawn ? { key: 'generic', keyClass } : null;
}
