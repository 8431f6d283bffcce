import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { attempt } from './attempt.ts';
import type { Call } from './call.ts';
import { chosenCall } from '../evaluate/chosen-call.ts';
import { isAnswer } from '../state/frame.ts';
import { handsOver } from './hands-over.ts';
import { runsBehind } from '../proofs/candidates.ts';
import { isNeverAwaited, isTaken } from '../program/is-waited-for.ts';
import { letsInByToken } from './known-calls.ts';
import { isCheckName, isVerifyName } from '../state/names.ts';
import { isAsync, textOf } from '../program/program.ts';
import { takesBody } from './request-call.ts';
import { fork, learn, openTags } from '../state/state.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { joinValues } from '../state/join-values.ts';
import {
  ANSWER,
  ANYTHING,
  BODY,
  CHECKED,
  HEADERS,
  IMPOSSIBLE,
  INPUT,
  MAC,
  NEXT,
  NOTHING,
  PASSING,
  REQUEST,
  response,
  SIGNATURE,
  UNKNOWN,
  value,
} from '../state/value.ts';
import type { Knowledge, Value } from '../state/value.ts';

/** `next()`, functions of this file, assertions and callbacks; null for any other call. */
export function flowCall(run: Run, state: State, call: Call): Value | null {
  const { callee, args } = call;
  const last = callee.chain.at(-1) ?? '';
  if (letsPass(callee)) {
    run.nexts.push(knownAtNext(state));
    return response({});
  }
  if (callee.from & NEXT) {
    if (args.length === 0 || args[0]!.text === 'route') run.nexts.push(knownAtNext(state));
    return UNKNOWN;
  }
  if (runsHandedOver(call)) {
    run.nexts.push(knownAtNext(state));
    return UNKNOWN;
  }
  // `bearerAuth({ token })(c, next)`
  if (letsInByToken(callee) && args.some(({ from }) => from & NEXT)) {
    run.checks.push({ node: call.node, why: 'token-compared', provider: null });
    run.nexts.push(CHECKED);
    return UNKNOWN;
  }
  const chosen = chosenCall(run, state, call);
  if (chosen) return chosen;
  if (callee.fn && call.node.type === 'call_expression') {
    if (isAsync(run.program, callee.fn) && isNeverAwaited(run.program, call.node))
      return promised(run, state, call, callee.fn);
    const answered = run.call(run, state, callee.fn, args, callee.env, handsOver(run, call.node));
    const returned = readsOff(call) ? { ...answered, from: answered.from | BODY } : answered;
    const agrees = returned.text === 'true' && !returned.falsy.possible && !returned.truthy.checked;
    if (agrees && (isCheckName(last) || isVerifyName(last))) run.weakness ??= 'stub';
    return returned;
  }
  if (goesOnWhere(callee)) {
    if (args[0]) learn(run, state, args[0].truthy);
    return UNKNOWN;
  }
  // `response.abortIf(!valid, 'Invalid signature', 401)` of AdonisJS
  if (last === 'abortIf') {
    if (args[0]) learn(run, state, args[0].falsy);
    return UNKNOWN;
  }
  if (call.from & BODY && (last === 'push' || putsIntoMap(call))) collect(run, state, call.node);
  if (endsRequest(callee)) {
    state.alive = false;
    return UNKNOWN;
  }
  return callbacks(run, state, call);
}

/**
 * `await work();` of a parameter, without arguments: the caller's own code runs there, as the rest of a chain does
 * after `next`.
 */
const runsHandedOver = ({ callee: { from, chain }, args, node }: Call): boolean =>
  from === ANYTHING && chain.length === 1 && args.length === 0 && node.type === 'call_expression' && !isTaken(node);

/**
 * `assert(valid)`, Koa's `ctx.assert(valid, 401)`, AdonisJS's `response.abortUnless(valid)`: throws if the condition is
 * false.
 */
const goesOnWhere = ({ chain }: Value): boolean =>
  /^(?:assert|invariant|abortUnless)$/.test(chain.at(-1) ?? '') ||
  /^assert\.(?:ok|equal|strictEqual)$/.test(chain.join('.'));

