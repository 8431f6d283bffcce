import { CLIENT_CALL } from './client-call.ts';
import { beforeOperator } from './name-before.ts';
import { columnName } from './column-name.ts';
import { partnerName, plainKeyName } from './partner-name.ts';
import { ECHO, idBefore, OPENS_QUOTED } from '../values/value-bounds.ts';
import { isNameChar, lineStart, REACH, skipBlanks, skipQuotes, wordStart } from '../patterns/steps-back.ts';

/** What precedes a value on its line. */
export type Beside = {
  /** The variable, property, parameter, header or flag that the value is assigned to; null without one. */
  name: string | null;
  /** The value begins right after a quotation mark. */
  quoted: boolean;
  /** True when an operator, a flag or a call precedes the value: it is data, not a word of a sentence. */
  given: boolean;
  /** True when the name is only the preceding argument of a call: `client('account', 'value')`. */
  argument: boolean;
};

const NOTHING: Beside = { name: null, quoted: false, given: false, argument: false };
const SCHEME = /^(?:bearer|basic|token|bot|apikey|splunk|key)$/i;
/**
 * Authentication schemes of single services, at the start of a header's value: `Api-Token`, `DeepL-Auth-Key`,
 * `GenieKey`.
 */
const OWN_SCHEME = /^(?:[a-z]{1,12}-){0,3}(?:api|genie)?-?(?:key|token)$/i;
const RECEIVERS =
  /^(?:\$?(?:process\.env|import\.meta\.env|os\.environ|Deno\.env|window|globalThis|this|self|config|options|settings|env|ENV|exports|module\.exports)[.:])+/;
const VAGUE = new Set([
  'value',
  'default',
  'defaultvalue',
  'default_value',
  'setvalue',
  'addvalue',
  'setobject',
  'envdefault',
  'secret_value',
  'content',
  'data',
  'val',
  'stringdata',
  'plaintext',
  'string',
  'helptext',
  'param-value',
  'env-entry-value',
  'body',
  'secret-string',
  'b',
  'usevalue',
]);

/**
 * Cheap check of the byte before a value, in UTF-8: whether the value may be assigned to anything. It rejects words of
 * sentences and members of objects, which are most of a source.
 */
export function mayBeGiven(utf8: Uint8Array, from: number): boolean {
  return from === 0 || BEFORE_VALUE[utf8[from - 1]!] === 1;
}

const BEFORE_VALUE = new Uint8Array(256);
for (const c of '"\'`\\ \t\n=:>,[({?|*-^!') BEFORE_VALUE[c.charCodeAt(0)] = 1;

/** Finds the name beside the value that begins at `start`, in constant time. */
export function nameBeside(text: string, start: number): Beside {
  const floor = lineStart(text, start, REACH);
  const marked = skipMark(text, start);
  let at = skipScheme(text, marked, floor);
  const scheme = text.slice(at, marked).trim().toLowerCase();
  const afterQuotes = skipQuotes(text, at - openingOf(text, at), floor);
  const quoted = afterQuotes < at;
  at = afterQuotes;
  if (quoted && text.startsWith('<<', at - 2)) at -= 2;
  if (quoted && at > floor && /[rbfuLR@]/.test(text[at - 1]!) && !isNameChar(text, at - 2, floor)) at -= 1;
  const gap = at;
  at = skipBlanks(text, at, floor);
  const found =
    at <= floor
      ? besideLineAbove(text, floor, { start, quoted })
      : besideOperator(text, { at, floor, spaced: gap > at }, marked);
  // `setValue("Bearer …", forHTTPHeaderField: "Authorization")`: the scheme implies the header.
  const isHeader = quoted && (scheme === 'bearer' || scheme === 'basic');
  const header =
    isHeader &&
    (found.name === null || VAGUE.has(found.name.toLowerCase()) || /^(?:set|add)[A-Z]?[a-z]*$/.test(found.name));
  const field =
    (found.name === null || VAGUE.has(found.name.toLowerCase())) &&
    (quoted || ECHO.test(text.slice(Math.max(floor, start - 12), start)))
      ? FIELD_BEHIND.exec(text.slice(start, start + REACH))?.[1]
      : undefined;
  if (field !== undefined) return { ...found, name: field, given: true, quoted };
  const list = text[at - 1] === '-' ? nameOfList(text, floor, at) : undefined;
  if (list !== undefined) return { ...NOTHING, name: list, given: true, quoted };
  if (
    quoted &&
    isOnlyArgument(text, start) &&
    !/key|token|secret|password/i.test(found.name ?? '') &&
    CLIENT_CALL.test(text.slice(floor, at))
  )
    return { ...found, name: 'apikey', given: true, quoted };
  return header ? { ...found, name: 'Authorization', given: true, quoted } : { ...found, quoted };
}

/** Length of the bracket that opens a string of Perl or Ruby, with the letters before it. */
function openingOf(text: string, at: number): number {
  return OPENS_QUOTED.exec(text.slice(Math.max(0, at - 4), at))?.[0].length ?? 0;
}

/**
 * The name on the line above a YAML list item: `api_keys:` above its first item `- value`, or `- --api-key` above the
 * next one.
 */
