/** What stands before a value on its line. */
export type Beside = {
  /** The variable, property, parameter, header or flag that the value is given to; null when there is none. */
  name: string | null;
  /** The value begins right after a quotation mark. */
  quoted: boolean;
  /** An operator, a flag or a call stands between: the value is data, not a word of a sentence. */
  given: boolean;
};

/** Characters looked back at most: names are short, and minified lines are long. */
const REACH = 160;

const NOTHING: Beside = { name: null, quoted: false, given: false };
const SCHEMES = new Set(['bearer', 'basic', 'token', 'bot', 'apikey', 'splunk', 'key']);
const TYPES = new Set([
  'str',
  'string',
  'String',
  'static',
  'text',
  'Text',
  'any',
  'char',
  'secret',
  'byte',
  'Buffer',
  'SecretString',
  'final',
]);
const DECLARERS = new Set([
  'const',
  'let',
  'var',
  'static',
  'final',
  'public',
  'private',
  'protected',
  'readonly',
  'export',
  'val',
  'mut',
  'global',
  'self',
]);
const RECEIVERS =
  /^(?:\$?(?:process\.env|import\.meta\.env|os\.environ|Deno\.env|window|globalThis|this|self|config|options|settings|env|ENV|exports|module\.exports)[.:])+/;
const VAGUE = new Set([
  'value',
  'default',
  'defaultvalue',
  'default_value',
  'secret_value',
  'content',
  'data',
  'val',
  'stringdata',
  'plaintext',
]);

/** Where the line of `at` begins, looking back no further than `reach`: a file may be one line of megabytes. */
export function lineStart(text: string, at: number, reach: number): number {
  const floor = Math.max(0, at - reach);
  let i = at;
  while (i > floor && text.charCodeAt(i - 1) !== 10) i -= 1;
  return i;
}

/** Finds the name beside the value that begins at `start`, in constant time. */
export function nameBeside(text: string, start: number): Beside {
  const floor = lineStart(text, start, REACH);
  let at = skipScheme(text, skipMark(text, start), floor);
  const afterQuotes = skipQuotes(text, at, floor);
  const quoted = afterQuotes < at;
  at = afterQuotes;
  if (quoted && at > floor && /[rbfuLR@]/.test(text[at - 1]!) && !isNameChar(text, at - 2, floor)) at -= 1;
  const gap = at;
  at = skipBlanks(text, at, floor);
  if (at <= floor) return { ...besideLineAbove(text, floor), quoted };
  return { ...besideOperator(text, { at, floor, spaced: gap > at }, start), quoted };
}

/** What the operator that ends at `at` gives the value to; `start` is where the value begins. */
function besideOperator(
  text: string,
  { at, floor, spaced }: { at: number; floor: number; spaced: boolean },
  start: number,
): Beside {
  const found = beforeOperator(text, at, floor, spaced);
  if (found === null) return { ...NOTHING, given: '(,['.includes(text[at - 1]!) };
  const name = VAGUE.has(found.toLowerCase()) ? (partnerName(text, start) ?? found) : found;
  return { name: name.replace(RECEIVERS, '').replace(/^[-$.]+/, '') || null, quoted: false, given: true };
}

/** A value that begins its line belongs to the operator, the bracket or the block mark that ends the line above. */
function besideLineAbove(text: string, from: number): Beside {
  if (from === 0 || text[from - 1] !== '\n') return NOTHING;
  const floor = lineStart(text, from - 1, REACH);
  let at = skipBlanks(text, text[from - 2] === '\r' ? from - 2 : from - 1, floor);
  if (text[at - 1] === '\\') at = skipBlanks(text, at - 1, floor);
  if (at <= floor) return NOTHING;
  // A block of YAML: `key: |`, `key: >-`.
  const block = /:\s{1,8}[|>][+-]?\d?$/.exec(text.slice(Math.max(floor, at - 16), at));
  if (block !== null) at -= block[0].length - 1;
  return '=:([,>?|\\'.includes(text[at - 1]!) ? besideOperator(text, { at, floor, spaced: false }, from) : NOTHING;
}

/** `jdbc:` before a URL, `base64:` before its bytes and the id before a secret are part of the value. */
function skipMark(text: string, start: number): number {
  const before = text[start - 1];
  if (before !== ':' && before !== '|') return start;
  if (text.startsWith('jdbc:', start - 5)) return start - 5;
  if (text.startsWith('base64:', start - 7)) return start - 7;
  return start - (ID_BEFORE.exec(text.slice(Math.max(0, start - 18), start))?.[0].length ?? 0);
}

/** The ids that Ably and Facebook write before the secret: `appId.keyId:secret`, `appId|secret`. */
const ID_BEFORE = /(?<![\w-])(?:[\w-]{6}\.[\w-]{6}:|\d{15,16}\|)$/;

/** `Bearer `, `Basic ` and the like stand between a header's name and its value. */
function skipScheme(text: string, start: number, floor: number): number {
  if (text[start - 1] !== ' ') return start;
  const from = wordStart(text, start - 1, floor);
  return SCHEMES.has(text.slice(from, start - 1).toLowerCase()) ? from : start;
}

function skipQuotes(text: string, at: number, floor: number): number {
  let i = at;
  while (i > floor && at - i < 6 && '"\'`\\'.includes(text[i - 1]!)) i -= 1;
  return i;
}

