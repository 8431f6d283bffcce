import { nameOfFallback, namesSecret } from './assigned-name.ts';
import { isNameChar, nameEndingAt, REACH, skipBlanks, skipQuotes, wordStart } from '../patterns/steps-back.ts';

/**
 * The name of a value that follows without an operator: `--token value`, `ENV NAME value`, `env("NAME") or value`. Null
 * without one.
 */
export function spacedName(text: string, at: number, floor: number): string | null {
  // `dotnet user-secrets set "NAME" "value"`, and `{"name" "value"}` of Clojure.
  const inside = skipQuotes(text, at, floor);
  const from = wordStart(text, inside, floor);
  const word = text.slice(from, inside);
  const before = text.slice(floor, skipQuotes(text, startOfPath(text, from, floor), floor));
  if (inside < at) return isSetter(before) || before.endsWith('{') ? word || null : null;
  if (text[from - 1] === '&' || text[from - 1] === '!') return TAGGED.exec(text.slice(floor, at))?.[1] ?? null;
  const noted = NOTED.exec(text.slice(Math.max(floor, inside - 40), inside))?.[1];
  if (noted !== undefined) return noted;
  if (word === 'is') return SAID.exec(text.slice(Math.max(floor, from - 40), from))?.[1] ?? null;
  if (
    text.slice(floor, from).trim() === '' &&
    (DIRECTIVE.test(word) || (isQuotedBehind(text, at) && namesSecret(word)))
  )
    return word;
  if (word === 'PSK') return 'psk';
  // `"name" to "value"` of Kotlin.
  if (word === 'to' && /["']\s?$/.test(text.slice(floor, from)))
    return nameEndingAt(text, skipBlanks(text, from, floor), floor);
  // `set name to "value"` of AppleScript.
  if (word === 'to') return TOLD.exec(text.slice(floor, from))?.[1] ?? null;
  if (word === 'return') return RETURNED.exec(text.slice(Math.max(0, from - REACH), from))?.[1] ?? null;
  if (word === 'or')
    return nameOfFallback(nameEndingAt(text, skipBlanks(text, from, floor), floor), text.slice(floor, from));
  if (/^(?:--)?(?:requirepass|masterauth)$/.test(word)) return 'redis_password';
  if (word.startsWith('--') || LONG_FLAG.test(word)) return word;
  if (word === '-b') return 'body';
  // `dns cloudflare value` of Caddy.
  if (before.trim() === 'dns') return `${word}_api_token`;
  // `vault operator unseal value`
  if (word === 'unseal') return 'unseal_key';
  if (word === '-t' || word === 'auth' || word === 'login') return tokenOf(text.slice(floor, from));
  if (word === 'example' && text[from - 1] === '@') return word;
  // An attribute of an Elixir module: `@name "value"`.
  if (text[from - 1] === '@' && text.slice(floor, from - 1).trim() === '') return word || null;
  // A keyword of Clojure, Elixir or Ruby: `:name "value"`.
  if (text[from - 1] === ':' && !isNameChar(text, from - 2, floor) && text[from - 2] !== ':') return word || null;
  return isSetter(before) ? word : null;
}

/** `name: &anchor value` and `name: !!str value` of YAML. */
const TAGGED = /([A-Za-z_][\w.-]{0,80})["']?: {1,4}(?:&[\w-]{1,40}|!{1,2}\w{1,20})$/;

/** `our API key is value`, as in messages. */
const SAID = /\b((?:api|access|secret|private|service|account|admin|auth) (?:key|token)|password) $/i;

/** `String getName() { return "`, `def name():` above `return "`: a function that only returns the value. */
const RETURNED = /([A-Za-z_]\w{1,60})\s?(?:\([^()]{0,80}\))?\s?(?:(?:->|:|=>)\s?[\w?<>]{1,30}\s?)?[{:]\s{0,40}$/;

const TOLD = /\bset ([A-Za-z]\w{1,60}) $/;

/** ``the API key `value` ``. */
const NOTED = /\b((?:api|access|secret|auth) (?:key|token))$/i;

/** `api_key value` at the start of a line, in the settings of Fluentd and other formats without an operator. */
const DIRECTIVE =
  /^(?:(?:[A-Za-z]\w{0,40}_)?(?:api|access|secret|auth|private|license)_(?:key|token)|[A-Za-z]\w{0,40}_token)$/i;

function isQuotedBehind(text: string, at: number): boolean {
  return /^[ \t]{1,20}["']/.test(text.slice(at, at + 21));
}

/** Programs in Go and Java write long names with one dash: `-vaultToken value`. */
const LONG_FLAG = /^-[A-Za-z][\w-]{3,60}$/;

/** Start of a path such as `Section:Name` or `//host/:_name` whose last part begins at `from`. */
function startOfPath(text: string, from: number, floor: number): number {
  let i = from;
  while (i > floor && (isNameChar(text, i - 1, floor) || text[i - 1] === ':' || text[i - 1] === '/')) i -= 1;
  return i;
}

/**
 * `codecov -t value`, `snyk auth value`, `wandb login value`: a name made from the command's; null without a command.
 */
function tokenOf(before: string): string | null {
  const command = /(?:^|[\s/;&|(])([a-z][\w-]{1,40})(?=[\s<][^;&|]*$)/.exec(before)?.[1];
  return command === undefined ? null : `${command}_token`;
}

/** Directives that take a name and its value. */
const SETTERS =
  /^(?:ENV|ARG|setx|set|setenv|set -[a-zU]{1,3}|#\s?define|env|SetEnv|fastcgi_param|proxy_set_header|add_header|putenv|my|\\set|(?:Request)?Header (?:set|add|append)|http-request (?:set|add)-header|set\()$/;
/** `(def name "value")`, `(setq name "value")`, in dialects of Lisp. */
const OF_LISP = /\((?:def[a-z]{0,10}|set[qf]|setenv)$/;
/** `npm config set`, `netlify env:set`, `dotnet user-secrets set --project x`. */
const SETTING_COMMAND = /\b(?:config|configure|secrets?|env|vars?)[ :]set(?: --?[\w=-]{1,40}){0,3}$/;

function isSetter(before: string): boolean {
  const said = before.trim();
  return SETTERS.test(said) || OF_LISP.test(said) || SETTING_COMMAND.test(said);
}
