import { looksDrawn, SHORTEST_OF_SECRET } from '../values/looks-drawn.ts';
import { CLIENT_CALL } from './client-call.ts';
import { skipBlanks, skipQuotes, wordStart } from '../patterns/steps-back.ts';

const SIGNS =
  /\b(?:(?:jwt|jsonwebtoken|JWT|Jwt)(?:\.|::)(?:sign|verify|encode|decode)(?:Async)?[( ]|signWith\()[^()]{1,100}$/;
const KEYED =
  /\b(?:createHmac|createCipheriv|CryptoJS\.AES\.(?:en|de)crypt|openssl_(?:en|de)crypt|hash_hmac|hmac\.New|OpenSSL::HMAC\.\w+)\([^()]{1,60}$/;

/** `set :name, "value"`, as Ruby's settings are written. */
const SYMBOL_OF_CALL = /^\s*(?:[\w.]{1,40}\.)?[a-z_]\w{0,40}[ (]:([a-z_]\w{1,60})$/;

/** `{name, "value"}`, as Erlang's settings are written. */
const TUPLE_OF_ERLANG = /\{\s{0,4}([a-z]\w{1,60})$/;

const AWS_KEY_ID = /^(?:AKIA|ASIA)[A-Z2-7]{16}$/;

/** What stands before the name of a flag of Go, which is the second argument. */
const FLAG_OF_GO = /\.\w*Var\w*\(&[\w.]{1,80}, $/;

/** `setProperty("NAME", "value")`: a quoted or plain first argument names the second. */
export function argumentName(text: string, at: number, floor: number): string | null {
  const end = skipBlanks(text, at, floor);
  const line = text.slice(floor, end);
  if (SIGNS.test(line)) return 'jwt_secret';
  if (KEYED.test(line)) return 'signing_key';
  const inside = skipQuotes(text, end, floor);
  const from = wordStart(text, inside, floor);
  const opening = skipQuotes(text, from, floor);
  if (inside === end) return (SYMBOL_OF_CALL.exec(line) ?? TUPLE_OF_ERLANG.exec(line))?.[1] ?? null;
  if (from === inside || opening === from) return null;
  // Gradle hands the type over first: `buildConfigField "String", "NAME", "value"`.
  const isFirst = /[([{]/.test(text[skipBlanks(text, opening, floor) - 1] ?? '');
  const isNamed =
    isFirst ||
    text.startsWith('--', from) ||
    /^\s*(?:buildConfigField|resValue)\b/.test(line) ||
    FLAG_OF_GO.test(text.slice(floor, opening));
  if (!isNamed) return null;
  const name = text.slice(from, inside);
  // A key id is shown nowhere, not as a name either.
  if (AWS_KEY_ID.test(name)) return 'secret_access_key';
  if (name.length < SHORTEST_OF_SECRET || !looksDrawn(name)) return name;
  return CLIENT_CALL.test(text.slice(floor, opening)) ? 'api_secret' : null;
}

/** `"name","value"` and `name,value`: the first field of a row names the second. */
export function firstField(text: string, at: number, floor: number): string | null {
  // An item of a list above the value is no name of it.
  if (/[\r\n]/.test(text[at + 1] ?? '')) return null;
  return /^(["']?)([A-Za-z][\w .-]{1,60})\1\s*$/.exec(text.slice(floor, at))?.[2] ?? null;
}
