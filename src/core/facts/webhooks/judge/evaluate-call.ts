import { foldWord } from '../compile-webhook-knowledge.ts';
import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { assume, candidateOf } from './candidates.ts';
import type { Call } from './call.ts';
import { dispatchedCall } from './dispatched-call.ts';
import { packageProvider } from './known-calls.ts';
import {
  environmentNamed,
  isCarrier,
  isEffect,
  isHarmless,
  isLookup,
  isSecretName,
  isVerifyName,
  present,
} from './names.ts';
import { argumentsOf, bare, literal, textOf } from './program.ts';
import { outcomeOf, ownOutcome } from './outcome-of.ts';
import { fork, isOpen, noteUse } from './run.ts';
import type { Run, State } from './run.ts';
import { flowCall } from './flow-call.ts';
import { asksByKey, asksBySecret, unpacked } from './looked-up.ts';
import { ofModule } from './property-of.ts';
import { requestCall } from './request-call.ts';
import { caughtPromise, settledPromises } from './settled-promise.ts';
import { verifierCall } from './verify-call.ts';
import {
  ANSWER,
  because,
  BODY,
  CHECKED,
  CLIENT,
  HEADERS,
  IMPOSSIBLE,
  INPUT,
  IS_RESPONSE,
  LOADED,
  MAC,
  NEXT,
  NOTHING,
  REQUEST,
  response,
  RESPONSE,
  SECRET,
  SIGNATURE,
  TOKEN,
  UNKNOWN,
  value,
} from './value.ts';
import type { Value } from './value.ts';

type Evaluate = (run: Run, state: State, node: SyntaxNode | null) => Value;

/** The value of a call or of `new`, and what it does to the state. */
export function evaluateCall(run: Run, state: State, node: SyntaxNode, evaluate: Evaluate): Value {
  const target = child(node, 'function') ?? child(node, 'constructor');
  if (!target) return UNKNOWN;
  const inner = bare(target);
  const loaded = moduleOf(run, node, inner);
  if (loaded) return loaded;
  let receiver: Value | null = null;
  let callee: Value;
  if (inner.type === 'member_expression') {
    const name = textOf(run.program, child(inner, 'property') ?? inner);
    const failed = name === 'catch' ? fork(run, state, NOTHING) : null;
    receiver = evaluate(run, state, child(inner, 'object'));
    const settled = failed && caughtPromise(run, state, failed, receiver, node, evaluate);
    if (settled) return settled;
    callee = methodOf(run, receiver, name);
  } else {
    callee = evaluate(run, state, inner);
  }
  const nodes = argumentsOf(node);
  if (callee.chain.join('.') === 'Promise.allSettled') return settledPromises(run, state, nodes[0], evaluate);
  const args = nodes.map((part) => evaluate(run, state, part));
  let from = receiver && !(receiver.from & (REQUEST | RESPONSE)) ? receiver.from : 0;
  if (from & CLIENT && !isVerifyName(callee.chain.at(-1) ?? '')) from &= ~(SECRET | CLIENT);
  for (const each of args) from |= each.from;
  const call = dispatchedCall({ node, callee, receiver, args, nodes, from });
  const given =
    verifierCall(run, state, call) ??
    requestCall(run, call) ??
    (run.program.language.outcomes ? ownOutcome(call) : null) ??
    flowCall(run, state, call) ??
    otherCall(run, state, call);
  const handsOn = args.some((each) => each.from & REQUEST);
  if (state.known.checked && (handsOn || given.props?.has(IS_RESPONSE))) run.answered = true;
  // `return [null, new Error('bad signature')]`
  return node.type === 'new_expression' && /(?:Error|Exception)$/.test(callee.chain.at(-1) ?? '')
    ? { ...given, falsy: IMPOSSIBLE }
    : given;
}

/** `await import('./x')` and `require('./x')` where they are needed. */
function moduleOf(run: Run, call: SyntaxNode, target: SyntaxNode): Value | null {
  const name = target.type === 'import' ? '*' : textOf(run.program, target) === 'require' ? 'default' : null;
  const module = name === null ? null : literal(run.program, argumentsOf(call)[0]);
  return name === null || module === null ? null : value({ origin: { module, name }, chain: [LOADED] });
}

