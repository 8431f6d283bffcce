import type { Called } from '../../../../webhook-types.ts';
import type { Call } from './call.ts';
import { isDropped, isReturned } from '../program/is-waited-for.ts';
import { fetches, isRefetch, mayRefetch } from './is-refetch.ts';
import { isOwn } from './known-calls.ts';
import { isEffect, isHarmless, writesDown } from '../state/names.ts';
import { textOf } from '../program/program.ts';
import type { Program } from '../program/program.ts';
import { isOpen, noteHanded, noteUse } from '../state/state.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { ANSWER, ANYTHING, BODY, HEADERS, INPUT, MAC, RESPONSE, SIGNATURE } from '../state/value.ts';
import type { Value } from '../state/value.ts';

// The effects of a call beside its value: it acts on the body, forwards it, queries the provider, stores an address.

/** Records the effects of a call whose code is not in this file. Returns true if it sends a request with a body. */
export function noteEffects(run: Run, state: State, call: Call): boolean {
  noteFetch(run, call);
  run.answerLeft ||= !keepsAnswer(call.callee.chain) && call.args.some((each) => holdsAnswer(each));
  const sent = isSent(run, call);
  noteAct(run, state, call, sent);
  if (registers(call)) run.registers = true;
  if (installs(run, call)) run.installs = true;
  if (!sent) return false;
  run.posts = true;
  if (call.from & BODY && passesHeaders(call)) run.expectsProof = true;
  if (isLookedUpUrl(call)) run.sends = true;
  const address = hookAddress(run, call);
  if (address !== null) run.forwards.push(address);
  if (isOpen(state) || state.known.tags.size > 0) noteUse(run, state, call.node, false);
  return true;
}

/**
 * Records that the provider is queried for an object that the body names, or that a function of another file may do so.
 */
function noteFetch(run: Run, call: Call): void {
  const named = (call.from & (BODY | INPUT)) !== 0;
  const isHanded = run.knowledge.isRouted === true && (named || (call.from & ANYTHING) !== 0);
  if (isHanded && fetches(run, call)) run.fetches = true;
  if ((named || isHanded) && isRefetch(run, call)) run.refetches = true;
  if (!named) return;
  const { chain, origin } = call.callee;
  // In other languages, specifiers of own modules look like those of packages, which resolve to no file.
  if (origin === null || !(run.program.language.shared || isOwn(origin))) return;
  if (run.asks.length >= MAX_ASKS || !mayRefetch(chain.slice(-2))) return;
  const isMember = chain.length > 1 && origin.name !== '*';
  const name = origin.name === '*' ? chain.at(-1)! : origin.name;
  const asked = { module: origin.module, name, ...(isMember ? { member: chain.at(-1)! } : {}) };
  const isSame = (each: Called): boolean => keyOfCalled(each) === keyOfCalled(asked);
  if (!run.asks.some(isSame)) run.asks.push(asked);
}

const keyOfCalled = ({ module, name, member = '' }: Called): string => `${module} ${name} ${member}`;

/** A limit, as each may be another file to read. */
const MAX_ASKS = 6;

function noteAct(run: Run, state: State, call: Call, sent: boolean): void {
  const { callee, node } = call;
  const { chain } = callee;
  if (((call.receiver?.from ?? 0) & RESPONSE) !== 0) return;
  const feeds = FEEDS.test(chain.at(-1) ?? '') && ((call.from & MAC) !== 0 || VERIFIER.test(chain.at(-2) ?? ''));
  const written = textOf(run.program, node).slice(0, 600);
  // A prepared statement names its table where it is prepared.
  const table = call.receiver?.text?.slice(0, 200) ?? '';
  const recorded = RECORDS.test(`${table} ${written.slice(0, 200)}`) || /\bheaders\s?[:,]/.test(written);
  const changes = changesRows(callee) && !recorded;
  if (!feeds && (changes || SENDS.test(chain.at(-1) ?? '') || !isHarmless(chain))) {
    run.acts ||= !sent;
    if (state.known.checked && (call.from & BODY || isWorkOf(run, chain))) run.guarded = true;
    const kept = recorded && (isStored(chain) || KEEPS.test(chain.at(-1) ?? '') || INSERTS.test(table));
    const ofRefusal = state.known.tags.has('failed') && isKeptAnyway(chain);
    if (handsBody(call) && !recorded && !ofRefusal) noteHanded(run, state, chain.join('.'));
    const ofBody = (call.from & BODY) !== 0 && (changes || ((isEffect(chain) || actsOnRows(call)) && !kept));
    const isWork = !onlyAnswers(call) && (call.from & MAC) === 0;
    if (ofBody || (state.bypass.size > 0 && isWork)) noteUse(run, state, node, ofBody);
  } else if (isEffect(chain)) run.acts = true;
}

