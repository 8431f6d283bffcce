import { looksDrawn, SHORTEST_OF_SECRET } from '../values/looks-drawn.ts';
import { CLIENT_CALL } from './client-call.ts';
import { spacedName } from './spaced-name.ts';
import { nameEndingAt, skipBlanks, skipQuotes, wordStart } from '../patterns/steps-back.ts';

// How the languages and formats write a name before its value.

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

/** The name before the operator that ends at `at`; null when no operator stands there. */
export function beforeOperator(text: string, at: number, floor: number, spaced: boolean): string | null {
  const c = text[at - 1]!;
  const two = text.slice(Math.max(floor, at - 2), at);
  if (two === '=>' || two === '->') {
    // `sign('', key) => value`: what a call gives, or a function whose parameter names nothing.
    return text[skipBlanks(text, at - 2, floor) - 1] === ')' ? null : nameEndingAt(text, at - 2, floor);
  }
  if (two === '??' || two === '||' || two === '+=' || two === '==' || two === '<-')
    return nameEndingAt(text, at - 2, floor);
  if (c === '=') {
    // `??=` and `.=` of PHP, `::=` of make.
    let end = at - 1;
    while (end > floor && '?:.|&'.includes(text[end - 1]!)) end -= 1;
    return (
      labelBefore(text, at - 1, floor) ?? (end < at - 1 ? nameEndingAt(text, end, floor) : typedName(text, end, floor))
    );
  }
  if (c === ':') return labelBefore(text, at - 1, floor) ?? nameEndingAt(text, at - 1, floor);
  // Of Markdown: `**API key:** value`.
  if (c === '*' && text.startsWith(':**', at - 3)) return labelBefore(text, at - 3, floor);
  if (c === '>') return elementName(text, at - 1, floor);
  if (c === ',') return argumentName(text, at - 1, floor) ?? firstField(text, at - 1, floor);
  if (c === '|') return cellName(text, at - 1, floor);
  if (c === '[' || c === '(' || c === '{') return bracketName(text, at - 1, floor);
  return spaced ? spacedName(text, at, floor) : null;
}

const LABEL =
  /((?:api|access|secret|private|signing|encryption|master|unseal|recovery|service|account|app|application|admin|auth|subscription) key)(?: \d{1,2})?[*_`]{0,3} {0,2}$/i;

/** `API key: value`, as people note it down: of several words `key` alone would tell nothing. */
function labelBefore(text: string, at: number, floor: number): string | null {
  const end = skipBlanks(text, at, floor);
  const last = text[end - 1] ?? '';
  if (!/[yY\d*_`]/.test(last)) return null;
  return LABEL.exec(text.slice(Math.max(floor, end - 40), end))?.[1] ?? null;
}

const VARIABLE = /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/;

