import { looksDrawn, SHORTEST_OF_SECRET } from '../values/looks-drawn.ts';
import { namesSecret } from './assigned-name.ts';
import { CLIENT_CALL } from './client-call.ts';
import { skipBlanks, skipQuotes, wordStart } from '../patterns/steps-back.ts';

const SIGNS =
  /\b(?:(?:jwt|jsonwebtoken|JWT|Jwt)(?:\.|::)(?:sign|verify|encode|decode)(?:Async)?[( ]|signWith\()[^()]{1,100}$/;
const KEYED =
  /\b(?:createHmac|createCipheriv|CryptoJS\.AES\.(?:en|de)crypt|openssl_(?:en|de)crypt|hash_hmac|hmac\.New|OpenSSL::HMAC\.\w+)\([^()]{1,60}$/;

/** `set :name, "value"`, as Ruby's settings are written. */
const SYMBOL_OF_CALL = /^\s*(?:[\w.]{1,40}\.)?[a-z_]\w{0,40}[ (]:([a-z_]\w{1,60})$/;

/** `{name, "value"}` and `-define(NAME, "value").`, as Erlang's settings and macros are written. */
const NAME_OF_ERLANG = /(?:\{\s{0,4}(?=[a-z])|^-define\()([A-Za-z]\w{1,60})$/;

/** `setVapidDetails('mailto:…', 'public', 'private')`: the public key, a point on a curve, precedes the private one. */
const KEY_FOR_PUSHES = /["']B[A-Za-z0-9_-]{86}["']$/;

/** An application's id, passed before its secret: `AcmeClient.create('A1B2C3D4E5', 'value')`. */
const ID_OF_CLIENT = /^(?=\D*\d)(?=.*[A-Z])[A-Z0-9]{8,20}$/;

const AWS_KEY_ID = /^(?:AKIA|ASIA)[A-Z2-7]{16}$/;

/** `provider :acme, 'id', 'secret'`, as OmniAuth configures an identity provider. */
const OF_OMNIAUTH = /\b(?:provider|omniauth)[ (]\s?:([a-z]\w{1,30}),\s?["'][^"'\s]{6,100}["']$/;

/** `.option('--name <value>', 'Description', "value")`: the default of an option of Commander. */
const OPTION = /\.option\(\s{0,8}["'](?:-\w, ?)?--([a-z][\w-]{1,60})[^"'\n]{0,40}["'], ?(["']).{0,100}\2$/;

/** The text before the name of a Go flag, which is the second argument. */
const FLAG_OF_GO = /\.\w*Var\w*\(&[\w.]{1,80}, $/;

/** `put_env(:acme, :api_key, "value")` */
const LAST_SYMBOL = /[(,]\s?:([a-z_]\w{1,60})$/;

/**
 * The name of the value after the comma at `at`. `setProperty("NAME", "value")`: the first argument names the second; a
 * later one counts only when it says secret. Null without a name.
 */
export function argumentName(text: string, at: number, floor: number): string | null {
  const end = skipBlanks(text, at, floor);
  const line = text.slice(floor, end);
  if (SIGNS.test(line)) return 'jwt_secret';
  if (KEYED.test(line)) return 'signing_key';
  if (KEY_FOR_PUSHES.test(line)) return 'vapid_private_key';
  const signedInWith = OF_OMNIAUTH.exec(line)?.[1];
  if (signedInWith !== undefined) return `${signedInWith}_client_secret`;
  const option = OPTION.exec(line)?.[1];
  if (option !== undefined) return option;
  const inside = skipQuotes(text, end, floor);
  const from = wordStart(text, inside, floor);
  const opening = skipQuotes(text, from, floor);
  if (inside === end) return symbolBefore(line);
  if (from === inside || opening === from) return null;
  // Gradle passes the type first: `buildConfigField "String", "NAME", "value"`.
  const isFirst = /[([{]/.test(text[skipBlanks(text, opening, floor) - 1] ?? '');
  const isNamed =
    isFirst ||
    text.startsWith('--', from) ||
    /^\s*(?:buildConfigField|resValue)\b/.test(line) ||
    FLAG_OF_GO.test(text.slice(floor, opening));
  const name = text.slice(from, inside);
  // A list item on the line above does not name the value.
  if (!isNamed && (/[\r\n]/.test(text[at + 1] ?? '') || !namesSecret(name))) return null;
  // An access key id must not be shown, not even as a name.
  if (AWS_KEY_ID.test(name)) return 'secret_access_key';
  const called = text.slice(floor, opening);
  if (ID_OF_CLIENT.test(name) && CLIENT_CALL.test(called)) return 'api_secret';
  if (name.length < SHORTEST_OF_SECRET || !looksDrawn(name)) return name;
  return CLIENT_CALL.test(called) || (MADE.test(called) && isUnlikeAddress(name)) ? 'api_secret' : null;
}

/** `x = pkg.Acme("`: a constructor that takes two random values takes them as credentials. */
const MADE = /(?:=\s?(?:new\s|await\s){0,2}|\bnew\s)(?:\w{1,40}[.\\]){0,3}[A-Z]\w{1,40}\($/;

/**
 * Whether the value is neither a hash nor a blockchain address in base58: either hexadecimal and shorter than any hash,
 * or in both cases and not base58 or longer than an address.
 */
function isUnlikeAddress(value: string): boolean {
  if (/^[0-9a-f]{16,31}$/.test(value)) return true;
  return /[a-z]/.test(value) && /[A-Z]/.test(value) && (/[0OIl]/.test(value) || value.length > 44);
}

function symbolBefore(line: string): string | null {
  const named = (SYMBOL_OF_CALL.exec(line) ?? NAME_OF_ERLANG.exec(line))?.[1];
  if (named !== undefined) return named;
  const last = LAST_SYMBOL.exec(line)?.[1];
  return last !== undefined && namesSecret(last) ? last : null;
}

/** `"name","value"` and `name,value`: the first field of a row names the second. */
export function firstField(text: string, at: number, floor: number): string | null {
  // A list item on the line above does not name the value.
  if (/[\r\n]/.test(text[at + 1] ?? '')) return null;
  return /^(["']?)([A-Za-z][\w .-]{1,60})\1\s*$/.exec(text.slice(floor, at))?.[2] ?? null;
}
