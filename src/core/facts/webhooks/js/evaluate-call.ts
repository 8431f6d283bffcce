import { child } from '../syntax.ts';
import { foldWord } from '../compile-webhook-knowledge.ts';
import type { CallPattern } from '../compile-webhook-knowledge.ts';
import type { WebhookReason } from '../reasons.ts';
import type { SyntaxNode } from '../syntax.ts';
import { answer } from './compare.ts';
import { assume, candidateOf } from './candidates.ts';
import type { Call } from './candidates.ts';
import { answersHere, isDigest, isMac, matchCall, packageProvider, primitive, takesVerifier } from './known-calls.ts';
import {
  inputNamed,
  isBodyName,
  isCarrier,
  isEffect,
  isHarmless,
  isLookup,
  isSafeCompare,
  isVerifyName,
  present,
  setting,
} from './names.ts';
import { argumentsOf, bare, textOf } from './program.ts';
import { fork, isOpen, learn, noteUse } from './run.ts';
import type { Run, State } from './run.ts';
import {
  ANSWER,
  ANYTHING,
  because,
  BODY,
  CHECKED,
  CLIENT,
  DEFAULTED,
  HEADERS,
  INPUT,
  MAC,
  NEXT,
  NOTHING,
  REQUEST,
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
  let receiver: Value | null = null;
  let callee: Value;
  if (inner.type === 'member_expression') {
    receiver = evaluate(run, state, child(inner, 'object'));
    const name = textOf(run.program, child(inner, 'property') ?? inner);
    callee = methodOf(run, receiver, name);
  } else {
    callee = evaluate(run, state, inner);
  }
  const nodes = argumentsOf(node);
  const args = nodes.map((part) => evaluate(run, state, part));
  let from = receiver && !(receiver.from & (REQUEST | RESPONSE)) ? receiver.from : 0;
  if (from & CLIENT && !isVerifyName(callee.chain.at(-1) ?? '')) from &= ~(SECRET | CLIENT);
  for (const each of args) from |= each.from;
  const call: Call = { node, callee, receiver, args, nodes, from };
  return (
    verifierCall(run, state, call) ??
    requestCall(run, call) ??
    flowCall(run, state, call) ??
    otherCall(run, state, call)
  );
}

/** A method by name: of a class of this file, of `this`, or just its path. */
function methodOf(run: Run, receiver: Value, name: string): Value {
  const held = receiver.props?.get(name);
  if (held) return held;
  const chain = [...receiver.chain.slice(-5), name];
  const owner = receiver.chain.at(-1);
  const methods =
    owner === 'this'
      ? [...run.program.methods.values()].find((each) => each.has(name))
      : run.program.methods.get(owner ?? '');
  return value({ chain, origin: receiver.origin, fn: methods?.get(name) ?? null, from: receiver.from & NEXT });
}

