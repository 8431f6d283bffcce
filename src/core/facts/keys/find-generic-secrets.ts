import { holdsPair, judgeBasic, judgeLogins, judgeObject, LOGINS_OF_DOCKER, type Generic } from './judge-encoded.ts';
import { decodeBase64 } from './values/base64.ts';
import { isDocumented } from './values/is-documented.ts';
import { isFiller } from './values/is-filler.ts';
import { isUuid } from './values/is-uuid.ts';
import type { KeyContext } from './key-context.ts';
import {
  areDrawnDigits,
  isIdentifierLike,
  isRestless,
  isUnwritten,
  looksDrawn,
  SHORTEST_GENERIC,
  SHORTEST_OF_SECRET,
} from './values/looks-drawn.ts';
import { lineStart } from './patterns/steps-back.ts';
import { readJwt } from './values/read-jwt.ts';
import { OF_KMS } from './spoken-secret.ts';
import { hasSigns, isDrawnWithSigns } from './values/is-drawn-with-signs.ts';
import { classOfName, isKeyOfSomething, isOfOneRequest, isOpenName, isTellingName } from './names/secret-names.ts';
import { idBefore, isNameOfEntry, isParameter, isWholeValue } from './values/value-bounds.ts';

// Secrets of services without a rule, recognised by their names. Prefers a miss to a false positive.

/** Maximum length in characters; tokens that list their permissions grow long. */
const LONGEST_GENERIC = 2048;
const LONGEST_JWT = 4096;
const SHORTEST_SIGNATURE = 20;

/** Cheap check without the name, which rejects nearly every word: a whole value and not an identifier. */
export function couldBeGeneric(text: string, start: number, end: number): boolean {
  const isToken = text.startsWith('eyJ', start);
  if (end - start > (isToken ? LONGEST_JWT : LONGEST_GENERIC) || !isWholeValue(text, start, end)) return false;
  const value = text.slice(start, end);
  return isToken || !isIdentifierLike(value) || uuidOf(value) !== null || isBasic(text, start) || holdsPair(value);
}

function isBasic(text: string, start: number): boolean {
  return /basic $/i.test(text.slice(Math.max(0, start - 6), start));
}

/**
 * Classifies the value between `start` and `end` by the name beside it; null when it is not to be reported.
 *
 * @param known folded names that rules list as secrets.
 */
export function judgeGeneric(
  text: string,
  start: number,
  end: number,
  context: KeyContext,
  known: ReadonlySet<string>,
): Generic | null {
  if (!context.beside.given) return null;
  const value = text.slice(start, end);
  const { name } = context;
  // Basic authentication, or the `auth` entry of a registry login as Docker stores it.
  if (isBasic(text, start) || (name === '_auth_' && holdsPair(value))) return judgeBasic(value);
  if (WALLET.test(value) && OF_WALLET.test(name)) return judgeWallet(value);
  if (value.startsWith(LOGINS_OF_DOCKER)) return judgeLogins(value);
  const isKnown = known.has(name);
  const keyClass = isKnown
    ? 'secret'
    : (classOfName(name, context.beside.name) ?? classOfValue(text, start, end, context));
  if (keyClass === null || isNameOfEntry(text, start, end) || isNamedLikeIt(name, value)) return null;
  if (isHashOfPassword(value, context) || (OF_APPLICATION.test(name) && isCommented(text, start))) return null;
  if (value.length < SHORTEST_GENERIC && !isKnown && !mayBeShort(name, value) && !isHandedToCommand(text, start))
    return null;
  if (isParameter(text, start) && !isKnown && !staysInAddress(text, start, name)) return null;
  if (value.startsWith('eyJ') && !isGarbled(value))
    return value.includes('.') ? judgeJwt(value, keyClass) : judgeObject(value, keyClass);
  if (hasSigns(value)) return isDrawnWithSigns(value) ? { key: 'generic', keyClass } : null;
  const uuid = uuidOf(value);
  const opens =
    isKnown || opensWithId(name) || (name === '_token_' && (isOfFlag(text, start) || isOfClient(text, start)));
  if (uuid !== null ? !opens || isFiller(uuid) : !isDrawnUnder(name, value)) return null;
  if (isForAnother(value) || isOfDevice(text, start, end, name) || isIdAbove(text, start, value)) return null;
  const isPublic =
    (SAYS_PUBLIC.test(value) && !/_(?:secret|private|password|auth)_/.test(name)) || isOfTiles(text, start);
  return { key: 'generic', keyClass: isPublic ? 'publishable' : keyClass };
}