function nameOfList(text: string, floor: number, at: number): string | undefined {
  if (floor === 0 || text.slice(floor, at - 1).trim() !== '') return undefined;
  const above = text.slice(lineStart(text, floor - 1, REACH), floor);
  return /^\s*(?:(?:- )?["']?([A-Za-z][\w.-]{1,60})["']?:|- ["']?--([A-Za-z][\w-]{1,60})["']?)\s*$/
    .exec(above)
    ?.slice(1)
    .find((name) => name !== undefined);
}

/**
 * Names that follow their value: headers and entries in Swift (`addValue("…", forHTTPHeaderField: "X-Api-Key")`,
 * `forKey: "NAME"`), the field after an attribute in Rust, and commands that read from a pipe
 * (`echo "…" | gh secret set NAME`).
 */
const FIELD_BEHIND =
  /^[^"'\s]{8,150}(?:",? ?for(?:HTTPHeaderField|Key): ?@?"|"\)\]\s{1,40}(?:pub )?(?=\w{1,60}:)|["']? \| (?:gh|npx wrangler|wrangler|fly|flyctl) secrets? (?:set|put) )([\w-]{1,60})/;

/** Whether the value is the only argument of its call. */
function isOnlyArgument(text: string, start: number): boolean {
  return /^[^"'`\s]{16,400}["'`]\s?\)/.test(text.slice(start, start + 410));
}

/** `Acme::Client.new "value"`, without parentheses. */
const NEW_OF_RUBY = /\b[A-Z]\w{0,40}\.new$/;

/** What the operator that ends at `at` assigns the value to; `start` is where the value begins. */
function besideOperator(
  text: string,
  { at, floor, spaced }: { at: number; floor: number; spaced: boolean },
  start: number,
): Beside {
  const column = text[at - 1] === ',' || text[at - 1] === '(' ? columnName(text, start) : null;
  const isTelling = column !== null && !VAGUE.has(column.toLowerCase());
  const found = isTelling ? column : beforeOperator(text, at, floor, spaced);
  if (found === null)
    return { ...NOTHING, given: '(,['.includes(text[at - 1]!) || (spaced && NEW_OF_RUBY.test(text.slice(floor, at))) };
  const plain = found.toLowerCase().replace(/^--?/, '');
  const partner = plain === 'key' ? plainKeyName(text, start) : VAGUE.has(plain) ? partnerName(text, start) : null;
  const name = partner ?? found;
  return {
    name: name.replace(RECEIVERS, '').replace(/^-[DP](?=[a-z])|^[-$.]+/, '') || null,
    quoted: false,
    given: true,
    argument: text[at - 1] === ',',
  };
}

/** `NAME=` and `NAME: value` below a name without a value are the next entry, not its value. */
function isOwnName(text: string, start: number): boolean {
  return OWN_NAME.test(text.slice(start, start + REACH));
}

const OWN_NAME = /^[A-Za-z_][\w.-]*(?::(?:\s|$)| {0,4}= {0,4}[^=\s])|^[A-Z][A-Z0-9]*_[A-Z0-9_]*=\s/;

/**
 * A value that starts its line belongs to the operator, bracket or block indicator at the end of the line above; to an
 * operator only if it is indented or quoted, or a backslash continues the line.
 */
function besideLineAbove(text: string, from: number, { start, quoted }: { start: number; quoted: boolean }): Beside {
  if (from === 0 || text[from - 1] !== '\n') return NOTHING;
  const floor = lineStart(text, from - 1, REACH);
  let at = skipBlanks(text, text[from - 2] === '\r' ? from - 2 : from - 1, floor);
  const goesOn = text[at - 1] === '\\';
  if (goesOn) at = skipBlanks(text, at - 1, floor);
  if (at <= floor) return NOTHING;
  const isOpen = '=:?'.includes(text[at - 1]!) && !quoted && !goesOn;
  if (isOpen && (start === from || isOwnName(text, start))) return NOTHING;
  // A YAML block scalar: `key: |`, `key: >-`.
  const block = /:\s{1,8}[|>][+-]?\d?$/.exec(text.slice(Math.max(floor, at - 16), at));
  if (block !== null) at -= block[0].length - 1;
  return '=:([,>?|\\'.includes(text[at - 1]!) ? besideOperator(text, { at, floor, spaced: false }, from) : NOTHING;
}

/**
 * Steps back over what belongs to the value: `jdbc:` before a URL, `base64:` before its bytes, the id before a secret.
 */
function skipMark(text: string, start: number): number {
  const before = text[start - 1];
  // Bold text in Markdown.
  if (before === '*') return text.startsWith(' **', start - 3) ? start - 2 : start;
  if (before !== ':' && before !== '|') return start;
  if (text.startsWith('jdbc:', start - 5)) return start - 5;
  if (text.startsWith('base64:', start - 7)) return start - 7;
  return start - (ID_BEFORE.exec(text.slice(Math.max(0, start - 18), start))?.[0].length ?? idBefore(text, start));
}

/** Ids that Ably, Facebook and Laravel put before the secret: `appId.keyId:secret`, `appId|secret`, `12|secret`. */
const ID_BEFORE = /(?<![\w-])(?:[\w-]{6}\.[\w-]{6}:|\d{1,16}\|)$/;

/** Steps back over a scheme (`Bearer `, `Basic `) between a header's name and its value. */
function skipScheme(text: string, start: number, floor: number): number {
  if (text[start - 1] !== ' ') return start;
  const from = wordStart(text, start - 1, floor);
  const isScheme =
    SCHEME.test(text.slice(from, start - 1)) ||
    (isValueStart(text, from) && OWN_SCHEME.test(text.slice(from, start - 1)));
  return isScheme || AUTHORIZATION.test(text.slice(Math.max(floor, from - 24), from)) ? from : start;
}

/** Any word after it is a scheme: `Authorization: aivenv1 value`. */
const AUTHORIZATION = /\bauthorization["']?\s?(?:[:=,]|=>)\s?["'`]?$/i;

function isValueStart(text: string, at: number): boolean {
  return /["'`]$|: {1,4}$/.test(text.slice(Math.max(0, at - 6), at));
}
