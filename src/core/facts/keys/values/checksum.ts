import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { KeyRule } from '../../../rulebook/rule-schema.ts';
import { decodeBase64 } from './base64.ts';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** CRC-32 (IEEE) of ASCII text. */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) crc = CRC_TABLE[(crc ^ text.charCodeAt(i)) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** The six-character checksum that GitHub, npm and Vercel append to the random part of a token. */
export function base62Crc32(body: string): string {
  let rest = crc32(body);
  let out = '';
  for (let i = 0; i < 6; i++) {
    out = BASE62[rest % 62]! + out;
    rest = Math.floor(rest / 62);
  }
  return out;
}

/**
 * The eight-character checksum before the last eight characters of a fine-grained GitHub token: the first 40 bits of a
 * SHA-256 in base32.
 */
export function fineGrainedCheck(head: string): string {
  const bytes = sha256(utf8ToBytes(head));
  let bits = 0;
  let held = 0;
  let out = '';
  for (let i = 0; out.length < 8; i++) {
    bits = ((bits << 8) | bytes[i]!) & 0xffff;
    for (held += 8; held >= 5 && out.length < 8; held -= 5) out += BASE32[(bits >> (held - 5)) & 31];
  }
  return out;
}

/**
 * Whether the check inside a key holds. For both kinds of GitHub it proves that the key was issued and is no sample;
 * `base64-host` only confirms the format.
 */
export function holdsChecksum(kind: NonNullable<KeyRule['checksum']>, value: string): boolean {
  switch (kind) {
    case 'github-crc32': {
      const body = value.slice(value.indexOf('_') + 1);
      return base62Crc32(body.slice(0, -6)) === body.slice(-6);
    }
    case 'github-fine-grained':
      return fineGrainedCheck(value.slice(0, -16)).toLowerCase() === value.slice(-16, -8).toLowerCase();
    case 'base64-host':
      return isEncodedHost(value.slice(value.lastIndexOf('_') + 1));
  }
}

/** Clerk's publishable keys encode a host name and a dollar sign in base64. */
function isEncodedHost(body: string): boolean {
  const bytes = decodeBase64(body);
  return bytes !== null && /^[a-z0-9.-]{4,200}\$$/.test(String.fromCharCode(...bytes));
}
