import type { KeyClass } from './types.ts';

/** Whether anyone who reads the key can act in the owner's name. A finding without a key class counts as a secret. */
export function isSecretKey(keyClass: KeyClass | undefined): boolean {
  return keyClass !== 'publishable' && keyClass !== 'public';
}
