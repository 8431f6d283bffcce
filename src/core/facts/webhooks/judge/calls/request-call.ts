import type { Call } from './call.ts';
import { isOwn } from './known-calls.ts';
import { inputNamed, isBodyName, isEnvironment, isVerifyName, present, setting } from '../state/names.ts';
import { propertyOf } from '../evaluate/property-of.ts';
import { queryOf, queryRead } from '../evaluate/query-of.ts';
import type { Run } from '../state/run.ts';
import { definedElsewhere, withStandIn } from '../evaluate/stand-in.ts';
import {
  BODY,
  CLAIMED,
  ENVIRONMENT,
  FALSE,
  HEADERS,
  IMPOSSIBLE,
  INPUT,
  REQUEST,
  response,
  RESPONSE,
  SECRET,
  SIGNATURE,
  TRUE,
  value,
} from '../state/value.ts';
import type { Value } from '../state/value.ts';

/** What a call reads from the request, such as headers and body, or from the settings; null for any other call. */
export function requestCall(run: Run, call: Call): Value | null {
  const { callee, receiver } = call;
  const asked = receiver && run.pathname !== null && receiver.text === run.pathname ? askedOfPath(run, call) : null;
  if (asked !== null) return asked;
  if ((receiver?.from ?? 0) & REQUEST && !callee.fn) return readOfRequest(run, call);
  return (
    readOfInput(run, call) ?? settingRead(run, call) ?? keptSetting(call) ?? signatureGiven(call) ?? bodyRead(run, call)
  );
}

/** `pathname.startsWith('/hooks')`, and the path in another form; null for any other method of it. */
function askedOfPath({ pathname, program }: Run, { callee: { chain }, receiver, args }: Call): Value | null {
  const last = chain.at(-1) ?? '';
  const asked = askPath(pathname!, last, args[0]?.text ?? null);
  // Other files may add a prefix to the path as this file knows it.
  if (asked !== null) return asked ? TRUE : program.language.shared ? value({ chain }) : FALSE;
  return /^(?:split|replace|trim|toLowerCase|toString|r?strip|decode)$/.test(last) ? receiver : null;
}

/** What a method of the request object returns; null if that is unknown. */
function readOfRequest(run: Run, { callee: { chain }, receiver, args }: Call): Value | null {
  const last = chain.at(-1) ?? '';
  const text = args[0]?.text ?? null;
  if (last === 'query') return text === null ? queryOf(run, chain) : queryRead(run, text, chain);
  if (/^(get|header|param|getHeader)$/.test(last))
    return text === null ? value({ from: INPUT, chain }) : inputRead(run, text, chain);
  // `c.json({ ok: true })` in Hono sends a response.
  if (args.length > 0 && /^(text|json|body)$/.test(last)) return response({ chain });
  if (last === 'clone') return receiver;
  // `valid` is Hono's validated body, `validateUsing` and similar methods are AdonisJS's, `allParams` is Sails'.
  if (/^(?:text|json|arrayBuffer|formData|blob|raw|parseBody|bytes|body)$/.test(last) || VALIDATED.test(last)) {
    run.readsBody = true;
    return value({ from: BODY | CLAIMED, chain });
  }
  // `req.pipe(busboy)`
  if (last === 'pipe') run.readsBody = true;
  // NestJS: from a guard's context to the request.
  if (/^(switchToHttp|getRequest|switchToRpc)$/.test(last)) return value({ from: REQUEST, chain });
  if (last === 'headers' && args.length === 0) return value({ from: INPUT | HEADERS, chain });
  return last === 'getResponse' ? value({ from: RESPONSE, chain }) : null;
}

const VALIDATED = /^(?:valid|all|input|only|validateUsing|allParams)$/;

