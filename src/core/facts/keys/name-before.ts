// How the languages and formats write a name before its value.

/** Characters looked back at most: names are short, and minified lines are long. */
export const REACH = 160;

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

/** Where the line of `at` begins, looking back no further than `reach`: a file may be one line of megabytes. */
export function lineStart(text: string, at: number, reach: number): number {
  const floor = Math.max(0, at - reach);
  let i = at;
  while (i > floor && text.charCodeAt(i - 1) !== 10) i -= 1;
  return i;
}

export function skipQuotes(text: string, at: number, floor: number): number {
  let i = at;
  while (i > floor && at - i < 6 && '"\'`\\'.includes(text[i - 1]!)) i -= 1;
  return i;
}

export function skipBlanks(text: string, at: number, floor: number): number {
  let i = at;
  while (i > floor && (text[i - 1] === ' ' || text[i - 1] === '\t')) i -= 1;
  return i;
}

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
    return end < at - 1 ? nameEndingAt(text, end, floor) : typedName(text, end, floor);
  }
  if (c === ':') return nameEndingAt(text, at - 1, floor);
  if (c === '>') return elementName(text, at - 1, floor);
  if (c === ',') return argumentName(text, at - 1, floor);
  if (c === '[' || c === '(' || c === '{') return bracketName(text, at - 1, floor);
  return spaced ? spacedName(text, at, floor) : null;
}

const VARIABLE = /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/;