/** A method by name: of a class of this file, of `this`, or just its path. */
function methodOf(run: Run, receiver: Value, name: string): Value {
  const held = receiver.props?.get(name);
  if (held) return held;
  const imported = ofModule(receiver, name);
  if (imported) return imported;
  const chain = [...receiver.chain.slice(-5), name];
  const owner = receiver.chain.at(-1);
  const { anyMethod, methods } = run.program;
  const fn = owner === 'this' ? anyMethod.get(name) : methods.get(owner ?? '')?.get(name);
  return value({ chain, origin: receiver.origin, fn: fn ?? null, from: receiver.from & NEXT });
}

/** `mollie.payments.get(id)`, `fetch(`https://api.provider.com/v1/payments/${id}`)`. */
function isRefetch(run: Run, { callee, node }: Call): boolean {
  const { chain, origin } = callee;
  const last = chain.at(-1) ?? '';
  if (
    /^(fetch|get|\$fetch|request|axios)$/.test(last) &&
    /https:\/\/[\w.-]{4,80}\//.test(textOf(run.program, node).slice(0, 300))
  ) {
    return !/method:\s{0,5}['"](?:POST|PUT|PATCH|DELETE)/.test(textOf(run.program, node).slice(0, 600));
  }
  if (!/^(get|retrieve|fetch|find|show|lookup)/.test(last) || chain.length < 2) return false;
  return (
    packageProvider(run.knowledge, origin) !== null ||
    run.knowledge.signs.has(run.knowledge.words.get(foldWord(chain[0]!.replace(/(?:client|sdk|api)$/i, ''))) ?? '')
  );
}

/** What comes back is no secret, whatever key was sent with the question. */
const goesOut = ({ callee }: Call): boolean =>
  /^(?:\$?fetch(?:[A-Z]\w{0,30})?|ofetch|axios|got|ky)$/.test(callee.chain.at(-1) ?? '');

/** A request with a body that goes out, and not in order to verify. */
function isSent(run: Run, { callee, node, nodes }: Call): boolean {
  const last = callee.chain.at(-1) ?? '';
  if (!/^(?:\$?fetch(?:[A-Z]\w{0,30})?|ofetch|axios|request|post|put|patch)$/.test(last)) return false;
  const text = textOf(run.program, node).slice(0, 600);
  const writes = /^p/.test(last) || /method:\s{0,5}['"](?:POST|PUT|PATCH|DELETE)/.test(text);
  return writes && !/verif|validat|oauth|token/i.test(nodes[0] ? textOf(run.program, nodes[0]) : '');
}

/** `fetch(url, { headers: { 'stripe-signature': signature }, body })`: whoever gets body and signature is to verify. */
const passesHeaders = ({ args }: Call): boolean =>
  args.some(({ props }) => ((props?.get('headers')?.from ?? 0) & (SIGNATURE | HEADERS)) !== 0);

/** `fetch(webhook.url, { method: 'POST' })`: to an address out of a table, not to one of the settings or of the call itself. */
function isLookedUpUrl({ args }: Call): boolean {
  const chain = args[0]?.chain ?? [];
  const target = chain.at(-1) ?? '';
  if (chain.length < 2 || /^(?:process|req|request|body|payload|data|event|input|params|JSON)$/i.test(chain[0]!))
    return false;
  return /(?:hook|target|endpoint|callback|destination)_?(?:url|uri)$|^(?:url|endpoint|destination)$/i.test(target);
}

/** `fetch(process.env.CRM_WEBHOOK_URL, { body: JSON.stringify(body) })`: the body goes on to somebody else's webhook. */
function hookAddress(run: Run, { args, nodes, from }: Call): string | null {
  const [target] = nodes;
  if (!target || !(from & BODY)) return null;
  const written = textOf(run.program, target).slice(0, 200);
  const address = `${(args[0]?.chain ?? []).join('.')} ${written} ${initialText(run.program.text, written)}`;
  return /hook/i.test(address) ? address : null;
}

/** `db.insert({ ... })`: rows, whatever they hold. */
const isStored = (chain: readonly string[]): boolean =>
  chain.length > 1 && chain.slice(1).some((name) => /^(?:insert|upsert)(?:One|Many)?$/.test(name));

/** `db.insert(orders).values(body)`, `from('orders').delete().eq('id', body.id)`: what a change of rows is told step by step. */
const changesRows = ({ chain }: Value): boolean =>
  chain.slice(1, -1).some((name) => /^(?:insert|update|upsert|delete)(?:Into|From)?$/.test(name)) &&
  /^(?:values|set|where|eq|match|onConflict\w*)$/.test(chain.at(-1)!);

/** Tables in which it is written down what came in. */
const RECORDS = /logs?\b|audit|web_?hook_?(?:event|record|deliver)|processed_|idempoten|dedup/i;

/** What a variable is first set to: `const url = `${base}/webhooks/x``. */
function initialText(text: string, name: string): string {
  const [first = ''] = /^\w{1,60}(?=$|\.(?:toString\(\)|href)$)/.exec(name) ?? [];
  if (first === '') return '';
  const at = text.search(new RegExp(`\\b(?:const|let|var) ${first}\\b`));
  return at === -1 ? '' : (text.slice(at, at + 260).split(/[;\n]/, 1)[0] ?? '');
}

/** `createWebhook(body)`, `prisma.webhook.create(...)`: somebody wants to be called. */
function registers({ callee, from }: Call): boolean {
  if (!(from & (BODY | INPUT))) return false;
  const name = callee.chain.slice(-2).join('.');
  return REGISTERS.test(name);
}

const REGISTERS =
  /(?:^|\.)(?:create|register|add|save|store|update|subscribe)(?:new|outgoing|outbound|tenant|user)?(?:web)?hook(?:s|endpoint|subscription|config\w{0,10})?$|(?:^|\.)(?:web)?hook(?:s|endpoints?|subscriptions?|configs?|services?)?\.(?:create|register|subscribe|insert|upsert)$/i;

/** `Boolean(valid)` says what `valid` does. */
const asBoolean = ({ from, truthy, falsy }: Value): Value => value({ from, truthy, falsy });

/** A call whose code is not in this file. */
function otherCall(run: Run, state: State, call: Call): Value {
  const { callee, node } = call;
  const [first] = call.args;
  if (first && call.args.length === 1 && callee.chain.join('.') === 'Boolean') return asBoolean(first);
  // `result.isErr()`
  if (callee.from & ANSWER && call.args.length === 0) return callee;
  const { chain } = callee;
  const last = chain.at(-1) ?? '';
  const asked = call.args.length === 0 && chain.length === 1 ? environmentNamed(last) : null;
  if (asked) return asked;
  const candidate = node.type === 'call_expression' ? candidateOf(run, call) : null;
  const assumed = candidate ? assume(run, state, candidate, call) : null;
  const known = assumed ?? (run.program.language.outcomes ? outcomeOf(call) : null);
  if (known) return known;
  if (call.from & (BODY | INPUT) && isRefetch(run, call)) run.refetches = true;
  const onResponse = ((call.receiver?.from ?? 0) & RESPONSE) !== 0;
  const feeds = last === 'update' && (call.from & MAC) !== 0;
  const recorded = RECORDS.test(textOf(run.program, node).slice(0, 200));
  const changes = changesRows(callee) && !recorded;
  if (!onResponse && !feeds && (changes || !isHarmless(chain))) {
    run.acts = true;
    const ofBody = (call.from & BODY) !== 0 && (changes || (isEffect(chain) && !(recorded && isStored(chain))));
    if (ofBody || state.bypass.size > 0 || state.known.tags.has('failed')) noteUse(run, state, node, ofBody);
  } else if (!onResponse && isEffect(chain)) run.acts = true;
  if (registers(call)) run.registers = true;
  const sent = isSent(run, call);
  if (sent) {
    run.posts = true;
    if (call.from & BODY && passesHeaders(call)) run.expectsProof = true;
    if (isLookedUpUrl(call)) run.sends = true;
    const address = hookAddress(run, call);
    if (address !== null) run.forwards.push(address);
    if (isOpen(state) || state.known.tags.size > 0) noteUse(run, state, node, false);
  }
  const bySecret = asksBySecret(call);
  if ((bySecret || call.from & TOKEN || asksByKey(call)) && isLookup(last) && run.checks.length === 0) {
    run.checks.push({ node, why: 'token-compared', provider: null });
    return value({ from: ANSWER, truthy: CHECKED, falsy: because('failed') });
  }
  // `getWebhookSecret(tenant)`: a secret, whatever it is looked up by.
  if (isLookup(last) && isSecretName(last) && !isVerifyName(last))
    return present(SECRET, { chain, origin: callee.origin });
  const kept = call.from & ~(ANSWER | NEXT | RESPONSE | REQUEST | (goesOut(call) ? SECRET : 0));
  const all = kept | (bySecret ? TOKEN : 0);
  // What is made of body and signature together is the event, no signature.
  const whole = all & BODY && !isCarrier(chain) ? all & ~(SIGNATURE | TOKEN | HEADERS) : all;
  // The answer of another server is no secret and no digest, whatever it has been asked with.
  const passed = sent || isStored(chain) ? whole & ~(SECRET | MAC) : whole;
  if (onResponse && run.endsByAnswer && ANSWERS.test(last)) state.alive = false;
  // `res.status(401).end()` gives out `res`.
  if (onResponse) return response({ from: RESPONSE, chain });
  if (RESPONDS.test(chain.join('.'))) return response({ from: passed, chain, origin: callee.origin });
  const made = node.type === 'new_expression' || /^(getInstance|create|init|make|default)/.test(last);
  // `secret.trim()` is as absent as the secret.
  const lone = passed & SIGNATURE ? !(passed & SECRET) : passed & SECRET;
  if (made && passed & SECRET && !OF_SECRETS.test(chain.join('.')))
    return value({ from: passed | CLIENT, chain, origin: callee.origin });
  // `isNaN(timestamp)` is not there or absent, nor is a place in a text.
  const predicate = /^is[A-Z]/.test(last) || PLACE.test(last);
  if (lone && !predicate && !(passed & (MAC | BODY))) return present(passed, { chain, origin: callee.origin });
  return value({
    from: passed,
    chain: unpacked(call) ?? (made || call.args.length < 4 ? chain : []),
    origin: callee.origin,
    text: SAME_TEXT.test(last) ? (call.receiver?.text ?? call.args[0]?.text ?? null) : null,
    ...wrapped(run, call),
  });
}

/** Calls that give a place in a text, or an order of two: zero says nothing of absence. */
const PLACE = /^(?:str[ri]{0,2}pos|strn?(?:case)?cmp|(?:last_?)?index_?of(?:Any)?|r?find|search|cmp|compare(?:To)?)$/i;

/** Calls that give the bytes of a text, or a statement that is written in it. */
const SAME_TEXT = /^(?:encode|[gG]et_?Bytes|(?:as|into)_?bytes|prepare)$/i;

/** What sends the answer, after which there is nothing more to say. */
const ANSWERS = /^(?:send(?:Status|File)?|end|json|redirect|render|unauthorized|forbidden|badRequest)$/;

/** `new Response()`, `NextResponse.json()`. */
const RESPONDS = /^(?:Next)?Response(?:\.(?:json|redirect|error))?$/;

/** `withLog(async (req, res) => {})` of another file gives out a handler that comes to the one it was given. */
function wrapped(run: Run, { callee, args }: Call): Pick<Value, 'fn' | 'env'> | null {
  const [name = '', further] = callee.chain;
  // In a package of Go, functions of other files are not imported.
  const { shared } = run.program.language;
  if ((callee.origin === null && !shared) || further !== undefined || (shared && GUARDS.test(name))) return null;
  const inner = args.find(({ fn }) => fn !== null && TAKES_REQUEST.test(textOf(run.program, fn).slice(0, 60)));
  return inner ? { fn: inner.fn, env: inner.env } : null;
}

const TAKES_REQUEST =
  /^(?:async\s{1,5})?(?:function\b[\w\s]{0,30})?\(?(?:response,)?\s{0,10}_?(?:req|request|ctx|context|c|event)\b/;

const GUARDS = /verif|sign|auth|secur|hmac|guard|protect|valid|check(?!_?out)/i;

/** Makers of keys, buffers and verifiers, which stay what they are made of. */
const OF_SECRETS = /key|secret|hmac|crypto|array|buffer|encod|webhook|verif|sign|auth/i;
