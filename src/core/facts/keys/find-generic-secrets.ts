import { isFiller } from './is-filler.ts';
import { isSecretName, type KeyContext } from './key-context.ts';
import { entropy, wordLikeness } from './randomness.ts';

// Secrets of services that no rule knows, told by the name they are given to. Quiet rather than eager.

/** Below this a random value is hard to tell from a name. */
export const SHORTEST_GENERIC = 20;
const LONGEST_GENERIC = 200;

/** Names that end in a word for a secret; `key` alone is too common (cache keys, React keys, public keys). */
const CLEAR_NAME =
  /_(?:secret|secret_?key|api_?key|apikey|token|auth_?token|access_?token|password|passwd|pwd|client_?secret|private_?key|signing_?key|encryption_?key|access_?key|service_?key|webhook_?key|auth_?key|license_?key|app_?key|secret_access_key|bearer)_$/;
/** Names that say secret and hold what everybody may see. */
const OPEN_NAME = /_(?:public|publishable|csrf|xsrf|authenticity|next_page|page|continuation|sync|cursor|client_id|site|search|cache|design|syntax|color|css|jwk|i18n|translation|mask|placeholder|hash|hashed|digest|example|sample|fake|dummy|mock)_/;

/** Whether the value between `start` and `end` is a secret by the name beside it. */
export function isGenericSecret(text: string, start: number, end: number, context: KeyContext): boolean {
  const { beside, name } = context;
  if (!beside.given || !CLEAR_NAME.test(name) || OPEN_NAME.test(name) || !isSecretName(name)) return false;
  return isWholeValue(text, start, end, beside.quoted) && looksDrawn(text.slice(start, end));
}

/** The word is all of the value: closed by the quote that opened it, or by the end of the line. */
function isWholeValue(text: string, start: number, end: number, quoted: boolean): boolean {
  const next = text[end] ?? '\n';
  if (quoted) return next === text[start - 1] || (next === '\\' && text[end + 1] === text[start - 1]);
  const before = text[start - 1];
  return (before === '=' || before === ' ' || before === ':') && (next === '\n' || next === '\r' || (next === ' ' && text[end + 1] === '#'));
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
  if (/^(?:sha\d{3}|md5)-/.test(value) || value.startsWith('/') || value.startsWith('./') || value.includes('//')) return true;
  if (/\.[a-z]{2,5}$/.test(value)) return true;
  const parts = value.split(/[_.\-/]+/).filter((p) => p.length > 0);
  return parts.length > 1 && parts.every((p) => p.length <= 14 && (/^[A-Za-z]*\d{0,4}$/.test(p) || /^\d+$/.test(p)));
}
