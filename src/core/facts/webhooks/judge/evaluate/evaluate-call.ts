import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { askedOutcome } from '../calls/asked-outcome.ts';
import { addressCheck } from '../proofs/address-check.ts';
import { dispatchedCall } from '../calls/dispatched-call.ts';
import { flowCall } from '../calls/flow-call.ts';
import { isVerifyName } from '../state/names.ts';
import { otherCall } from '../calls/other-call.ts';
import { ownOutcome } from '../calls/outcome-of.ts';
import { isOwn } from '../calls/known-calls.ts';
import { argumentsOf, bare, literal, textOf, INHERITED } from '../program/program.ts';
import type { Program } from '../program/program.ts';
import { ofModule } from './property-of.ts';
import { givenSetting, requestCall } from '../calls/request-call.ts';
import { branched, endedAs } from '../calls/results.ts';
import { fork } from '../state/state.ts';
import type { Evaluate, Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { calledAs, tableOf, takenOut } from './tables.ts';
import { caughtPromise, settledPromises } from '../calls/settled-promise.ts';
import {
  BODY,
  CLIENT,
  IMPOSSIBLE,
  IS_RESPONSE,
  LOADED,
  NEXT,
  NOTHING,
  REQUEST,
  RESPONSE,
  SECRET,
  UNKNOWN,
  value,
} from '../state/value.ts';
import type { Origin, Value } from '../state/value.ts';
import { verifierCall } from '../proofs/verify-call.ts';

/** The value of a call or of `new`, with its effects on the state. */
export function evaluateCall(run: Run, state: State, node: SyntaxNode, evaluate: Evaluate): Value {
  const target = child(node, 'function') ?? child(node, 'constructor');
  if (!target) return UNKNOWN;
  const inner = bare(target);
  const known = moduleOf(run, node, inner) ?? tableOf(run, state, node, evaluate);
  if (known) return known;
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
    if (inner.type === 'identifier' && !run.program.language.shared)
      callee = calledAs(callee, textOf(run.program, inner));
  }
  const nodes = argumentsOf(node);
  if (callee.chain.join('.') === 'Promise.allSettled') return settledPromises(run, state, nodes[0], evaluate);
  // `result.events` in Ruby, assigned earlier: reading an attribute is a call.
  if (isRead(run, callee, nodes)) return callee;
  const args = nodes.map((part) => evaluate(run, state, part));
  let from = receiver && !(receiver.from & (REQUEST | RESPONSE)) ? receiver.from : 0;
  if (from & CLIENT && !isVerifyName(callee.chain.at(-1) ?? '')) from &= ~(SECRET | CLIENT);
  for (const each of args) from |= each.from;
  if (run.program.autoImports) callee = autoImported(run, inner, callee, args);
  const call = dispatchedCall({ node, callee, receiver, args, nodes, from });
  const answer =
    takenOut(call) ??
    verifierCall(run, state, call) ??
    addressCheck(run, call) ??
    requestCall(run, call) ??
    (run.program.language.outcomes ? ownOutcome(call) : (endedAs(state, call) ?? branched(run, state, call))) ??
    flowCall(run, state, call) ??
    otherCall(run, state, call);
  const given = givenSetting(call, answer);
  const handsOn = args.some((each) => each.from & REQUEST);
  if (state.known.checked && (handsOn || given.props?.has(IS_RESPONSE))) run.answered = true;
  // `return [null, new Error('bad signature')]`
  return node.type === 'new_expression' && /(?:Error|Exception)$/.test(callee.chain.at(-1) ?? '')
    ? { ...given, falsy: IMPOSSIBLE }
    : given;
}

/** Dynamic `await import('./x')` and `require('./x')`; null for any other call. */
function moduleOf(run: Run, call: SyntaxNode, target: SyntaxNode): Value | null {
  const name = target.type === 'import' ? '*' : textOf(run.program, target) === 'require' ? 'default' : null;
  const module = name === null ? null : literal(run.program, argumentsOf(call)[0]);
  return name === null || module === null ? null : value({ origin: { module, name }, chain: [LOADED] });
}

/**
 * `readShopifyHook(event)` in Nitro, declared nowhere in the file: a function of `server/utils/`, unless it is one of
 * Nitro's own.
 */
function autoImported(run: Run, target: SyntaxNode, callee: Value, args: readonly Value[]): Value {
  const name = target.type === 'identifier' ? textOf(run.program, target) : '';
  if (callee.origin !== null || callee.fn !== null || NITROS.test(name) || !args.some(({ from }) => from & REQUEST))
    return callee;
  return { ...callee, origin: { module: `#auto/${name}`, name }, chain: [name] };
}

/** Functions that Nitro, h3 (https://h3.dev/utils) and Nuxt modules provide. */
const NITROS =
  /^$|^(?:define|event|proxy|sanitize|parseCookies|toWebRequest|assertMethod|is(?:Method|Preflight|Cors|Error)|use(?:Session|Storage|RuntimeConfig|AppConfig|Event|Nitro|Body|RawBody|Query|Cookies?|Method))|^(?:get|read|parse)(?:Request|Response|Headers?|Query|Router|Cookie|Method|Validated|Session|Body|Raw|Form|Multipart|Proxy)|^(?:set|append|remove|clear|delete)(?:Headers?|Response|Cookie|Session|Cors)|^send(?:Error|Redirect|Stream|NoContent|WebResponse|Proxy|Iterable)?$|^handle(?:Cors|CacheHeaders)$|^server[A-Z]|(?:get|set|clear|require|replace)UserSession$|^(?:create|throw)Error$/;

const isRead = ({ program }: Run, { fn, chain, from, props }: Value, nodes: readonly SyntaxNode[]): boolean =>
  program.language.shared &&
  nodes.length === 0 &&
  fn === null &&
  (from & BODY) !== 0 &&
  props === null &&
  chain.length > 0;

/** The method of that name: of a class of this file, of `this`, or only its member path. */
function methodOf(run: Run, receiver: Value, name: string): Value {
  const held = receiver.props?.get(name) ?? askedOutcome(run, receiver, name);
  if (held) return held;
  const imported = ofModule(receiver, name);
  if (imported) return imported;
  const chain = [...receiver.chain.slice(-5), name];
  const owner = receiver.chain.at(-1);
  const { anyMethod, methods } = run.program;
  // `Hooks::BaseController` of another file is not the `BaseController` of this one.
  const own = receiver.origin === null ? methods.get(owner ?? '') : undefined;
  const fn = owner === 'this' ? anyMethod.get(name) : own?.get(name);
  const base = owner === 'this' && receiver.chain.length === 1 && !fn ? baseOf(run.program) : null;
  if (base) return value({ chain: [base.name, name], origin: base });
  const oneOf = receiver.oneOf?.map((each) => ({ ...each, chain: [...each.chain, name] }));
  const callee = value({ chain, origin: receiver.origin, fn: fn ?? null, from: receiver.from & NEXT });
  return oneOf ? { ...callee, oneOf } : callee;
}

/**
 * The base class, from another file, of the only derived class in this file: it has the methods that the latter lacks.
 * Null if there is none.
 */
function baseOf({ statics, imports, language, text }: Program): Origin | null {
  if (language.shared) return null;
  const bases = statics
    .filter(({ name }) => name === INHERITED)
    .map(({ node }) => imports.get(text.slice(node.start, node.end)));
  const [only, further] = bases;
  return only && further === undefined && isOwn(only) ? only : null;
}