const ATTRIBUTE_OF_NAME = /<[\w:.-]{1,60}\s[^<>]{0,120}?\b(?:name|key)=["']([\w.-]{1,80})["'][^<>]{0,100}$/;

/** `<key>NAME</key><string>`, `<NAME>`, `<string name="NAME" translatable="false">`: `at` is where the `>` stands. */
function elementName(text: string, at: number, floor: number): string | null {
  const isQuoted = text[at - 1] === '"' || text[at - 1] === "'";
  const named = isQuoted ? ATTRIBUTE_OF_NAME.exec(text.slice(floor, at))?.[1] : undefined;
  return named ?? nameEndingAt(text, at, floor);
}

/** `Name { get; set; } = "value"` of C#. */
const ACCESSORS = /\{ ?get;[^{}]{0,30}\} ?$/;

/** `NAME: &str = `, `var name string = ` and `name = `: the type between is no name. */
function typedName(text: string, at: number, floor: number): string | null {
  const stop = ACCESSORS.test(text.slice(Math.max(floor, at - 40), at)) ? text.lastIndexOf('{', at) : at;
  const end = skipOptional(text, skipBlanks(text, stop, floor));
  const from = wordStart(text, end, floor);
  const word = text.slice(from, end);
  let before = skipBlanks(text, from, floor);
  if (text.startsWith("'static", before - 7)) before -= 7;
  while (before > floor && "&*<'".includes(text[before - 1]!)) before = skipBlanks(text, before - 1, floor);
  // `web: SECRET_KEY=value run`: a variable of a command and no type.
  if (end === at && VARIABLE.test(word)) return word;
  if (text[before - 1] === ':' && text[before - 2] !== ':' && word !== '') {
    // An attribute of a namespace: `android:value="`.
    if (word === 'value' && before === from) return word;
    // PowerShell keeps its variables on drives: `$env:NAME = `.
    const outer = nameEndingAt(text, before - 1, floor);
    return outer === null || outer === '$env' ? word : outer;
  }
  if (TYPES.has(word) && before < from) {
    // `String name = `, and `name As String = `.
    const as = text.startsWith('As', before - 2) ? skipBlanks(text, before - 2, floor) : before;
    const outer = text.slice(wordStart(text, as, floor), as);
    if (outer !== '' && !DECLARERS.has(outer)) return outer;
  }
  return nameEndingAt(text, end, floor);
}

/** `String?` and `String!` of Swift, `string?` of C#. */
function skipOptional(text: string, end: number): number {
  return /[a-z][?!]/.test(text.slice(end - 2, end)) ? end - 1 : end;
}

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
function argumentName(text: string, at: number, floor: number): string | null {
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

/** Calls that do no more than give their argument another type. */
const WRAPPER =
  /(?:new |&)?(?:[\w:.[\]<>]{0,60}[.:\]])?(?<!\w)(?:bytes?|Bytes|from|new|of|Some|Ok|String|string|str|Str|Secret|SecretStr|SecretString|SymmetricSecurityKey|GetBytes|valueOf|Ptr|ptr|stringPtr|from_static|from_str|fromhex|fromHex|unhexlify|b64decode|decodeBase64|(?:bs|base)58\.decode|JSON\.stringify|ref|useState)$/;
/** Calls named after what they are handed: `setApiKey("`, `set_access_token('`, `.apiKey("` of a builder. */
const SETTER_CALL =
  /(?:\bset_?|(?:\.|->|::)(?:set_?|with_?)?)((?:[A-Za-z]\w{0,40})?(?:[kK]ey|[sS]ecret|[tT]oken|[pP]assword|[bB]earer_?[aA]uth|(?<=\.)auth))$/;
/** Calls whose only argument is a key. */
const KEY_CALL =
  /(?:\b(?:Fernet|cookieParser|hmacShaKeyFor|HMACSHA256|hmac\.new|WebhookHandler|Algorithm\.HMAC\d{3}|AES\.new|TwoCaptcha|Pushbullet|SecretKeySpec|SignedString)|SigningKey|KeyCredential)$|\b(?:cookieSession|Keygrip)\(.{0,80}$/;

/** Calls that are handed the private key of an account of a chain. */
const OF_WALLET = /\b(?:Wallet|HDWalletProvider|privateKeyToAccount|[aA]ccount\.from_key)$/;
/** `acme_api_key("value")` of R tells the package of a service its key; what a verb stands before is a function of its own. */
const NAMED_CALL =
  /(?<![\w.])(?!(?:get|set|check|is|has|valid|validate|verify|test|decode|parse|create|generate|make|new|find|lookup|hash|mask|delete|revoke|require|use|encrypt|redact)_)[a-z]{2,20}_api_?key$/;

/** `"name","value"` and `name,value`: the first field of a row names the second. */
function firstField(text: string, at: number, floor: number): string | null {
  // An item of a list above the value is no name of it.
  if (/[\r\n]/.test(text[at + 1] ?? '')) return null;
  return /^(["']?)([A-Za-z][\w .-]{1,60})\1\s*$/.exec(text.slice(floor, at))?.[2] ?? null;
}

/** `| name | value |`, with marks of Markdown around the name. */
function cellName(text: string, at: number, floor: number): string | null {
  return /\|\s{1,20}[`*_]{0,4}([A-Za-z][\w .-]{1,60}?)[`*_]{0,4}\s{1,20}$/.exec(text.slice(floor, at))?.[1] ?? null;
}

/** `val name by lazy { "value" }` of Kotlin. */
const LAZY = /([A-Za-z]\w{0,60})(?:: ?String)? by lazy $/;

/** `keys = ["`, `keys: ("` and `KEY: string().default("`: what the bracket is given to. Other calls name nothing. */
function bracketName(text: string, at: number, floor: number): string | null {
  const end = skipBlanks(text, at, floor);
  const called = text.slice(floor, at);
  if (KEY_CALL.test(called)) return 'signing_key';
  if (OF_WALLET.test(called)) return 'private_key';
  if (NAMED_CALL.test(called)) return 'api_key';
  if (text[at] === '(') {
    const wrapper = WRAPPER.exec(called)?.[0];
    if (wrapper !== undefined)
      return (
        wrappedName(text, at - wrapper.length, floor) ??
        (wrapper.endsWith('SymmetricSecurityKey') ? 'signing_key' : null)
      );
    const setter = SETTER_CALL.exec(called)?.[1];
    if (setter !== undefined) return setter;
  }
  // `std::string name{"value"}`
  if (text[at] === '{') {
    if (text[end - 1] === '=') return typedName(text, end - 1, floor);
    const lazy = LAZY.exec(called)?.[1];
    if (lazy !== undefined) return lazy;
    return end === at && /\s\w{1,80}$/.test(text.slice(floor, end)) ? nameEndingAt(text, end, floor) : null;
  }
  if (text[end - 1] === '=') return typedName(text, end - 1, floor);
  if (text[end - 1] === ':') return nameEndingAt(text, end - 1, floor);
  if (text.slice(end - 8, end) !== '.default') return null;
  return /^\s*["']?([A-Za-z_][\w.-]{0,80})["']?\s*[:=]/.exec(text.slice(floor, end))?.[1] ?? null;
}

/** `name = []byte("`, `name: Some("`: what the wrapped value is given to. */
function wrappedName(text: string, at: number, floor: number): string | null {
  const end = skipBlanks(text, at, floor);
  const c = text[end - 1];
  if (end <= floor || (c !== '=' && c !== ':' && c !== '(' && c !== ',')) return null;
  return beforeOperator(text, end, floor, false);
}
