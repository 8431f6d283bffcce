import type { Call } from './call.ts';
import { isOwn } from './known-calls.ts';
import { inputNamed, isBodyName, isEnvironment, isVerifyName, present, setting } from '../state/names.ts';
import { propertyOf } from '../evaluate/property-of.ts';
import { queryOf, queryRead } from '../evaluate/query-of.ts';
import type { Run } from '../state/run.ts';
import { definedElsewhere, withStandIn } from '../evaluate/stand-in.ts';
import {
  BODY,
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

/** What is asked of the request: headers, body, settings. */
export function requestCall(run: Run, call: Call): Value | null {
  const { callee, receiver, args } = call;
  const { chain } = callee;
  const last = chain.at(-1) ?? '';
  const text = args[0]?.text ?? null;
  const owner = receiver?.from ?? 0;
  if (receiver && run.pathname !== null && receiver.text === run.pathname) {
    const asked = askPath(run.pathname, last, text);
    // Another file may put more in front of what this one knows of the path.
    if (asked !== null) return asked ? TRUE : run.program.language.shared ? value({ chain }) : FALSE;
    if (/^(?:split|replace|trim|toLowerCase|toString|r?strip|decode)$/.test(last)) return receiver;
  }
  if (owner & REQUEST && !callee.fn) {
    if (last === 'query') return text === null ? queryOf(run, chain) : queryRead(run, text, chain);
    if (/^(get|header|param|getHeader)$/.test(last))
      return text === null ? value({ from: INPUT, chain }) : inputRead(run, text, chain);
    // `c.json({ ok: true })` of Hono answers.
    if (args.length > 0 && /^(text|json|body)$/.test(last)) return response({ chain });
    if (/^(text|json|arrayBuffer|formData|blob|raw|parseBody|bytes|clone|body)$/.test(last)) {
      run.readsBody ||= last !== 'clone';
      return last === 'clone' ? receiver : value({ from: BODY, chain });
    }
    // Hono's validated body; what AdonisJS reads and validates; all that Sails was handed.
    if (/^(valid|all|input|only|validateUsing|allParams)$/.test(last)) {
      run.readsBody = true;
      return value({ from: BODY, chain });
    }
    // `req.pipe(busboy)`
    if (last === 'pipe') run.readsBody = true;
    // The way of NestJS from a guard's context to the request.
    if (/^(switchToHttp|getRequest|switchToRpc)$/.test(last)) return value({ from: REQUEST, chain });
    if (last === 'headers' && args.length === 0) return value({ from: INPUT | HEADERS, chain });
    if (last === 'getResponse') return value({ from: RESPONSE, chain });
    return null;
  }
  if (owner & INPUT && !(owner & SIGNATURE) && last === 'get' && text !== null)
    return owner & BODY ? queryRead(run, text, chain) : inputRead(run, text, chain);
  // `payload.get('sign')` of Python.
  if (receiver && owner & BODY && last === 'get' && text !== null && run.program.language.shared)
    return propertyOf(run, receiver, text);
  if (last === 'headers' && args.length === 0) return value({ from: INPUT | HEADERS, chain });
  if (last === 'getQuery' && call.from & REQUEST) return queryOf(run, ['headers']);
  if (/^(getHeaders|getRequestHeaders|getRouterParams)$/.test(last) && call.from & REQUEST) {
    return value({ from: INPUT | (last.endsWith('Headers') ? HEADERS : 0), chain: ['headers'] });
  }
  if (/^(getHeader|getRequestHeader)$/.test(last)) {
    const name = args.at(-1)?.text;
    if (name) return inputRead(run, name, chain);
  }
  // A digest of the bot's token (https://telegraf.js.org/classes/Telegraf-1.html#secretPathComponent).
  if (last === 'secretPathComponent') return present(SECRET, { chain });
  if (chain.slice(-3).join('.') === 'Deno.env.get' && text !== null) {
    run.env.add(text);
    return setting(text, ['env', text]);
  }
  // `requireSecret(request)` asks the caller for one.
  const asksCaller = (call.from & (REQUEST | HEADERS | SIGNATURE)) !== 0;
  const named = (GIVES_SETTING.test(last) && !asksCaller) || (GIVES_VARIABLE.test(last) && VARIABLE.test(text ?? ''));
  if (callee.fn === null && (named || (/^get(?:OrThrow)?$/.test(last) && /config|env/i.test(chain.at(-2) ?? '')))) {
    if (text !== null) run.env.add(text);
    const parts = text?.split(/[.:]/) ?? [];
    const read = text === null ? present(SECRET, { chain }) : setting(parts.at(-1)!, chain);
    const kept = text !== null && /^get/.test(last) && !named ? definedElsewhere(run, parts, read) : read;
    if (last.endsWith('OrThrow')) return { ...kept, falsy: IMPOSSIBLE };
    // `getSecret(name, 'latest')`, `requireEnv('ACME_SECRET', 'is needed')`
    const takesStandIn =
      last === 'get' || (VARIABLE.test(text ?? '') && !/secret|^(?:require|must|assert)/i.test(last));
    return takesStandIn ? withStandIn(kept, args[1]) : kept;
  }
  const kept = keptSetting(call);
  if (kept !== null) return kept;
  if (callee.fn === null && asksCaller && !(call.from & (BODY | SECRET)) && GIVES_SIGNATURE.test(last))
    return present(SIGNATURE, { chain });
  if (!takesBody(call)) return null;
  run.readsBody = true;
  if (args.some(({ fn }) => fn !== null)) return null;
  // `readEvent(request)` of another file may refuse what is not genuine. Imports of other languages do not tell files from packages.
  const mayRefuse = run.program.language.shared
    ? callee.origin !== null && !READS_BODY.test(last)
    : isOwn(callee.origin);
  return mayRefuse ? null : value({ from: BODY, chain });
}

/**
 * `AppSetting::get('acme_webhook_token')`, `setting('acme_webhook_token')`, `Setting.find_by(key: 'acme_webhook_token').value`: what
 * an application keeps in a table of its own is a secret by the name that it is asked for.
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

/** Columns of such a table. */
const OF_TABLE = /^(?:key|name|slug|code|value)$/;
const OF_SETTINGS = /setting|config|option|preference|credential|vault/i;
const ASKS_KEPT =
  /^(?:get|fetch|read|value|find|where|filter)(?:_?(?:or_?(?:throw|none|fail)|value|cached|by|first|single_value|string|setting|option|param|config|data))?$|^first_?where$|^of$/i;
const ASKS_SETTING = /^(?:(?:get|read|fetch)_?)?(?:\w{1,20}_)?(?:setting|option|config|credential)s?(?:_?value)?$/i;

const GIVES_SETTING = /^(get|require|read)(Env|Secret|Config)/;
/** `env`, `optionalEnv`, `envOr`, `get_env`. */
const GIVES_VARIABLE = /(?:^e|_e|E)nv(?:$|_|Or|Var|With|String|Default)/;
/** `extractSignature(request.headers)`: what another file looks for is there or not, and proves nothing by itself. */
const GIVES_SIGNATURE =
  /^(?:get|extract|read|find|pick)_?(?:\w{1,20}_?)?(?:[sS]ignature|[hH]mac)(?:_?(?:from|header)\w{0,20})?$/i;
/** The name of a variable of the environment. */
const VARIABLE = /^[A-Z][A-Z\d_]{2,80}$/;

/** What a function of the file that is named for it gives out is a secret, whatever it is looked up in. */
export function givenSetting({ callee, args, from }: Call, given: Value): Value {
  const isNamed = callee.fn !== null && GIVES_SETTING.test(callee.chain.at(-1) ?? '');
  if (!isNamed || given.from & (SECRET | ENVIRONMENT) || from & (REQUEST | HEADERS | SIGNATURE)) return given;
  const text = args[0]?.text ?? null;
  return text === null ? present(SECRET, { chain: callee.chain }) : setting(text.split('.').at(-1)!, callee.chain);
}

/** `getRawBody(req)`, `readEvent(request)`, `form.parse(req)` of Formidable: gives out what the request holds. */
export function takesBody({ callee, from }: Call): boolean {
  const last = callee.chain.at(-1) ?? '';
  const reads =
    isBodyName(last.replace(/^(get|read|parse)/i, '')) ||
    /raw|body|buffer|^text$|^json$/i.test(last) ||
    (/parse/i.test(last) && FORMS.test(`${callee.origin?.module}/${last}`));
  return (from & REQUEST) !== 0 && callee.fn === null && reads && !isVerifyName(last);
}

/** `httputil.ReadBody(r)`: gives out what came, whatever it is. */
const READS_BODY = /^(?:(?:get|read|parse)_?)?(?:raw_?)?(?:request_?)?(?:body|raw|text|json|buffer|data)$/i;

/** Packages and functions that take a form apart, which may come in parts. */
const FORMS = /form(?:idable|-?data)|multi-?part|busboy|pechkin/i;

/** `pathname.startsWith('/hooks')`; null for what asks something else. */
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