/**
 * `mediator.Send(command)`: a service that does all the work. Only in other languages, whose services are called
 * through their types.
 */
const isWorkOf = ({ program }: Run, chain: readonly string[]): boolean =>
  program.language.shared && chain.length > 1 && isEffect(chain);

/**
 * `events.create({ body, isValid })`, `logger.info({ isValid })`: storing or logging the result of a check does not
 * test it.
 */
const keepsAnswer = (chain: readonly string[]): boolean =>
  (isStored(chain) || KEEPS_ANSWER.test(chain.at(-1) ?? '')) && !WORKERS.test(chain.slice(0, -1).join('.'));

/**
 * Whether an argument contains the result of a check, `isValid`, `{ data: { body, isValid } }`, or has too many parts
 * to tell.
 */
const holdsAnswer = ({ from, props }: Value, depth = 0): boolean =>
  (from & ANSWER) !== 0 ||
  (props !== null &&
    depth < 3 &&
    (props.size > MAX_PARTS || props.values().some((each) => holdsAnswer(each, depth + 1))));

const MAX_PARTS = 20;

const KEEPS_ANSWER =
  /^(?:(?:create|insert|save|upsert|update)(?:One|Many)?|set|values|push|stringify|json|log|info|warn|error|debug)$/;
/** Acts on its input later. */
const WORKERS = /queue|jobs?\b|worker|bus\b|emitter|publisher|producer/i;

/** `return respond({ ok: true })`, `head :ok`: the handler's final answer, without anything from the request. */
const onlyAnswers = ({ node, from }: Call): boolean => (from & (BODY | INPUT)) === 0 && isReturned(node);

/** `sendMessage(body)`, `bot.send_message(...)`; but not methods that send the response. */
const SENDS = /^send(?=[_A-Z])(?!_?(?:Status|File|Error|Response|Json|Html|Text|Result|Success|Ok)\b)/;

/** Whether another function receives the body, and does more than convert it or run a callback with it. */
const handsBody = ({ args, callee: { chain } }: Call): boolean =>
  chain.length > 0 &&
  !(RUNS.test(chain.at(-1)!) && args.some(({ fn }) => fn !== null)) &&
  args.some(({ from }) => from & BODY) &&
  !TAKES_APART.test(chain.at(-1)!) &&
  !CACHES.test(chain.at(-1)!) &&
  !CHOOSES_ROWS.test(chain.at(-1)!) &&
  !writesDown(chain.at(-1)!);

/**
 * `orders.where('reference', body.reference)`: only selects the rows to read or change, before a check as well as after
 * it.
 */
const CHOOSES_ROWS =
  /^(?:or_?|and_?)?(?:where(?:_?(?:in|not|has|key|raw|json_?contains|first|[A-Z]\w{0,30}))?|filter_?by|find_?(?:one_?)?by|eq|set_?parameters?)$/i;

/**
 * `orders.where('reference', body.reference).freeze();`: does something to the rows, whatever that is, as nobody takes
 * its result.
 */
const actsOnRows = ({ node, receiver, callee: { chain } }: Call): boolean =>
  ((receiver?.from ?? 0) & BODY) !== 0 &&
  CHOOSES_ROWS.test(chain.at(-2) ?? '') &&
  !CHOOSES_ROWS.test(chain.at(-1)!) &&
  !READS_ROWS.test(chain.at(-1)!) &&
  isDropped(node);

/** Steps of a query, and what gives rows out. */
const READS_ROWS =
  /^(?:first|last|one|sole|single|all|get|find|fetch|load|read|exists?|doesnt|count|sum|avg|min|max|value|pluck|select|order|sort|limit|take|skip|offset|page|paginate|chunk|latest|oldest|with|without|join|left|inner|outer|group|having|distinct|unique|lock|for|cursor|stream|to|scalar|scalars|execute|exec|then|catch|lean|populate|include|includes|preload|tap|as|using|options|returning|iterator|each|map|not|and|or|is|has|on|use|when|unless)(?![a-z])/;