/** Number of characters to look back for the id that a secret belongs to. */
const REACH_OF_ID = 300;
const ID_OF_CLIENT = /client_?id\b[^\n]{0,80}$/i;

/** Whether the value repeats the client id above it, as for an application without a secret. */
function isIdAbove(text: string, start: number, value: string): boolean {
  const before = text.slice(Math.max(0, start - REACH_OF_ID), start);
  const at = before.lastIndexOf(value);
  return at > 0 && ID_OF_CLIENT.test(before.slice(0, at));
}

/** Whether a URL parameter is an API key: `?token=` and `?pwd=` of a link are valid for one visit only. */
function staysInAddress(text: string, start: number, name: string): boolean {
  return KEY_OF_PROGRAM.test(name) || (/_(?:token|key)_$/.test(name) && isOfApi(text, start));
}

const KEY_OF_PROGRAM =
  /_(?:(?:api|access|auth|app|subscription)_?key|secret|(?:access|api|private|bot|service)_?token)_$/;

/** Random but not secret: NTLM handshakes, KMS ciphertexts, documented samples, public keys, addresses, index names. */
function isForAnother(value: string): boolean {
  return (
    value.startsWith(HANDSHAKE) ||
    OF_KMS.test(value) ||
    isDocumented(value) ||
    isPublicPoint(value) ||
    ADDRESS.test(value) ||
    NAME_OF_INDEX.test(value)
  );
}

/** Push tokens, which address one device: nothing can be sent to it without the sender's key. */
function isOfDevice(text: string, start: number, end: number, name: string): boolean {
  const token = text.slice(start - idBefore(text, start), end);
  return OF_FIREBASE.test(token) || (/_(?:device|push)_token_$/.test(name) && OF_APPLE.test(text.slice(start, end)));
}

/** An application's signing keys. Devise generates them commented out, and then they sign nothing. */
const OF_APPLICATION = /^_(?:secret_key(?:_base)?|secret_token|pepper)_$/;

