import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Returns the fingerprint function of a repository: the first 16 hex characters of SHA-256 over the repository's name,
 * in lower case, and the given parts. The name is a salt: findings do not reveal that two repositories contain the same
 * key.
 */
export function makeFingerprint(repositoryName: string): (...parts: readonly string[]) => string {
  const salt = repositoryName.toLowerCase();
  return (...parts) => bytesToHex(sha256(utf8ToBytes(JSON.stringify([salt, ...parts])))).slice(0, 16);
}
