import type { Call } from './call.ts';
import { isStored, noteEffects } from './call-effects.ts';
import { assume, candidateOf } from '../proofs/candidates.ts';
import { asksByKey, asksBySecret, keepBound, unpacked } from '../evaluate/looked-up.ts';
import {
  environmentNamed,
  isCarrier,
  isLookup,
  isSecretName,
  isVerifyName,
  present,
  saysLocal,
} from '../state/names.ts';
import { outcomeOf } from './outcome-of.ts';
import { textOf } from '../program/program.ts';
import { takesBody } from './request-call.ts';
import { noteThrownElsewhere } from './throws-elsewhere.ts';
import type { Check, Run } from '../state/run.ts';
import { prove } from '../state/state.ts';
import type { State } from '../state/state.ts';
import {
  ANSWER,
  because,
  BODY,
  CHECKED,
  CLAIMED,
  CLIENT,
  ENVIRONMENT,
  givesRefusal,
  HEADERS,
  IMPOSSIBLE,
  INPUT,
  MAC,
  NEXT,
  REQUEST,
  response,
  RESPONSE,
  SECRET,
  SIGNATURE,
  TOKEN,
  truthyAnswer,
  value,
} from '../state/value.ts';
import type { Value } from '../state/value.ts';

/** The value of a call whose code is not in this file, by its name and arguments. */
export function otherCall(run: Run, state: State, call: Call): Value {
  const { callee } = call;
  const { chain, origin } = callee;
  const last = chain.at(-1) ?? '';
  const known = answered(call) ?? assumed(run, state, call);
  if (known) return known;
  noteThrownElsewhere(run, state, call);
  const sent = noteEffects(run, state, call);
  const bySecret = asksBySecret(run, call);
  if ((bySecret || showsToken(call) || asksByKey(run, call)) && findsRow(run, last) && run.checks.every(isOfRow))
    return foundRow(run, state, call);
  if (bySecret) keepBound(run, state, call);
  // `getWebhookSecret(tenant)`: a secret, whatever it is looked up by.
  if (isLookup(last) && isSecretName(last) && !isVerifyName(last)) return present(SECRET, { chain, origin });
  const passed = passedOn(call, { sent, bySecret });
  const onResponse = ((call.receiver?.from ?? 0) & RESPONSE) !== 0;
  if (onResponse && run.endsByAnswer && ANSWERS.test(last)) state.alive = false;
  // `res.status(401).end()` returns `res`.
  if (onResponse) return response({ from: RESPONSE, chain });
  if (RESPONDS.test(chain.join('.')) || isMaker(callee) || (run.endsByAnswer && saysStatus(run, call)))
    return response({ from: passed, chain, origin });
  return result(run, call, passed);
}

/** `status(401)` from the context of an Elysia hook (https://elysiajs.com/essential/handler#status). */
const saysStatus = ({ program }: Run, { callee: { chain, origin }, nodes: [first] }: Call): boolean =>
  origin === null &&
  /^(?:status|error)$/.test(chain.join('.')) &&
  first !== undefined &&
  /^[45]\d\d$/.test(textOf(program, first));

/** A check by an earlier row look-up, in a cache of rows for example. */
const isOfRow = ({ why }: Check): boolean => why === 'token-compared';

/**
 * Whether a call returns a row, or whether there is one. In other languages, the rows of an executed statement are
 * fetched later.
 */
const findsRow = ({ program: { language } }: Run, name: string): boolean =>
  (isLookup(name) && !(language.shared && name === 'execute')) ||
  /^(?:exists|scalar(?:_one)?(?:_or_none)?)$/.test(name);

/** A row with the secret that the caller presents; other callers find none. */
function foundRow(run: Run, state: State, { node, callee }: Call): Value {
  const check: Check = { node, why: 'token-compared', provider: null };
  if (!THROWS.test(callee.chain.at(-1) ?? '')) {
    run.checks.push(check);
    return truthyAnswer(CHECKED);
  }
  prove(run, state, check);
  return value({ truthy: CHECKED, falsy: IMPOSSIBLE });
}

/** Ends the request if nothing is found: `firstOrFail()`, `findUniqueOrThrow(…)`, `first_or_404()`. */
const THROWS = /Or(?:Fail|Throw|404|Abort)$|_or_(?:fail|404|abort|raise)$|^scalar_one$/;

/**
 * Whether a look-up uses the caller's token. A token from the body that is sent to another server is the key for that
 * server, not a look-up.
 */
const showsToken = (call: Call): boolean =>
  (call.from & TOKEN) !== 0 &&
  ((call.from & SIGNATURE) !== 0 || !goesOut(call) || ((call.receiver?.from ?? 0) & TOKEN) !== 0);

