import { argumentName, firstField } from './argument-name.ts';
import { assignedName, nameOfFallback } from './assigned-name.ts';
import { spacedName } from './spaced-name.ts';
import { typedName } from './typed-name.ts';
import { nameEndingAt, skipBlanks } from '../patterns/steps-back.ts';

// Finds the name before a value in the syntax of each language and format.

/** The name before the operator that ends at `at`; null without an operator or a name. */
export function beforeOperator(text: string, at: number, floor: number, spaced: boolean): string | null {
  const c = text[at - 1]!;
  const two = text.slice(Math.max(floor, at - 2), at);
  if (two === '=>' || two === '->') {
    // `sign('', key) => value`: the result of a call or the body of a function, which the last parameter does not name.
    return text[skipBlanks(text, at - 2, floor) - 1] === ')'
      ? (GIVES.exec(text.slice(floor, at - 2))?.[1] ?? null)
      : nameEndingAt(text, at - 2, floor);
  }
  if (two === '??' || two === '||' || two === '?:')
    return nameOfFallback(nameEndingAt(text, at - 2, floor), text.slice(floor, at - 2));
  if (two === '+=' || two === '<-') return nameEndingAt(text, at - 2, floor);
  const compared = c === '=' ? COMPARED.exec(text.slice(Math.max(floor, at - 3), at))?.[0] : undefined;
  if (compared !== undefined) return nameEndingAt(text, at - compared.length, floor);
  if (c === '=') {
    // `??=` and `.=` of PHP, `::=` of make.
    let end = at - 1;
    while (end > floor && '?:.|&'.includes(text[end - 1]!)) end -= 1;
    return (
      labelBefore(text, at - 1, floor) ?? (end < at - 1 ? nameEndingAt(text, end, floor) : typedName(text, end, floor))
    );
  }
  // Hidden fields of Jsonnet: `name:: value`; defaults in a shell: `${NAME:-value}`.
  if (two === '::' || two === ':-') return nameEndingAt(text, at - 2, floor);
  if (c === ':') {
    // Markdown: `**NAME**: value`.
    const end = text.startsWith('**', at - 3) ? at - 3 : at - 1;
    return labelBefore(text, end, floor) ?? nameEndingAt(text, end, floor);
  }
  if (c === '-') return LISTED.exec(text.slice(floor, at))?.[1] ?? null;
  if (c === '?') return assignedName(text.slice(floor, at - 1));
  if (c === '+' || c === '%') return joinedName(text.slice(floor, at));
  // Markdown: `**API key:** value`.
  if (c === '*' && text.startsWith(':**', at - 3))
    return labelBefore(text, at - 3, floor) ?? nameEndingAt(text, at - 3, floor);
  if (c === '>') return elementName(text, at - 1, floor);
  if (c === ',') return argumentName(text, at - 1, floor) ?? firstField(text, at - 1, floor);
  if (c === '|') return cellName(text, at - 1, floor) ?? fallbackName(text.slice(floor, at));
  if (c === '[' || c === '(' || c === '{') return bracketName(text, at - 1, floor);
  return spaced ? spacedName(text, at, floor) : null;
}

/** `name = () => value`: a function that only returns the value. */
const GIVES = /([A-Za-z_$][\w.$]{1,80})\s?(?:=|:)\s?(?:async )?\(\)\s?$/;

/** `NAME - value`, as in a list of settings. */
const LISTED = /(?:^|\s)[`*]{0,3}([A-Z][A-Z0-9]*_[A-Z0-9_]+)[`*]{0,3} -$/;

/** `==`, `!=`, `===` and `!==`. */
const COMPARED = /[=!]==?$/;