/** `connection.withTransaction(context, async (inner) => …)` */
const RUNS = /^(?:with[A-Z_]\w{0,40}|\$?transaction|atomic|run(?:In\w{0,30})?)$/;

const TAKES_APART =
  /^(?:str|int|float|bool|dict|list|tuple|Decimal|UUID|isinstance)$|^(?:str_|array_|in_array|curl_)|bind|unmarshal|deserial|convert|normali[sz]e|saniti[sz]e|extract|escape|truncate|format|build|make|new|hash|hex|base64|bytes|sign|len|min|max|cast|assign|copy|clone/i;

/**
 * `verifier.Write(body)` of `slack.NewSecretsVerifier(headers, secret)`: feeds the body to a verifier that is asked
 * afterwards.
 */
const FEEDS = /^(?:update|write)$/;
const VERIFIER = /verifier$/i;

/** `setCachedKeys(account, keys)`: a cache only saves another look-up. */
const CACHES = /cached?(?=[A-Z_]|$)|Cached?(?=[A-Z_]|$)/;

/** Whether a call sends a request with a body, for another purpose than to verify. */
function isSent(run: Run, { callee, node, nodes, args }: Call): boolean {
  const last = callee.chain.at(-1) ?? '';
  if (!/^(?:\$?fetch(?:[A-Z]\w{0,30})?|ofetch|axios|request|post|put|patch)$/.test(last)) return false;
  const text = textOf(run.program, node).slice(0, 600);
  const method = args[1]?.props?.get('method')?.text ?? '';
  const writes = /^p/.test(last) || WRITES.test(text) || /^(?:POST|PUT|PATCH|DELETE)$/.test(method);
  // `${API}/bot${BOT_TOKEN}/sendMessage` does not request a token.
  const address = nodes[0] ? textOf(run.program, nodes[0]).replace(/\$\{[^}]{0,80}\}/g, '') : '';
  return writes && !/verif|validat|oauth|token/i.test(address);
}