function isCommented(text: string, start: number): boolean {
  return /^\s*(?:#|\/\/|;)/.test(text.slice(lineStart(text, start, 200), start));
}

/** `NTLMSSP` and a zero byte in base64: a message of an NTLM handshake. */
const HANDSHAKE = 'TlRMTVNTUA';

/** User tables store MD5 and SHA hashes instead of passwords. */
function isHashOfPassword(value: string, context: KeyContext): boolean {
  return HASH.test(value) && /_pass(?:word|wd)?_$/.test(context.name) && context.isInRow();
}

const HASH = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i;

/** `key = 'value'` above `?appid=${key}` or `"…&key=" + key`: the lines below pass it to an API. */
function isKeyOfAddress(text: string, end: number, name: string | null): boolean {
  if (name === null || !/key|api|id$/i.test(name)) return false;
  const below = text.slice(end, end + REACH_BELOW);
  return Array.from(below.matchAll(HANDED)).some((match) => match[1] === name);
}

const REACH_BELOW = 600;
const HANDED = /[?&](?:app_?id|api_?key|access_?key|key|token)=(?:["'`]\s{0,4}\+\s{0,4}|\$?\{)(\w{1,40})/gi;

/** Whether the URL is that of an API, not of a page. */
function isOfApi(text: string, start: number): boolean {
  return /\bwss?:\/\/[^\s"'`]*$|\/(?:api[./]|[\w./-]{1,80}\/api\/)[^\s"'`]*$/.test(
    text.slice(Math.max(0, start - 160), start),
  );
}

/** Whether the value is part of the URL of map tiles, which browsers load: `/{z}/{x}/{y}.png?key=`. */
function isOfTiles(text: string, start: number): boolean {
  return isParameter(text, start) && /\{z\}[^\s"'`]{1,120}$/.test(text.slice(Math.max(0, start - 160), start));
}

/** `kAcmeDefaultAppKey = "AcmeDefaultAppKey"`: the value only repeats the constant's name. */
function isNamedLikeIt(name: string, value: string): boolean {
  const plain = value.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return plain.length >= SHORTEST_OF_SECRET && name.replaceAll('_', '').includes(plain);
}

/** Whether the name starts its line and the value ends it, as in settings files. */
function isSetting(text: string, start: number, end: number): boolean {
  const next = text[end] ?? '\n';
  return (
    (next === '\n' || next === '\r') && /^\s*[\w.-]{1,60} ?[=:] ?$/.test(text.slice(lineStart(text, start, 80), start))
  );
}

/** Prefix of many services' server keys: followed by 28 characters, the value is one whatever its name. */
const SAYS_SECRET = /^sk[-_](?:live_|test_|prod_|dev_)?(?=[A-Za-z0-9_-]{28})[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*$/;

function classOfValue(text: string, start: number, end: number, { name, beside }: KeyContext): 'secret' | null {
  if (isOpenName(name)) return null;
  const value = text.slice(start, end);
  // OpenWeatherMap calls its key `appid`; other services' application ids are not 32 hexadecimal digits.
  if (name === '_appid_' && /^[0-9a-f]{32}$/.test(value)) return 'secret';
  if (SAYS_SECRET.test(value) || (name === '_key_' && isParameter(text, start) && isOfApi(text, start)))
    return 'secret';
  // `KEY = "…".getBytes()`: only what encrypts or signs needs its bytes.
  if (name === '_key_' && /^["']\.(?:getBytes|toByteArray|encode)\(/.test(text.slice(end, end + 14))) return 'secret';
  if (!isRestless(value) || !(isKeyOfSomething(name) || isKeyOfAddress(text, end, beside.name))) return null;
  return beside.quoted || isSetting(text, start, end) || isHandedToCommand(text, start) ? 'secret' : null;
}

/** Prefixes by which services mark a key as meant for browsers. */
const SAYS_PUBLIC = /^(?:pub|pk|public|publishable)[_.-]/;

/** The public address of an account or a contract on an Ethereum-like blockchain. */
const ADDRESS = /^0x[0-9a-f]{40}$/i;

/** Index names that Doctrine generates, `idx_` and a hash of the columns: `renameIndex('access_tokens', 'idx_…')`. */
const NAME_OF_INDEX = /^(?:idx|uniq|fk|uq|ix)_[0-9a-f]{8,}$/i;

/** A registration token of Firebase, whose server keys begin with `AAAA`. */
const OF_FIREBASE = /^(?!AAAA)[\w-]{11,30}:APA91[\w-]{100,}$/;
/** A device token of Apple: 32 bytes. */
const OF_APPLE = /^[0-9a-f]{64}$/i;

/** A point on an elliptic curve, such as a browser's VAPID key: 65 bytes, the first of which is 4. */
function isPublicPoint(value: string): boolean {
  return /^B[A-Za-z0-9_+/-]{86}=?$/.test(value) && decodeBase64(value)?.[0] === 4;
}

/** Names under which short values count. Tokens and keys of 16 hexadecimal digits are mostly ids, such as trace ids. */
const SURE_NAME = /_(?:password|passwd|passphrase|pass|pwd|secret|api_?secret|client_?secret|secret_?key)_$/;

function mayBeShort(name: string, value: string): boolean {
  if (SURE_NAME.test(name)) return true;
  if (!isTellingName(name)) return false;
  return /^[0-9a-f]+$/i.test(value) ? /^\d+$/.test(value) : isRestless(value) || isUnwritten(value);
}

/** `-H "Token: value"`, `--from-literal=name=value`: a value passed to a command counts however short it is. */
function isHandedToCommand(text: string, start: number): boolean {
  return /\s(?:(?:-H|--header)[ =]["'][\w-]{1,40}: {0,3}(?:[\w-]{1,20} )?|--from-literal=[\w.-]{1,60}=)$/.test(
    text.slice(Math.max(0, start - 90), start),
  );
}

/** `--token value`, `-token=value`: passed to a program by a flag. */
function isOfFlag(text: string, start: number): boolean {
  return /\s--?token[ =]["']?$/.test(text.slice(Math.max(0, start - 12), start));
}

/** `new AcmeClient({ token: "…" })`. */
function isOfClient(text: string, start: number): boolean {
  return /\bnew \w{0,40}(?:Client|API|Api|SDK|Sdk)\(\s{0,8}\{[^(){}]{0,80}\btoken: ?["'`]$/.test(
    text.slice(Math.max(0, start - 160), start),
  );
}

/** Whether a UUID under this name is a secret and not the id of a record. */
function opensWithId(name: string): boolean {
  return (isTellingName(name) || name === '_authorization_' || name === '_secret_') && !isOfOneRequest(name);
}

/** The UUID in a value, which some services prefix: `sk_…`, `rh-api-…`. Null without one. */
function uuidOf(value: string): string | null {
  const uuid = value.slice(-LENGTH_OF_UUID);
  return isUuid(uuid) && /^(?:[A-Za-z]{2,10}[_-]){0,3}$/.test(value.slice(0, -LENGTH_OF_UUID)) ? uuid : null;
}

const LENGTH_OF_UUID = 36;

/**
 * Whether the value counts as random under this name. Digits alone do only if the name says what they are for: most
 * long numbers are ids and times.
 */
function isDrawnUnder(name: string, value: string): boolean {
  return /^\d+$/.test(value)
    ? isTellingName(name) && !isOfOneRequest(name) && areDrawnDigits(value)
    : looksDrawn(value);
}

/** Whether the value begins like a JWT but decodes to binary data. A truncated token decodes to text. */
function isGarbled(value: string): boolean {
  const [header, payload] = value.split('.');
  const bytes = decodeBase64(payload ?? header!);
  return bytes !== null && bytes.length >= 16 && Array.from(UTF8.decode(bytes).slice(0, 40)).some(isNoText);
}

const UTF8 = new TextDecoder();
const isNoText = (c: string): boolean => c < '\t' || c === '\uFFFD';

/** Judges a JWT that no rule matches by its payload. */
function judgeJwt(value: string, keyClass: 'secret' | 'publishable'): Generic | null {
  const jwt = readJwt(value);
  const signature = value.slice(value.lastIndexOf('.') + 1);
  if (jwt === null || !jwt.header.has('alg') || signature.length < SHORTEST_SIGNATURE || isFiller(signature))
    return null;
  const { payload } = jwt;
  // The example token of jwt.io and its many copies, and the tokens that everybody has for local development.
  if (payload.get('sub') === '1234567890' || payload.get('name') === 'John Doe') return null;
  if (payload.get('iss') === 'supabase-demo') return null;
  const role = payload.get('role');
  const open = role === 'anon' || (keyClass === 'publishable' && role !== 'service_role');
  return { key: 'jwt', keyClass: open ? 'publishable' : 'secret' };
}

/** A private key of an Ethereum-like blockchain, and the names of such keys. */
const WALLET = /^(?:0x)?[0-9a-f]{64}$/i;
const OF_WALLET = /_(?:accounts?|private_?keys?)_\d{0,2}_?$/;

function judgeWallet(value: string): Generic | null {
  const body = value.replace(/^0x/i, '');
  if (isFiller(body) || isDocumented(value)) return null;
  return { key: 'generic', keyClass: 'private-key' };
}