/** What is read from headers, query or parsed body, or by a function that receives the request. */
function readOfInput(run: Run, { callee: { chain }, receiver, args, from }: Call): Value | null {
  const last = chain.at(-1) ?? '';
  const text = args[0]?.text ?? null;
  const owner = receiver?.from ?? 0;
  if (owner & INPUT && !(owner & SIGNATURE) && last === 'get' && text !== null)
    return owner & BODY ? queryRead(run, text, chain) : inputRead(run, text, chain);
  // `payload.get('sign')` in Python.
  if (receiver && owner & BODY && last === 'get' && text !== null && run.program.language.shared)
    return propertyOf(run, receiver, text);
  if (last === 'headers' && args.length === 0) return value({ from: INPUT | HEADERS, chain });
  if (last === 'getQuery' && from & REQUEST) return queryOf(run, ['headers']);
  if (/^(getHeaders|getRequestHeaders|getRouterParams)$/.test(last) && from & REQUEST)
    return value({ from: INPUT | (last.endsWith('Headers') ? HEADERS : 0), chain: ['headers'] });
  const name = /^(getHeader|getRequestHeader)$/.test(last) ? args.at(-1)?.text : null;
  return name ? inputRead(run, name, chain) : null;
}

/** A setting that a call reads by name: `Deno.env.get('X')`, `config.get('acme.secret')`, `requireEnv('X')`. */
function settingRead(run: Run, call: Call): Value | null {
  const { callee, args } = call;
  const { chain } = callee;
  const last = chain.at(-1) ?? '';
  const text = args[0]?.text ?? null;
  // A digest of the bot's token (https://telegraf.js.org/classes/Telegraf-1.html#secretPathComponent).
  if (last === 'secretPathComponent') return present(SECRET, { chain });
  if (chain.slice(-3).join('.') === 'Deno.env.get' && text !== null) {
    run.env.add(text);
    return setting(text, ['env', text]);
  }
  // `requireSecret(request)` reads one from the caller.
  const named =
    (GIVES_SETTING.test(last) && !asksCaller(call)) || (GIVES_VARIABLE.test(last) && VARIABLE.test(text ?? ''));
  const isRead = named || (/^get(?:OrThrow)?$/.test(last) && /config|env/i.test(chain.at(-2) ?? ''));
  if (callee.fn !== null || !isRead) return null;
  if (text !== null) run.env.add(text);
  const parts = text?.split(/[.:]/) ?? [];
  const read = text === null ? present(SECRET, { chain }) : setting(parts.at(-1)!, chain);
  const kept = text !== null && /^get/.test(last) && !named ? definedElsewhere(run, parts, read) : read;
  if (last.endsWith('OrThrow')) return { ...kept, falsy: IMPOSSIBLE };
  // The second argument is a fallback, except in `getSecret(name, 'latest')` and `requireEnv('ACME_SECRET', 'is needed')`.
  const takesStandIn = last === 'get' || (VARIABLE.test(text ?? '') && !/secret|^(?:require|must|assert)/i.test(last));
  return takesStandIn ? withStandIn(kept, args[1]) : kept;
}

const asksCaller = ({ from }: Call): boolean => (from & (REQUEST | HEADERS | SIGNATURE)) !== 0;

/** `extractSignature(request.headers)` of another file; null for any other call. */
const signatureGiven = (call: Call): Value | null => {
  const { callee, from } = call;
  const isGiven = callee.fn === null && asksCaller(call) && !(from & (BODY | SECRET));
  return isGiven && GIVES_SIGNATURE.test(callee.chain.at(-1) ?? '')
    ? present(SIGNATURE, { chain: callee.chain })
    : null;
};

/** The body that a function reads from the request; null if it does not, or if it may verify it as well. */
function bodyRead(run: Run, call: Call): Value | null {
  const { origin, chain } = call.callee;
  if (!takesBody(call)) return null;
  run.readsBody = true;
  if (call.args.some(({ fn }) => fn !== null)) return null;
  // `readEvent(request)` of another file may reject forged requests. In other languages, imports do not tell files from
  // packages.
  const mayRefuse = run.program.language.shared
    ? origin !== null && !READS_BODY.test(chain.at(-1) ?? '')
    : isOwn(origin);
  return mayRefuse ? null : value({ from: BODY | CLAIMED, chain });
}

/**
 * `AppSetting::get('acme_webhook_token')`, `setting('acme_webhook_token')`,
 * `Setting.find_by(key: 'acme_webhook_token').value`: a setting in a table of the application is a secret if its name
 * says so. Null for any other call.
 */
