import type { KeyClass } from './types.ts';

/** Whether whoever reads the key can act in the owner's name; a finding that tells no class is taken for one of a secret. */
export function isSecretKey(keyClass: KeyClass | undefined): boolean {
  return keyClass !== 'publishable' && keyClass !== 'public';
}