/** A value known without knowing the called code: `Boolean(valid)`, `result.isErr()`, `isProduction()`. */
function answered(call: Call): Value | null {
  const { callee, receiver, args } = call;
  const { chain, from } = callee;
  const [first] = args;
  const converted = args.length === 0 ? receiver : args.length === 1 ? first : null;
  if (converted && converted.from & ENVIRONMENT && CONVERTS.test(chain.at(-1) ?? '')) return converted;
  if (first && args.length === 1 && chain.join('.') === 'Boolean') return asBoolean(first);
  // `process.env.APP_URL.includes('localhost')`
  if (first && /^(?:includes|startsWith|endsWith)$/.test(chain.at(-1) ?? '') && saysLocal(chain, first.text))
    return value({ chain, truthy: because('dev-env') });
  if (args.length > 0) return reported(call);
  if (from & ANSWER) return callee;
  // `env.IsDevelopment()`
  const isAsked = chain.length === 1 || (chain.length < 4 && /env(?:ironment)?$/i.test(chain.at(-2)!));
  return isAsked ? environmentNamed(chain.at(-1)!) : null;
}

/** `if (respondWithError(res, err)) return;`: responds with the error if there is one, and says whether there was. */
const reported = ({ callee: { chain }, args }: Call): Value | null =>
  REPORTS.test(chain.at(-1) ?? '') && args.some(({ from }) => (from & (REQUEST | RESPONSE)) !== 0)
    ? (args.filter(givesRefusal).map(asBoolean)[0] ?? null)
    : null;

/** Not `isTimeoutError`, which asks for one of many errors. */
const REPORTS = /^(?!is|as|log|ignore|skip)\w{0,40}(?:err(?:or)?|failure|failed)$/i;

/** `String(process.env.SKIP_CHECK || '').toLowerCase()` */
const CONVERTS = /^(?:String|toString|trim|strip|to_?(?:lower|upper)(?:_?case)?|lower|upper)$/i;

function assumed(run: Run, state: State, call: Call): Value | null {
  const candidate = call.node.type === 'call_expression' ? candidateOf(run, call) : null;
  const given = candidate ? assume(run, state, candidate, call) : null;
  return given ?? (run.program.language.outcomes ? outcomeOf(call) : null);
}

/** The origin flags of a call's result, as far as they still apply. */
function passedOn(call: Call, { sent, bySecret }: { sent: boolean; bySecret: boolean }): number {
  const { chain } = call.callee;
  const altered = converts(call) ? 0 : CLAIMED;
  const kept = call.from & ~(ANSWER | NEXT | RESPONSE | REQUEST | altered | (goesOut(call) ? SECRET : 0));
  const all = kept | (bySecret ? TOKEN : 0) | (takesBody(call) ? BODY : 0);
  // An object made from body and signature is the event, not a signature, and its parts are not headers.
  const proofs = SIGNATURE | TOKEN | (all & HEADERS ? HEADERS | INPUT : 0);
  const whole = all & BODY && !isCarrier(chain) ? all & ~proofs : all;
  // The answer of another server is neither a secret nor a digest, whatever was sent to it.
  if (sent || isStored(chain) || OF_SOMEBODY.test(chain.at(-1) ?? '')) return whole & ~(SECRET | MAC);
  return keepsDigest(call) ? whole : whole & ~MAC;
}

/** `Buffer.from(signature, 'hex')`, `header.split(',')`: what the caller sent, in another form. */
const converts = ({ callee: { chain }, receiver, args }: Call): boolean =>
  RECODES.test(chain.join('.')) ||
  (((receiver?.from ?? 0) & CLAIMED) !== 0 && args.every(isLiteral) && CUTS.test(chain.at(-1) ?? ''));

const isLiteral = ({ text }: Value): boolean => text !== null;

/** Changes the encoding or the type of its argument. */
const RECODES =
  /^(?:(?:Buffer|Uint8Array)\.from|String|JSON\.parse|(?:new)?TextEncoder\.encode|atob|decodeURIComponent|(?:hex|base64)\.\w{0,20}decode\w{0,20})$/i;
/** Methods of strings and buffers that return the same content, or a part of it. */
const CUTS =
  /^(?:toString|to_s|trim\w{0,5}|strip|(?:to_?)?(?:lower|upper)(?:_?case)?|(?:en|de)code|get_?bytes|(?:as_)?bytes|split|slice|substr(?:ing)?|replace(?:All)?|(?:remove|trim)_?(?:prefix|suffix)|at|first|last)$/i;

/** `await prepareLink({ tokenHash: mac, chat })` returns a row, whose fields may later be compared with literals. */
const keepsDigest = ({ callee: { chain }, receiver, args }: Call): boolean =>
  isVerifyName(chain.at(-1) ?? '') ||
  ((receiver?.from ?? 0) & MAC) !== 0 ||
  args.some(({ from, props }) => (from & MAC) !== 0 && (props === null || props.size < 2));