function skipBlanks(text: string, at: number, floor: number): number {
  let i = at;
  while (i > floor && (text[i - 1] === ' ' || text[i - 1] === '\t')) i -= 1;
  return i;
}

/** The name before the operator that ends at `at`; null when no operator stands there. */
function beforeOperator(text: string, at: number, floor: number, spaced: boolean): string | null {
  const c = text[at - 1]!;
  const two = text.slice(Math.max(floor, at - 2), at);
  if (two === '=>' || two === '->') {
    // `sign('', key) => value`: what a call gives, or a function whose parameter names nothing.
    return text[skipBlanks(text, at - 2, floor) - 1] === ')' ? null : nameEndingAt(text, at - 2, floor);
  }
  if (two === '??' || two === '||' || two === ':=' || two === '?=' || two === '+=' || two === '==')
    return nameEndingAt(text, at - 2, floor);
  if (c === '=') return typedName(text, at - 1, floor);
  if (c === ':') return nameEndingAt(text, at - 1, floor);
  if (c === '>') return nameEndingAt(text, at - 1, floor);
  if (c === ',') return argumentName(text, at - 1, floor);
  if (c === '[' || c === '(') return bracketName(text, at - 1, floor);
  return spaced ? spacedName(text, at, floor) : null;
}

/** `NAME: &str = `, `var name string = ` and `name = `: the type between is no name. */
function typedName(text: string, at: number, floor: number): string | null {
  const end = skipBlanks(text, at, floor);
  const from = wordStart(text, end, floor);
  const word = text.slice(from, end);
  let before = skipBlanks(text, from, floor);
  if (text.startsWith("'static", before - 7)) before -= 7;
  while (before > floor && "&*<'".includes(text[before - 1]!)) before = skipBlanks(text, before - 1, floor);
  if (text[before - 1] === ':' && text[before - 2] !== ':' && word !== '')
    return nameEndingAt(text, before - 1, floor) ?? word;
  if (TYPES.has(word) && before < from) {
    const outer = text.slice(wordStart(text, before, floor), before);
    if (outer !== '' && !DECLARERS.has(outer)) return outer;
  }
  return nameEndingAt(text, end, floor);
}

/** `setProperty("NAME", "value")`: a quoted or plain first argument names the second. */
function argumentName(text: string, at: number, floor: number): string | null {
  const end = skipBlanks(text, at, floor);
  const inside = skipQuotes(text, end, floor);
  const from = wordStart(text, inside, floor);
  const opening = skipQuotes(text, from, floor);
  if (inside === end || from === inside || opening === from) return null;
  return /[([]/.test(text[skipBlanks(text, opening, floor) - 1] ?? '') ? text.slice(from, inside) : null;
}

/** `keys = ["`, `keys: ("` and `KEY: string().default("`: what the bracket is given to. A call names nothing by itself. */
function bracketName(text: string, at: number, floor: number): string | null {
  const end = skipBlanks(text, at, floor);
  if (text[end - 1] === '=') return typedName(text, end - 1, floor);
  if (text[end - 1] === ':') return nameEndingAt(text, end - 1, floor);
  if (text.slice(end - 8, end) !== '.default') return null;
  return /^\s*["']?([A-Za-z_][\w.-]{0,80})["']?\s*[:=]/.exec(text.slice(floor, end))?.[1] ?? null;
}

/** `--token value`, `ENV NAME value`, `env("NAME") or value`. */
function spacedName(text: string, at: number, floor: number): string | null {
  const from = wordStart(text, at, floor);
  const word = text.slice(from, at);
  if (word === 'or') return nameEndingAt(text, skipBlanks(text, from, floor), floor);
  if (word.startsWith('--')) return word;
  if (word === 'example' && text[from - 1] === '@') return word;
  const before = text.slice(floor, from).trim();
  return /^(?:ENV|ARG|setx|set)$/.test(before) ? word : null;
}

function nameEndingAt(text: string, at: number, floor: number): string | null {
  let end = skipBlanks(text, at, floor);
  if (text[end - 1] === ')' || text[end - 1] === ']') end -= 1;
  end = skipQuotes(text, end, floor);
  if (text[end - 1] === '?') end -= 1;
  const from = wordStart(text, end, floor);
  return from === end ? null : text.slice(from, end);
}

function wordStart(text: string, at: number, floor: number): number {
  let i = at;
  while (i > floor && isNameChar(text, i - 1, floor)) i -= 1;
  return i;
}

function isNameChar(text: string, at: number, floor: number): boolean {
  if (at < floor) return false;
  const c = text.charCodeAt(at);
  return (
    (c >= 48 && c <= 57) ||
    (c >= 65 && c <= 90) ||
    (c >= 97 && c <= 122) ||
    c === 95 ||
    c === 45 ||
    c === 46 ||
    c === 36
  );
}

/** `- name: X` above `value: v`, and `<add key="X" value="v">`: the name is told beside the word `value`. */
function partnerName(text: string, start: number): string | null {
  const ownStart = lineStart(text, start, REACH);
  const aboveStart = ownStart === 0 ? 0 : lineStart(text, ownStart - 1, REACH);
  let name: string | null = null;
  for (const match of text.slice(aboveStart, start).matchAll(PARTNER)) name = match[1]!;
  return name;
}

const PARTNER = /\b(?:name|key|Name|Key)["']?\s{0,4}[:=]\s{0,4}["']?([A-Za-z_][\w.-]{1,80})/g;
