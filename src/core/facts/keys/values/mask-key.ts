import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Characters of a literal prefix that a mask may show. */
const PREFIX_SHOWN = 8;
/** Values shorter than this show no tail: four characters would give too much of them away. */
const SHORTEST_WITH_TAIL = 24;

/**
 * Masks a key: up to eight characters of the shape's literal prefix, and the last four characters of a long value:
 * `phc_…a1b2`.
 */
export function maskKey(value: string, prefix: string): string {
  const tail = value.length >= SHORTEST_WITH_TAIL ? value.slice(-4) : '';
  return `${prefix.slice(0, PREFIX_SHOWN)}…${tail}`;
}

/** First 32 hexadecimal characters of the SHA-256, so that keys can be compared without being stored. */
export function digestKey(value: string): string {
  return bytesToHex(sha256(utf8ToBytes(value))).slice(0, 32);
}
