import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Makes the fingerprints of one repository: 16 hex characters of SHA-256 over the repository's name and the parts.
 * The name is the salt: equal keys in two repositories cannot be told to be equal by their findings.
 */
export function makeFingerprint(repositoryName: string): (...parts: readonly string[]) => string {
  const salt = repositoryName.toLowerCase();
  return (...parts) => bytesToHex(sha256(utf8ToBytes(JSON.stringify([salt, ...parts])))).slice(0, 16);
}