function keptSetting({ callee: { fn, chain, origin }, args, from }: Call): Value | null {
  if (fn !== null || from !== 0) return null;
  const last = chain.at(-1) ?? '';
  const owners = [origin?.name ?? '', chain[0] ?? '', chain[1] ?? '', chain.at(-2) ?? ''];
  const ofSettings = owners.some((name) => isEnvironment(name) || OF_SETTINGS.test(name));
  if (!(chain.length > 1 ? ofSettings && ASKS_KEPT.test(last) : ASKS_SETTING.test(last))) return null;
  for (const [at, { text }] of args.entries()) {
    if (text === null || OF_TABLE.test(text)) continue;
    const named = setting(text.split(/[./]/).at(-1)!, chain);
    if (named.from & SECRET) return withStandIn(named, args[at + 1]);
  }
  return null;
}

/** Columns of such a settings table. */
const OF_TABLE = /^(?:key|name|slug|code|value)$/;
const OF_SETTINGS = /setting|config|option|preference|credential|vault/i;
const ASKS_KEPT =
  /^(?:get|fetch|read|value|find|where|filter)(?:_?(?:or_?(?:throw|none|fail)|value|cached|by|first|single_value|string|setting|option|param|config|data))?$|^first_?where$|^of$/i;
const ASKS_SETTING = /^(?:(?:get|read|fetch)_?)?(?:\w{1,20}_)?(?:setting|option|config|credential)s?(?:_?value)?$/i;

const GIVES_SETTING = /^(get|require|read)(Env|Secret|Config)/;
/** `env`, `optionalEnv`, `envOr`, `get_env`: functions that read an environment variable. */
const GIVES_VARIABLE = /(?:^e|_e|E)nv(?:$|_|Or|Var|With|String|Default)/;
/** The signature may be missing, and its presence proves nothing. */
const GIVES_SIGNATURE =
  /^(?:get|extract|read|find|pick)_?(?:\w{1,20}_?)?(?:[sS]ignature|[hH]mac)(?:_?(?:from|header)\w{0,20})?$/i;
/** The name of an environment variable. */
const VARIABLE = /^[A-Z][A-Z\d_]{2,80}$/;

/**
 * The result of a function of this file that is named for returning a secret or setting, whatever it is looked up in.
 */
export function givenSetting({ callee, args, from }: Call, given: Value): Value {
  const isNamed = callee.fn !== null && GIVES_SETTING.test(callee.chain.at(-1) ?? '');
  if (!isNamed || given.from & (SECRET | ENVIRONMENT) || from & (REQUEST | HEADERS | SIGNATURE)) return given;
  const text = args[0]?.text ?? null;
  return text === null ? present(SECRET, { chain: callee.chain }) : setting(text.split('.').at(-1)!, callee.chain);
}

/**
 * `getRawBody(req)`, `readEvent(request)`, `form.parse(req)` of Formidable: whether a call returns the body of the
 * request.
 */
export function takesBody({ callee, from }: Call): boolean {
  const last = callee.chain.at(-1) ?? '';
  const reads =
    isBodyName(last.replace(/^(get|read|parse)/i, '')) ||
    /raw|body|buffer|^text$|^json$/i.test(last) ||
    (/parse/i.test(last) && FORMS.test(`${callee.origin?.module}/${last}`));
  return (from & REQUEST) !== 0 && callee.fn === null && reads && !isVerifyName(last);
}

/** `httputil.ReadBody(r)`: returns the body without checking it. */
const READS_BODY = /^(?:(?:get|read|parse)_?)?(?:raw_?)?(?:request_?)?(?:body|raw|text|json|buffer|data)$/i;

/** Packages and functions that parse a form, multipart or not. */
const FORMS = /form(?:idable|-?data)|multi-?part|busboy|pechkin/i;

/** Tests the known path, `pathname.startsWith('/hooks')`; null for any other method. */
function askPath(pathname: string, method: string, text: string | null): boolean | null {
  if (text === null) return null;
  if (/^starts?_?with$/i.test(method)) return pathname.startsWith(text);
  if (/^ends?_?with$/i.test(method)) return pathname.endsWith(text);
  return method === 'includes' ? pathname.includes(text) : null;
}

function inputRead(run: Run, name: string, chain: readonly string[]): Value {
  if (chain.some((each) => /header/i.test(each)) || chain.at(-1) === 'get') run.headers.add(name.toLowerCase());
  return inputNamed(name, chain);
}