/** `"Bearer " + "`, `"Bearer %s" % "`: a literal with a scheme, to which the value is appended. */
const SCHEME_JOINED = /["'`](?:bearer|basic|token|bot|apikey) (?:["'`]\s?\+|%s["']\s?%)$/i;
/** `"https://host/?name=" + "`, `"Name: " + "` */
const NAME_JOINED = /(?:[?&]([\w-]{1,60})=|["'`]([A-Za-z][\w-]{1,60}): ?)["'`]\s?\+$/;

function joinedName(before: string): string | null {
  if (SCHEME_JOINED.test(before)) return 'Authorization';
  const match = NAME_JOINED.exec(before);
  return match?.[1] ?? match?.[2] ?? null;
}

const LABEL =
  /((?:api|access|secret|private|signing|encryption|master|unseal|recovery|service|account|app|application|admin|auth|subscription) key)(?: \d{1,2})?[*_`]{0,3} {0,2}$/i;

/** `API key: value`, as in notes: the whole label counts, as `key` alone says nothing. */
function labelBefore(text: string, at: number, floor: number): string | null {
  const end = skipBlanks(text, at, floor);
  const last = text[end - 1] ?? '';
  if (!/[yY\d*_`]/.test(last)) return null;
  return LABEL.exec(text.slice(Math.max(floor, end - 40), end))?.[1] ?? null;
}

const ATTRIBUTE_OF_NAME = /<[\w:.-]{1,60}\s[^<>]{0,120}?\b(?:name|key)=["']([\w.-]{1,80})["'][^<>]{0,100}$/;

/** `<key>NAME</key><string>`, `<NAME>`, `<string name="NAME" translatable="false">`: `at` is the offset of the `>`. */
function elementName(text: string, at: number, floor: number): string | null {
  const isQuoted = text[at - 1] === '"' || text[at - 1] === "'";
  const named = isQuoted ? ATTRIBUTE_OF_NAME.exec(text.slice(floor, at))?.[1] : undefined;
  return named ?? nameEndingAt(text, at, floor);
}

/** Calls that only convert their argument to another type. */
const WRAPPER =
  /(?:new |&)?(?:[\w:.[\]<>]{0,60}[.:\]])?(?<!\w)(?:bytes?|Bytes|from|new|of|Some|Ok|String|string|str|Str|Secret|SecretStr|SecretString|SymmetricSecurityKey|GetBytes|valueOf|Ptr|ptr|stringPtr|from_static|from_str|Field|QStringLiteral|F|fromhex|fromHex|unhexlify|b64decode|decodeBase64|(?:bs|base)58\.decode|JSON\.stringify|(?:ref|useState|signal|writable|\$state)(?:<[\w |]{1,30}>)?)$/;
const SAYS_KEY = /key|token|secret|pass|pwd|auth|cred/i;
/** Calls named after their argument: `setApiKey("`, `set_access_token('`, `.apiKey("` of a builder. */
const SETTER_CALL =
  /(?:\bset_?|(?:\.|->|::)(?:set_?|with_?)?)((?:[A-Za-z]\w{0,40})?(?:[kK]ey|[sS]ecret|[tT]oken|[pP]ass(?:word|wd|phrase)?|[bB]earer_?[aA]uth|(?<=\.)auth))$/;