/** Koa's `ctx.throw(401)`, SvelteKit's `error(401)`, and `notFound()` and `redirect('/')` of Next.js throw. */
function endsRequest({ chain, origin }: Value): boolean {
  const last = chain.at(-1) ?? '';
  if (/^(?:notFound|redirect)$/.test(last)) return true;
  if (last === 'throw') return /^(?:ctx|c|context|this|reply)$/.test(chain.at(-2) ?? '');
  return last === 'error' && origin?.module === '@sveltejs/kit';
}

/** `resolve(event)` of SvelteKit, `NextResponse.next()`: returns the response of the handler behind. */
const letsPass = ({ from, chain }: Value): boolean =>
  (from & NEXT && chain.at(-1) === PASSING) || /^NextResponse\.(?:next|rewrite)$/.test(chain.join('.'));

/** What is known where a request continues, with the reasons why the check may have been skipped. */
const knownAtNext = (state: State): Knowledge =>
  !state.alive ? NOTHING : state.known.checked ? state.known : { ...state.known, tags: openTags(state) };

/** `if (!verify(req))` of an async function: a promise is always truthy, and nothing sees how it settles. */
function promised(run: Run, state: State, { callee, args }: Call, fn: SyntaxNode): Value {
  const inside = fork(run, state, NOTHING);
  const answered = run.call(run, inside, fn, args, callee.env);
  if (isAnswer(answered)) run.weakness ??= 'not-awaited';
  return value({ from: answered.from & ~ANSWER, falsy: IMPOSSIBLE });
}

/** `await readBody(req)`: a function that reads a stream returns what its listeners have collected. */
const readsOff = ({ callee, args, from }: Call): boolean =>
  (from & REQUEST) !== 0 &&
  args.length > 0 &&
  /^(?:read|get|parse|collect|receive)\w{0,20}(?:Body|Buffer|Payload|Form|Json)$|^(?:raw)?body$/i.test(
    callee.chain.at(-1) ?? '',
  );

/** `params.put(name, request.getParameter(name))` of `new HashMap<>()`. */
const putsIntoMap = ({ callee: { chain }, receiver }: Call): boolean =>
  /^put(?:All)?$/.test(chain.at(-1) ?? '') && /Map$/.test(receiver?.chain.at(-1) ?? '');

/** `chunks.push(chunk)`: a list holds what is added to it. */
function collect(run: Run, state: State, call: SyntaxNode): void {
  const list = child(child(call, 'function'), 'object');
  if (list?.type === 'identifier') holdBody(state, textOf(run.program, list));
}

function holdBody(state: State, name: string): void {
  const held = state.vars.get(name) ?? UNKNOWN;
  state.vars.set(name, value({ ...held, from: held.from | BODY, truthy: NOTHING, falsy: NOTHING, text: null }));
}

/** `req.on('data', (chunk) => { body += chunk })`: marks the outer variables in which a listener collects the body. */
function collectAll(run: Run, state: State, listener: SyntaxNode): void {
  for (const node of nodesOfType(listener, FILLS)) {
    const pushes = child(child(node, 'function'), 'property');
    if (node.type === 'call_expression' && (!pushes || textOf(run.program, pushes) !== 'push')) continue;
    const target = child(node, 'left') ?? child(child(node, 'function'), 'object');
    if (target?.type === 'identifier') holdBody(state, textOf(run.program, target));
  }
}

/** `form.forEach((value, key) => { fields[key] = value })`: an object filled in a loop holds what it is filled from. */
function fillFrom(run: Run, state: State, each: SyntaxNode, from: number): void {
  if (from === 0) return;
  for (const node of nodesOfType(each, SETS)) {
    const target = child(node, 'left');
    const object = target?.type === 'subscript_expression' ? child(target, 'object') : null;
    const held = object && state.vars.get(textOf(run.program, object));
    if (held) state.vars.set(textOf(run.program, object), { ...held, from: held.from | from });
  }
}

/**
 * `let mac; parts.forEach((part) => { if (isMac(part)) mac = part })`: an outer variable is as before, or as one
 * iteration left it.
 */
function keepSet(run: Run, state: State, each: SyntaxNode): void {
  run.budget.left -= (each.end - each.start) >> 7;
  for (const node of nodesOfType(each, SETS)) {
    const target = child(node, 'left');
    const name = target?.type === 'identifier' ? textOf(run.program, target) : '';
    const [before, after] = [state.vars.get(name), run.closed?.get(name)];
    if (!before || !after || before === after) continue;
    // A difference that starts at zero means nothing before the first iteration.
    const isDifference = after.falsy.checked && after.truthy.tags.has('failed');
    state.vars.set(name, isDifference ? after : joinValues(before, after));
  }
}

