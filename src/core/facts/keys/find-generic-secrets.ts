import { decodeBase64 } from './base64.ts';
import { isFiller } from './is-filler.ts';
import { isSecretName, type KeyContext } from './key-context.ts';
import { digestKey } from './mask-key.ts';
import { entropy, wordLikeness } from './randomness.ts';

// Secrets of services that no rule knows, told by the name they are given to. Quiet rather than eager.

/** Below this a random value is hard to tell from a name. */
export const SHORTEST_GENERIC = 20;
const LONGEST_GENERIC = 200;

/**
 * First 16 hex characters of the SHA-256 of values that stand in public documentation: test keys of reCAPTCHA and of
 * local emulators (Azurite, Cosmos DB, Hardhat, Turnstile), samples of FastAPI, Flask, Deno, AWS and RFC 6749.
 */
const DOCUMENTED = new Set([
  'f5e95c9954635b65',
  '03b970ed8171d73b',
  '60a09e4357868c1e',
  '570dad43de1af4c9',
  '2598f7d6adc142d8',
  '0011cc25eb432071',
  'aa6547439583c3a2',
  'fb8f35129df87662',
  '6c96130f130ab0d6',
  '00cf4c781dc37003',
  '78314b11be2e5815',
  'b071055cfd81bd56',
]);

/** Names that end in a word for a secret; `key` alone is too common (cache keys, React keys, public keys). */
const CLEAR_NAME =
  /_(?:secret|secret_?key|api_?key|apikey|token|auth_?token|access_?token|password|passwd|pwd|client_?secret|private_?key|signing_?key|encryption_?key|access_?key|service_?key|webhook_?key|auth_?key|license_?key|app_?key|secret_access_key|bearer)_$/;
/** Names that say secret and hold what everybody may see. */
const OPEN_NAME =
  /_(?:public|publishable|csrf|xsrf|authenticity|next_page|page|continuation|sync|cursor|client_id|site|search|cache|design|syntax|color|css|jwk|i18n|translation|mask|placeholder|hash|hashed|digest|example|sample|fake|dummy|mock)_/;

/** A first look without the surroundings, as nearly no word comes further: it is all of a value, and mixed. */
export function couldBeGeneric(text: string, start: number, end: number): boolean {
  if (end - start > LONGEST_GENERIC || !isWholeValue(text, start, end)) return false;
  let digit = false;
  let letter = false;
  for (let i = start; i < end && !(digit && letter); i++) {
    const c = text.charCodeAt(i);
    if (c >= 48 && c <= 57) digit = true;
    else if ((c | 32) >= 97 && (c | 32) <= 122) letter = true;
  }
  return digit && letter;
}

/** Whether the value between `start` and `end` is a secret by the name beside it. */
export function isGenericSecret(text: string, start: number, end: number, context: KeyContext): boolean {
  const { beside, name } = context;
  if (!beside.given || !CLEAR_NAME.test(name) || OPEN_NAME.test(name) || !isSecretName(name)) return false;
  const value = text.slice(start, end);
  return looksDrawn(value) && !DOCUMENTED.has(digestKey(value).slice(0, 16)) && !isEncodedFiller(value);
}

/** The word is all of the value: closed by the quote that opened it, or by the end of the line. */
function isWholeValue(text: string, start: number, end: number): boolean {
  const before = text[start - 1] ?? '\n';
  const next = text[end] ?? '\n';
  if (before === '"' || before === "'" || before === '`')
    return next === before || (next === '\\' && text[end + 1] === before);
  if (before !== '=' && before !== ' ' && before !== ':' && before !== '\t') return false;
  return next === '\n' || next === '\r' || (next === ' ' && text[end + 1] === '#');
}

/** Base64 of a sentence that says it is none: `test-key-for-ci-only`. */
function isEncodedFiller(value: string): boolean {
  const bytes = decodeBase64(value);
  if (bytes === null || bytes.length < 8) return false;
  const plain = bytes.every((b) => b >= 32 && b < 127);
  return plain && (wordLikeness(String.fromCharCode(...bytes)) > 0.35 || isFiller(String.fromCharCode(...bytes)));
}

/** Random hex, base64 or base62 of a plausible length; no id, hash with a name, path, sentence or identifier. */
function looksDrawn(value: string): boolean {
  if (value.length < SHORTEST_GENERIC || value.length > LONGEST_GENERIC) return false;
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value) || isIdentifierLike(value)) return false;
  const body = value.replace(/^[A-Za-z]{2,10}[_-]/, '');
  if (isFiller(body.length >= SHORTEST_GENERIC ? body : value)) return false;
  if (/^[0-9a-f]+$/i.test(value)) return entropy(value) >= 3;
  const cased = /[a-z]/.test(value) && /[A-Z]/.test(value);
  return entropy(value) >= (cased ? 3.9 : 3.6) && wordLikeness(value) < 0.42;
}

/** Words joined by separators, versions, UUIDs, file names and dotted names. */
function isIdentifierLike(value: string): boolean {
  if (/^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/.test(value)) return true;
  // A token whose payload no rule knows says nothing about whom it opens a door to.
  if (value.startsWith('eyJ')) return true;
  if (/^(?:sha\d{3}|md5)-/.test(value) || value.startsWith('/') || value.startsWith('./') || value.includes('//'))
    return true;
  if (/\.[a-z]{2,5}$/.test(value)) return true;
  const parts = value.split(/[_.\-/]+/).filter((p) => p.length > 0);
  return parts.length > 1 && parts.every((p) => p.length <= 14 && (/^[A-Za-z]*\d{0,4}$/.test(p) || /^\d+$/.test(p)));
}