/** Verifiers, digests and comparisons. */
function verifierCall(run: Run, state: State, call: Call): Value | null {
  const { callee, node, args, nodes } = call;
  const { chain, origin } = callee;
  const last = chain.at(-1) ?? '';
  if (isSafeCompare(last) && args.length >= 2) return safeCompare(run, call);
  if (callee.fn === null) {
    const known = matchCall(run.knowledge.verifiers, chain, origin);
    if (known) return verified(run, state, call, providerOf(known), answersHere(known, chain, node));
    if (matchCall(run.knowledge.notVerifiers, chain, origin)) {
      run.notVerifier = true;
      return value({ from: BODY, chain });
    }
    const kind = primitive(chain, origin);
    if (kind)
      return verified(
        run,
        state,
        call,
        null,
        kind === 'boolean',
        kind === 'boolean' ? 'signature-compared' : 'token-compared',
      );
    const provider = packageProvider(run.knowledge, origin);
    if (provider && isVerifyName(last)) return verified(run, state, call, provider, answersHere(null, chain, node));
    if (
      call.from & BODY &&
      takesVerifier(
        origin,
        nodes.map((each) => textOf(run.program, each).slice(0, 80)),
      )
    ) {
      return verified(run, state, call, null, false);
    }
    if (call.from & SECRET && isDigest(chain)) return value({ from: MAC | (call.from & DEFAULTED), chain });
    if (isMac(chain) && (origin === null || !/^[.@~#]/.test(origin.module) || /^create/i.test(last))) {
      return value({ from: MAC | (call.from & DEFAULTED), chain: [] });
    }
  }
  const { receiver } = call;
  if (/^(equals|compare|localeCompare|includes)$/.test(last) && receiver && args.length > 0 && call.from & MAC) {
    const pair = node.type === 'call_expression' && last === 'compare' && args.length === 2;
    const result = answer(
      run,
      { node: nodes[0]!, value: args[0]! },
      { node: pair ? nodes[1]! : node, value: { ...receiver, from: call.from } },
      node,
      'signature-compared',
    );
    return /compare/i.test(last) ? { ...result, truthy: result.falsy, falsy: result.truthy } : result;
  }
  return null;
}

/** A package of a family of providers tells nothing about which of them calls. */
const providerOf = ({ module, provider }: CallPattern): string | null =>
  module !== null && FAMILY.has(module) && !FAMILY.has(provider) ? null : provider;

const FAMILY: ReadonlySet<string> = new Set(['svix', 'standardwebhooks', 'standard-webhooks']);

function safeCompare(run: Run, call: Call): Value {
  const [left, right] = call.args;
  const [leftNode, rightNode] = call.nodes;
  const token = !(call.from & MAC) && call.from & SECRET;
  return answer(
    run,
    { node: leftNode!, value: left! },
    { node: rightNode!, value: right! },
    call.node,
    token ? 'token-compared' : 'signature-compared',
  );
}

function verified(
  run: Run,
  state: State,
  call: Call,
  provider: string | null,
  answers: boolean,
  why: WebhookReason = 'sdk-verifier',
): Value {
  run.checks.push({ node: call.node, why, provider });
  const { chain } = call.callee;
  if (answers) return value({ from: ANSWER, truthy: CHECKED, falsy: because('failed'), chain });
  if ((chain.at(-1) ?? '').endsWith('Async') && !isAwaited(call.node)) {
    run.weakness = 'not-awaited';
    return value({ from: BODY, chain });
  }
  learn(run, state, CHECKED);
  return value({ from: BODY, truthy: CHECKED, falsy: CHECKED, chain });
}

function isAwaited(call: SyntaxNode): boolean {
  let node: SyntaxNode | null = call.parent;
  while (node && /^(parenthesized_expression|as_expression|non_null_expression)$/.test(node.type)) node = node.parent;
  return node !== null && node.type !== 'expression_statement' && node.type !== 'variable_declarator';
}

/** What is asked of the request: headers, body, settings. */
function requestCall(run: Run, call: Call): Value | null {
  const { callee, receiver, args } = call;
  const { chain } = callee;
  const last = chain.at(-1) ?? '';
  const text = args[0]?.text ?? null;
  const owner = receiver?.from ?? 0;
  if (owner & REQUEST && !callee.fn) {
    if (/^(get|header|query|param|getHeader)$/.test(last))
      return text === null ? value({ from: INPUT, chain }) : inputRead(run, text, chain);
    if (/^(text|json|arrayBuffer|formData|blob|raw|parseBody|bytes|clone|body)$/.test(last)) {
      run.readsBody ||= last !== 'clone';
      return last === 'clone' ? receiver : value({ from: BODY, chain });
    }
    // Hono's validated body; what AdonisJS reads and validates.
    if (/^(valid|all|input|only|validateUsing)$/.test(last)) {
      run.readsBody = true;
      return value({ from: BODY, chain });
    }
    // The way of NestJS from a guard's context to the request.
    if (/^(switchToHttp|getRequest|switchToRpc)$/.test(last)) return value({ from: REQUEST, chain });
    if (last === 'getResponse') return value({ from: RESPONSE, chain });
    return null;
  }
  if (owner & INPUT && !(owner & SIGNATURE) && last === 'get' && text !== null) return inputRead(run, text, chain);
  if (last === 'headers' && args.length === 0) return value({ from: INPUT | HEADERS, chain });
  if (/^(getHeaders|getRequestHeaders|getQuery|getRouterParams)$/.test(last) && call.from & REQUEST) {
    return value({ from: INPUT | (last.endsWith('Headers') ? HEADERS : 0), chain: ['headers'] });
  }
  if (/^(getHeader|getRequestHeader)$/.test(last)) {
    const name = args.at(-1)?.text;
    if (name) return inputRead(run, name, chain);
  }
  if (chain.slice(-3).join('.') === 'Deno.env.get' && text !== null) {
    run.env.add(text);
    return setting(text, chain);
  }
  if (
    /^(get|require|read)(Env|Secret|Config)/.test(last) ||
    (last === 'get' && /config|env/i.test(chain.at(-2) ?? ''))
  ) {
    if (text !== null) {
      run.env.add(text);
      return setting(text.split('.').at(-1)!, chain);
    }
    return present(SECRET, { chain });
  }
  if (
    call.from & REQUEST &&
    !callee.fn &&
    (isBodyName(last.replace(/^(get|read|parse)/i, '')) || /raw|body|buffer|^text$|^json$/i.test(last))
  ) {
    if (isVerifyName(last)) return null;
    run.readsBody = true;
    return value({ from: BODY, chain });
  }
  return null;
}

function inputRead(run: Run, name: string, chain: readonly string[]): Value {
  if (chain.some((each) => /header/i.test(each)) || chain.at(-1) === 'get') run.headers.add(name.toLowerCase());
  return { ...inputNamed(name), chain };
}

/** `next()`, functions of this file, callbacks. */
function flowCall(run: Run, state: State, call: Call): Value | null {
  const { callee, args, receiver } = call;
  const last = callee.chain.at(-1) ?? '';
  if (callee.from & NEXT) {
    if (args.length === 0 || args[0]!.text === 'route') run.nexts.push(state.alive ? state.known : NOTHING);
    return UNKNOWN;
  }
  if (callee.fn && call.node.type === 'call_expression') {
    const returned = run.call(run, state, callee.fn, args, callee.env);
    const agrees = returned.text === 'true' && !returned.falsy.possible && !returned.truthy.checked;
    if (agrees && isVerifyName(last)) run.weakness ??= 'stub';
    return returned;
  }
  if (/^(assert|invariant)$/.test(last) || /^assert\.(ok|equal|strictEqual)$/.test(callee.chain.join('.'))) {
    if (args[0]) learn(run, state, args[0].truthy);
    return UNKNOWN;
  }
  if (callee.origin?.module === '@sveltejs/kit' && /^(error|redirect)$/.test(last)) {
    state.alive = false;
    return UNKNOWN;
  }
  if (last === 'throw' || /^(notFound|redirect)$/.test(last)) {
    if (/^(ctx|c|context|this|reply)$/.test(callee.chain.at(-2) ?? '') || last !== 'throw') {
      state.alive = false;
      return UNKNOWN;
    }
  }
  return callbacks(run, state, call, last, receiver);
}

/** Functions handed over run on the state that is now; what they check holds for themselves only. */
function callbacks(run: Run, state: State, call: Call, last: string, receiver: Value | null): Value | null {
  let result: Value | null = null;
  const given = value({ from: (receiver?.from ?? 0) & (BODY | SIGNATURE | INPUT | MAC | ANYTHING) });
  for (const arg of call.args) {
    if (!arg.fn || run.stack.includes(arg.fn)) continue;
    const inside = fork(run, state, NOTHING);
    const returned = run.call(run, inside, arg.fn, [given, given], arg.env);
    if (/^(some|find|every|any)$/.test(last))
      result = value({ from: returned.from & ANSWER, truthy: returned.truthy, falsy: returned.falsy });
    if (last === 'then' && inside.known.checked) learn(run, state, CHECKED);
  }
  return result;
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

/** A request with a body that goes out, and not in order to verify. */
function isSent(run: Run, { callee, node, nodes }: Call): boolean {
  const last = callee.chain.at(-1) ?? '';
  if (!/^(?:\$?fetch|ofetch|axios|request|post|put|patch)$/.test(last)) return false;
  const text = textOf(run.program, node).slice(0, 600);
  const writes = /^p/.test(last) || /method:\s{0,5}['"](?:POST|PUT|PATCH|DELETE)/.test(text);
  return writes && !/verif|validat|oauth|token/i.test(nodes[0] ? textOf(run.program, nodes[0]) : '');
}

/** A call whose code is not in this file. */
function otherCall(run: Run, state: State, call: Call): Value {
  const { callee, node } = call;
  const { chain } = callee;
  const last = chain.at(-1) ?? '';
  const candidate = node.type === 'call_expression' ? candidateOf(run, call) : null;
  const assumed = candidate ? assume(run, state, candidate) : null;
  if (assumed) return assumed;
  if (call.from & (BODY | INPUT) && isRefetch(run, call)) run.refetches = true;
  const onResponse = ((call.receiver?.from ?? 0) & RESPONSE) !== 0;
  if (!onResponse && !isHarmless(chain)) {
    run.acts = true;
    const ofBody = (call.from & BODY) !== 0 && isEffect(chain);
    if (ofBody || state.bypass.size > 0 || state.known.tags.has('failed')) noteUse(run, state, node, ofBody);
  } else if (!onResponse && isEffect(chain)) run.acts = true;
  if (isSent(run, call)) {
    run.acts = true;
    if (isOpen(state) || state.known.tags.size > 0) noteUse(run, state, node, false);
  }
  if (call.from & TOKEN && isLookup(last) && run.checks.length === 0) {
    run.checks.push({ node, why: 'token-compared', provider: null });
    return value({ from: ANSWER, truthy: CHECKED, falsy: because('failed') });
  }
  const all = call.from & ~(ANSWER | NEXT | RESPONSE | REQUEST);
  // What is made of body and signature together is the event, no signature.
  const passed = all & BODY && !isCarrier(chain) ? all & ~(SIGNATURE | TOKEN | HEADERS) : all;
  const made = node.type === 'new_expression' || /^(getInstance|create|init|make|default)/.test(last);
  // `secret.trim()` is as absent as the secret.
  const lone = passed & SIGNATURE ? !(passed & SECRET) : passed & SECRET;
  if (made && passed & SECRET && !OF_SECRETS.test(chain.join('.')))
    return value({ from: passed | CLIENT, chain, origin: callee.origin });
  if (lone && !(passed & (MAC | BODY))) return present(passed, { chain, origin: callee.origin });
  return value({ from: passed, chain: made || call.args.length < 4 ? chain : [], origin: callee.origin });
}

/** Makers of keys, buffers and verifiers, which stay what they are made of. */
const OF_SECRETS = /key|secret|hmac|crypto|array|buffer|encod|webhook|verif|sign|auth/i;