/** The method takes a body, or is that of the incoming request. */
const WRITES =
  /method:\s{0,5}(?:['"](?:POST|PUT|PATCH|DELETE)|(?:req|request|event|c\.req|ctx)\.(?:method|httpMethod)\b)/;

/**
 * `fetch(url, { headers: { 'stripe-signature': signature }, body })`: the server that receives body and signature is
 * expected to verify.
 */
const passesHeaders = ({ args }: Call): boolean =>
  args.some(({ props }) => ((props?.get('headers')?.from ?? 0) & (SIGNATURE | HEADERS)) !== 0);

/**
 * `fetch(webhook.url, { method: 'POST' })`: the address is from a table, not from the settings or the request itself.
 */
function isLookedUpUrl({ args }: Call): boolean {
  const chain = args[0]?.chain ?? [];
  const target = chain.at(-1) ?? '';
  if (chain.length < 2 || /^(?:process|req|request|body|payload|data|event|input|params|JSON)$/i.test(chain[0]!))
    return false;
  return /(?:hook|target|endpoint|callback|destination)_?(?:url|uri)$|^(?:url|endpoint|destination)$/i.test(target);
}

/**
 * `fetch(process.env.CRM_WEBHOOK_URL, { body: JSON.stringify(body) })`: forwards the body to another party's webhook;
 * null for any other request.
 */
function hookAddress(run: Run, { args, nodes, from }: Call): string | null {
  const [target] = nodes;
  if (!target || !(from & BODY)) return null;
  const written = textOf(run.program, target).slice(0, 200);
  const address = `${(args[0]?.chain ?? []).join('.')} ${written} ${initialText(run.program, written)}`;
  return /hook/i.test(address) && !OWN_ROUTE.test(address) ? address : null;
}

/**
 * `${origin}/api/whatsapp/webhook`, `${SUPABASE_URL}/functions/v1/take-webhook`: another route of the same application.
 */
const OWN_ROUTE =
  /(?:\borigin|(?:app|site|public|supabase|vercel|deploy(?:ment)?)_?ur[li])\b['"`)!\]]{0,4}\}?\/(?:api|functions\/v1|\.netlify\/functions)\//i;

/** Whether a call inserts rows, whatever they contain: `db.insert({ ... })`. */
export const isStored = (chain: readonly string[]): boolean =>
  chain.length > 1 && chain.slice(1).some((name) => /^(?:insert|upsert)(?:One|Many)?$/.test(name));

/**
 * `db.insert(orders).values(body)`, `from('orders').delete().eq('id', body.id)`: a step of a query that changes rows.
 */
const changesRows = ({ chain }: Value): boolean =>
  chain.slice(1, -1).some((name) => /^(?:insert|update|upsert|delete)(?:Into|From)?$/.test(name)) &&
  /^(?:values|set|where|eq|match|onConflict\w*)$/.test(chain.at(-1)!);

/** Stores a row with everything that came in, headers included. */
const KEEPS = /^(?:create|insert|add|save)(?:One)?$/;
const INSERTS = /^\s{0,20}insert\b/i;

/**
 * `saveEvent(body, 'invalid')`, `attempts.insert(body)`: a function that stores incoming events stores rejected ones
 * too. `createOrder(body)` acts on the body instead.
 */
const isKeptAnyway = (chain: readonly string[]): boolean =>
  /^(?:archive|count|log|track)(?![a-z])/.test(chain.at(-1) ?? '') ||
  (/^(?:add|create|insert|persist|record|save|store)(?![a-z])/.test(chain.at(-1) ?? '') &&
    COMES_IN.test(chain.join('.')));

const COMES_IN =
  /event|hook|request|payload|body|raw|deliver|attempt|notif|message|callback|incoming|inbound|logs?(?![a-z])|audit|history/i;

/** Tables that record what came in. */
const RECORDS = /logs?\b|audit|web_?hook_?(?:event|record|deliver)|processed_|idempoten|dedup/i;

/** The source of a variable's initial value: `const url = `${base}/webhooks/x``. */
function initialText(program: Program, name: string): string {
  const [first = ''] = /^\w{1,60}(?=$|\.(?:toString\(\)|href)$)/.exec(name) ?? [];
  const at = first === '' ? undefined : declarationsOf(program).get(first);
  return at === undefined ? '' : (program.text.slice(at, at + 260).split(/[;\n]/, 1)[0] ?? '');
}

/** The position of each variable's first declaration at any depth. Memoized per file, as calls are many. */
function declarationsOf(program: Program): ReadonlyMap<string, number> {
  const known = DECLARATIONS.get(program);
  if (known) return known;
  const found = new Map<string, number>();
  for (const { 1: name = '', index } of program.text.matchAll(/\b(?:const|let|var) (\w{1,60})\b/g))
    if (!found.has(name)) found.set(name, index);
  DECLARATIONS.set(program, found);
  return found;
}

const DECLARATIONS = new WeakMap<Program, ReadonlyMap<string, number>>();

/** `createWebhook(body)`, `prisma.webhook.create(...)`: another party registers a webhook. */
function registers({ callee, from }: Call): boolean {
  if (!(from & (BODY | INPUT))) return false;
  const name = callee.chain.slice(-2).join('.');
  return REGISTERS.test(name);
}

const REGISTERS =
  /(?:^|\.)(?:create|register|add|save|store|update|subscribe)(?:new|outgoing|outbound|tenant|user)?(?:web)?hook(?:s|endpoint|subscription|config\w{0,10})?$|(?:^|\.)(?:web)?hook(?:s|endpoints?|subscriptions?|configs?|services?)?\.(?:create|register|subscribe|insert|upsert)$/i;

/**
 * `bot.setWebhook(url)`, `fetch(`${API}/bot${token}/setWebhook`)`: tells the provider which address to call, on a
 * user's request.
 */
function installs(run: Run, { callee, from, nodes }: Call): boolean {
  if (!(from & (BODY | INPUT))) return false;
  const target = nodes[0] ? textOf(run.program, nodes[0]).slice(0, 200) : '';
  return (
    INSTALLS.test(callee.chain.slice(-2).join('.')) || INSTALLS.test(`${target} ${initialText(run.program, target)}`)
  );
}

const INSTALLS =
  /(?:^|[./])set_?web_?hook\b|\/web_?hooks?\/(?:set|register|subscribe)\b|\/webhook_endpoints\b|^webhook_?endpoints\.create$/i;