/** `get_profile(user_id, access_token)`: data that is fetched with a token, wherever it is stored. */
const OF_SOMEBODY =
  /^_?(?:get|fetch|load|retrieve|lookup)_?(?:[a-zA-Z]{1,20}_)?(?:user|profile|member|customer|contact|display_?name)(?:_?(?:info|data|details|name|profile))?$/i;

function result(run: Run, call: Call, passed: number): Value {
  const { callee, node } = call;
  const { chain, origin } = callee;
  const last = chain.at(-1) ?? '';
  if (LENGTH.test(last) && passed & MAC) return value({ chain });
  const made = node.type === 'new_expression' || /^(getInstance|create|init|make|default)/.test(last);
  if (made && passed & SECRET && !OF_SECRETS.test(chain.join('.')))
    return value({ from: passed | CLIENT, chain, origin });
  // `secret.trim()` is missing if the secret is.
  const lone = passed & SIGNATURE ? !(passed & SECRET) : passed & SECRET;
  // `isNaN(timestamp)` is falsy for other reasons than that the value is missing; so is a position in a string.
  const predicate = /^is[A-Z]/.test(last) || PLACE.test(last);
  if (lone && !predicate && !(passed & (MAC | BODY))) return present(passed, { chain, origin });
  return value({
    from: passed,
    chain: unpacked(call) ?? (made || call.args.length < 4 ? chain : []),
    origin,
    text: SAME_TEXT.test(last) ? (call.receiver?.text ?? call.args[0]?.text ?? null) : null,
    ...wrapped(run, call),
  });
}

/** `Boolean(valid)` says what `valid` says. */
const asBoolean = ({ from, truthy, falsy }: Value): Value => value({ from, truthy, falsy });

/** The answer is not secret, whatever key was sent with the request. */
const goesOut = ({ callee }: Call): boolean =>
  /^(?:\$?fetch(?:[A-Z]\w{0,30})?|ofetch|axios|got|ky)$/.test(callee.chain.at(-1) ?? '');

/** The length of a digest proves nothing: anyone can send as many characters. */
const LENGTH = /^(?:len|(?:mb_)?strlen|length|size|bytesize|count)$/;

/** Returns a position in a string, or the order of two values: zero does not mean that something is missing. */
const PLACE = /^(?:str[ri]{0,2}pos|strn?(?:case)?cmp|(?:last_?)?index_?of(?:Any)?|r?find|search|cmp|compare(?:To)?)$/i;

/** Returns the bytes of a string, or a statement that it contains. */
const SAME_TEXT = /^(?:encode|[gG]et_?Bytes|(?:as|into)_?bytes|prepare)$/i;

/** Sends the response, after which the handler is done. */
const ANSWERS = /^(?:send(?:Status|File)?|end|json|redirect|render|unauthorized|forbidden|badRequest)$/;

/** `json({ ok: true })`, `error(400)`: creates a response in a framework. */
const isMaker = ({ chain, origin }: Value): boolean =>
  chain.length === 1 &&
  /^(?:json|text|html|data|error|status|missing|redirect)$/.test(chain[0]!) &&
  /^(?:itty-router|@sveltejs\/kit|@remix-run\/|@react-router\/|react-router$|@tanstack\/)/.test(origin?.module ?? '');

/** `new Response()`, `NextResponse.json()`: creates a response. */
const RESPONDS = /^(?:Next)?Response(?:\.(?:json|redirect|error))?$/;

/** `withLog(async (req, res) => {})` of another file returns a handler that calls the one it was given. */
function wrapped(run: Run, { callee, args }: Call): Pick<Value, 'fn' | 'env'> | null {
  const [name = '', further] = callee.chain;
  // In a Go package, functions of other files are not imported.
  const { shared } = run.program.language;
  if ((callee.origin === null && !shared) || further !== undefined || (shared && GUARDS.test(name))) return null;
  const inner = args.find(({ fn }) => fn !== null && TAKES_REQUEST.test(textOf(run.program, fn).slice(0, 60)));
  return inner ? { fn: inner.fn, env: inner.env } : null;
}

const TAKES_REQUEST =
  /^(?:async\s{1,5})?(?:function\b[\w\s]{0,30})?\(?(?:response,)?\s{0,10}_?(?:req|request|ctx|context|c|event)\b/;

const GUARDS = /verif|sign|auth|secur|hmac|guard|protect|valid|check(?!_?out)/i;

/** Creates keys, buffers and verifiers, which are as secret as what they are created from. */
const OF_SECRETS = /key|secret|hmac|crypto|array|buffer|encod|webhook|verif|sign|auth/i;