const ATTRIBUTE_OF_NAME = /<[\w:.-]{1,60}\s[^<>]{0,120}?\b(?:name|key)=["']([\w.-]{1,80})["'][^<>]{0,100}$/;

/** `<key>NAME</key><string>`, `<NAME>`, `<string name="NAME" translatable="false">`: `at` is where the `>` stands. */
function elementName(text: string, at: number, floor: number): string | null {
  const isQuoted = text[at - 1] === '"' || text[at - 1] === "'";
  const named = isQuoted ? ATTRIBUTE_OF_NAME.exec(text.slice(floor, at))?.[1] : undefined;
  return named ?? nameEndingAt(text, at, floor);
}

/** `NAME: &str = `, `var name string = ` and `name = `: the type between is no name. */
function typedName(text: string, at: number, floor: number): string | null {
  const end = skipBlanks(text, at, floor);
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

const SIGNS = /\b(?:jwt|jsonwebtoken|JWT|Jwt)\.(?:sign|verify|encode|decode)(?:Async)?\([^()]{1,100}$/;
const KEYED = /\b(?:createHmac|createCipheriv|hash_hmac|hmac\.New|OpenSSL::HMAC\.\w+)\([^()]{1,60}$/;

/** `set :name, "value"`, as Ruby's settings are written. */
const SYMBOL_OF_CALL = /^\s*(?:[\w.]{1,40}\.)?[a-z_]\w{0,40}[ (]:([a-z_]\w{1,60})$/;

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
  if (inside === end) return SYMBOL_OF_CALL.exec(line)?.[1] ?? null;
  if (from === inside || opening === from) return null;
  // Gradle hands the type over first: `buildConfigField "String", "NAME", "value"`.
  const isFirst = /[([]/.test(text[skipBlanks(text, opening, floor) - 1] ?? '');
  const isNamed =
    isFirst ||
    text.startsWith('--', from) ||
    /^\s*(?:buildConfigField|resValue)\b/.test(line) ||
    FLAG_OF_GO.test(text.slice(floor, opening));
  if (!isNamed) return null;
  const name = text.slice(from, inside);
  // A key id is shown nowhere, not as a name either.
  return AWS_KEY_ID.test(name) ? 'secret_access_key' : name;
}

/** Calls that do no more than give their argument another type. */
const WRAPPER =
  /(?:new |&)?(?:[\w:.[\]<>]{0,60}[.:\]])?(?:bytes?|Bytes|from|new|of|Some|Ok|String|string|str|Str|Secret|SecretStr|SecretString|SymmetricSecurityKey|GetBytes|valueOf|Ptr|ptr|stringPtr|fromhex|fromHex|unhexlify|b64decode|decodeBase64|(?:bs|base)58\.decode|JSON\.stringify|ref|useState)$/;
/** Calls named after what they are handed: `setApiKey("`, `set_access_token('`, `.apiKey("` of a builder. */
const SETTER_CALL =
  /(?:\bset_?|(?:\.|->|::)(?:set_?|with_?)?)((?:[A-Za-z]\w{0,40})?(?:[kK]ey|[sS]ecret|[tT]oken|[pP]assword|bearer_?[aA]uth))$/;
/** Calls whose only argument is a key. */
const KEY_CALL =
  /\b(?:Fernet|cookieParser|hmacShaKeyFor|HMACSHA256|SigningKey|hmac\.new)$|\b(?:cookieSession|Keygrip)\(.{0,80}$/;

/** `keys = ["`, `keys: ("` and `KEY: string().default("`: what the bracket is given to. Other calls name nothing. */
function bracketName(text: string, at: number, floor: number): string | null {
  const end = skipBlanks(text, at, floor);
  const called = text.slice(floor, at);
  if (KEY_CALL.test(called)) return 'signing_key';
  if (/\b(?:Wallet|privateKeyToAccount)$/.test(called)) return 'private_key';
  if (text[at] === '(') {
    const wrapper = WRAPPER.exec(called)?.[0];
    if (wrapper !== undefined) return wrappedName(text, at - wrapper.length, floor);
    const setter = SETTER_CALL.exec(called)?.[1];
    if (setter !== undefined) return setter;
  }
  // `std::string name{"value"}`
  if (text[at] === '{') {
    if (text[end - 1] === '=') return typedName(text, end - 1, floor);
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

/** `--token value`, `ENV NAME value`, `env("NAME") or value`. */
function spacedName(text: string, at: number, floor: number): string | null {
  // `dotnet user-secrets set "NAME" "value"`
  const inside = skipQuotes(text, at, floor);
  const from = wordStart(text, inside, floor);
  const word = text.slice(from, inside);
  const before = text.slice(floor, skipQuotes(text, startOfPath(text, from, floor), floor));
  if (inside < at) return isSetter(before) ? word || null : null;
  if (word === 'or') return nameEndingAt(text, skipBlanks(text, from, floor), floor);
  if (word.startsWith('--')) return word;
  if (word === '-b') return 'body';
  if (word === '-t' || word === 'auth') return tokenOf(text.slice(floor, from));
  if (word === 'requirepass' || word === 'masterauth') return 'redis_password';
  if (word === 'example' && text[from - 1] === '@') return word;
  // An attribute of an Elixir module: `@name "value"`.
  if (text[from - 1] === '@' && text.slice(floor, from - 1).trim() === '') return word || null;
  // A keyword of Clojure, Elixir or Ruby: `:name "value"`.
  if (text[from - 1] === ':' && !isNameChar(text, from - 2, floor) && text[from - 2] !== ':') return word || null;
  return isSetter(before) ? word : null;
}

/** Where `Section:Name` or `//host/:_name` begins of which the word at `from` is the last part. */
function startOfPath(text: string, from: number, floor: number): number {
  let i = from;
  while (i > floor && (isNameChar(text, i - 1, floor) || text[i - 1] === ':' || text[i - 1] === '/')) i -= 1;
  return i;
}

/** `codecov -t value`, `snyk auth value`: the token of the command, if its name stands before. */
function tokenOf(before: string): string | null {
  const command = /(?:^|[\s/;&|(])([a-z][\w-]{1,40})(?=[\s<][^;&|]*$)/.exec(before)?.[1];
  return command === undefined ? null : `${command}_token`;
}

/** Directives that take a name and its value. */
const SETTERS =
  /^(?:ENV|ARG|setx|set|setenv|set -[a-zU]{1,3}|#\s?define|\(def|env|SetEnv|fastcgi_param|proxy_set_header|add_header|putenv|my)$/;
/** `npm config set`, `netlify env:set`, `dotnet user-secrets set --project x`. */
const SETTING_COMMAND = /\b(?:config|configure|secrets?|env|vars?)[ :]set(?: --?[\w=-]{1,40}){0,3}$/;

function isSetter(before: string): boolean {
  const said = before.trim();
  return SETTERS.test(said) || SETTING_COMMAND.test(said);
}

export function nameEndingAt(text: string, at: number, floor: number): string | null {
  let end = skipBlanks(text, at, floor);
  if (text.startsWith('[]', end - 2)) end -= 2;
  else if (text[end - 1] === ')' || text[end - 1] === ']') end -= 1;
  end = skipQuotes(text, end, floor);
  if (text[end - 1] === '?') end -= 1;
  const from = wordStart(text, end, floor);
  return from === end ? null : text.slice(from, end);
}

export function wordStart(text: string, at: number, floor: number): number {
  let i = at;
  while (i > floor && isNameChar(text, i - 1, floor)) i -= 1;
  return i;
}

export function isNameChar(text: string, at: number, floor: number): boolean {
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