const GOES_THROUGH = /^(?:forEach|map|each(?:_byte|_char|_with_index)?|zip|times|some|every|find|filter|reduce|then)$/;

const SETS = new Set(['assignment_expression']);
const FILLS = new Set(['assignment_expression', 'augmented_assignment_expression', 'call_expression']);

/** These return what the block yields for each element. */
const MAKES_LIST = /^(?:map|flat_map|filter_map|collect|index_with|index_by|to_h|each_with_object)$/;

/** `withLog({ logger, fn: () => take(req) })`: callbacks among the options of a call. */
const workOf = ({ props }: Value): Value[] =>
  [...(props ?? [])].flatMap(([name, each]) => (each.fn !== null && WORK.test(name) ? [each] : []));

const WORK = /^(?:fn|func|callback|cb|run|execute|task|work|action|try)$/;

/** `Optional.of(body).filter(valid).map(act)`: only what passes the filter gets there. */
const letThrough = ({ program }: Run, receiver: Value | null, method: string): Knowledge =>
  program.language.shared && receiver?.truthy.checked && BEHIND_FILTER.test(method) ? receiver.truthy : NOTHING;

const BEHIND_FILTER = /^(?:map|flatMap|flat_map|forEach|each|ifPresent(?:OrElse)?|doOnNext|then)$/;

/** Tests the elements of a list, and returns one result for all. */
const FINDS = /^(?:some|find|every|any|all|exists)$/;

/** The arguments of a callback: elements, and for `reduce` the initial value before them. */
function handed({ callee, args }: Call, callback: Value, first: Value, part: Value): Value[] {
  const at = args.indexOf(callback);
  const start = callee.chain.at(-1) === 'reduce' ? args[at === 0 ? 1 : 0] : undefined;
  if (start === undefined || at === -1) return [first, part];
  return at === 0 ? [start, part] : [part, start];
}

/**
 * Runs callbacks on the current state; what they check holds only for themselves. Null if that yields no result of its
 * own.
 */
function callbacks(run: Run, state: State, call: Call): Value | null {
  const { callee, receiver } = call;
  const last = callee.chain.at(-1) ?? '';
  if (!call.args.some(({ fn, props }) => fn !== null || props !== null)) return null;
  let result: Value | null = null;
  const streams =
    (last === 'on' && ((receiver?.from ?? 0) & REQUEST) !== 0 && call.args[0]?.text === 'data') || takesBody(call);
  // `verify(request).then((valid) => …)`
  const answered = last === 'then' && receiver !== null && (receiver.from & ANSWER) !== 0 ? receiver : null;
  const part = value({
    from: streams ? BODY : (receiver?.from ?? 0) & (BODY | SIGNATURE | INPUT | HEADERS | MAC | ANYTHING),
  });
  run.readsBody ||= streams;
  for (const arg of call.args.flatMap((each) => [each, ...workOf(each)])) {
    if (!arg.fn || run.stack.includes(arg.fn)) continue;
    const behind = runsBehind(run, call);
    const inside = fork(run, state, behind ? CHECKED : letThrough(run, receiver, last));
    const returned = run.call(run, inside, arg.fn, handed(call, arg, answered ?? part, part), arg.env);
    if (streams) collectAll(run, state, arg.fn);
    if (last === 'forEach') fillFrom(run, state, arg.fn, part.from & (BODY | INPUT | HEADERS));
    if (GOES_THROUGH.test(last)) keepSet(run, state, arg.fn);
    if (last === 'filter' && run.program.language.shared && returned.truthy.checked)
      result = value({ from: part.from, truthy: returned.truthy, falsy: returned.falsy });
    if (FINDS.test(last) || (last === 'reduce' && isAnswer(returned)))
      result = value({ from: returned.from & ANSWER, truthy: returned.truthy, falsy: returned.falsy });
    else if (run.program.language.blocks && MAKES_LIST.test(last)) result = value({ from: returned.from & ~ANSWER });
    if (!inside.known.checked || state.known.checked || behind) continue;
    if (last === 'then') learn(run, state, CHECKED);
    else result = attempt(run, state, call) ?? result;
  }
  return result;
}