/** Calls whose only argument is a key. */
const KEY_CALL =
  /(?:\b(?:Fernet|cookieParser|hmacShaKeyFor|HMACSHA256|hmac\.new|WebhookHandler|Algorithm\.HMAC\d{3}|AES\.new|TwoCaptcha|Pushbullet|SecretKeySpec|SignedString|IAMAuthenticator)|(?<![\w.])(?:A[pP][iI]_?(?:Key|Token)|(?:Access|Auth|Bearer)Token)|SigningKey|KeyCredential)$|\b(?:cookieSession|Keygrip)\(.{0,80}$/;

/** Calls that take the private key of a blockchain account. */
const OF_WALLET = /\b(?:Wallet|HDWalletProvider|privateKeyToAccount|[aA]ccount\.from_key)$/;
/** `acme_api_key("value")`, by which R packages take a service's key; a leading verb makes it another function. */
const NAMED_CALL =
  /(?<![\w.])(?!(?:get|set|check|is|has|valid|validate|verify|test|decode|parse|create|generate|make|new|find|lookup|hash|mask|delete|revoke|require|use|encrypt|redact)_)[a-z]{2,20}_api_?key$/;

/** `| name | value |`, with marks of Markdown around the name. */
function cellName(text: string, at: number, floor: number): string | null {
  return /\|\s{1,20}[`*_]{0,4}([A-Za-z][\w .-]{1,60}?)[`*_]{0,4}\s{1,20}$/.exec(text.slice(floor, at))?.[1] ?? null;
}

/** `val name by lazy { "value" }` of Kotlin, `var name: String { "value" }` of Swift. */
const COMPUTED = /([A-Za-z]\w{0,60})(?:(?:: ?String)? by lazy|: ?String\??) $/;
/** `env::var("NAME").unwrap_or("`, `name = Optional.of(x).orElse("`: a call that supplies a fallback. */
const FALLBACK = /\.(?:orElse|unwrap_or(?:_else)?|getOrElse|or_else)\((?:\|_?\| ?)?$/;
const LONGEST_FALLBACK = 24;
const ASKED = /\(["']([A-Za-z_][\w.-]{1,80})["']\)[\s)?]{0,3}$/;

function fallbackName(called: string): string | null {
  const call = FALLBACK.exec(called.slice(-LONGEST_FALLBACK));
  if (call === null) return null;
  const before = called.slice(0, called.length - call[0].length);
  return nameOfFallback(ASKED.exec(before)?.[1] ?? null, before);
}

/**
 * `keys = ["`, `keys: ("` and `KEY: string().default("`: the name that the bracket's content is assigned to. Arguments
 * of other calls have none.
 */
function bracketName(text: string, at: number, floor: number): string | null {
  const end = skipBlanks(text, at, floor);
  const called = text.slice(floor, at);
  if (KEY_CALL.test(called)) return 'signing_key';
  if (OF_WALLET.test(called)) return 'private_key';
  if (NAMED_CALL.test(called)) return 'api_key';
  const fallback = fallbackName(text.slice(floor, at + 1));
  if (fallback !== null) return fallback;
  if (text[at] === '(') {
    const wrapper = WRAPPER.exec(called)?.[0];
    if (wrapper !== undefined) {
      const name = wrappedName(text, at - wrapper.length, floor);
      // `let dg = Deepgram::new("value")`: the name of a client says nothing about the value.
      if (name !== null && wrapper.endsWith('::new') && !SAYS_KEY.test(name)) return null;
      return name ?? (wrapper.endsWith('SymmetricSecurityKey') ? 'signing_key' : null);
    }
    const setter = SETTER_CALL.exec(called)?.[1];
    if (setter !== undefined) return setter;
  }
  // `std::string name{"value"}`
  if (text[at] === '{') {
    if (text[end - 1] === '=') return typedName(text, end - 1, floor);
    const computed = COMPUTED.exec(called)?.[1];
    if (computed !== undefined) return computed;
    // `ENV.fetch("NAME") { "value" }` of Ruby.
    if (text.startsWith("')", end - 2) || text.startsWith('")', end - 2)) return nameEndingAt(text, end, floor);
    return end === at && /\s\w{1,80}$/.test(text.slice(floor, end)) ? nameEndingAt(text, end, floor) : null;
  }
  if (text[end - 1] === '=') return typedName(text, end - 1, floor);
  if (text[end - 1] === ':') return nameEndingAt(text, end - 1, floor);
  if (text.slice(end - 8, end) !== '.default') return null;
  return /^\s*["']?([A-Za-z_][\w.-]{0,80})["']?\s*[:=]/.exec(text.slice(floor, end))?.[1] ?? null;
}

/** `name = []byte("`, `name: Some("`: the name that the wrapped value is assigned to. */
function wrappedName(text: string, at: number, floor: number): string | null {
  const end = skipBlanks(text, at, floor);
  const c = text[end - 1];
  if (end <= floor || (c !== '=' && c !== ':' && c !== '(' && c !== ',')) return null;
  return beforeOperator(text, end, floor, false);
}
