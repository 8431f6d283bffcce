import { child, findNode } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isConfiguredReceiver } from '../proofs/configured-receiver.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { letsInByToken, matchCall, packageProvider } from '../calls/known-calls.ts';
import { isLibrary } from '../program/libraries.ts';
import { isOfAll } from './middleware-of-all.ts';
import { actionOf } from './named-action.ts';
import { middyChain, passMiddy } from './middy-chain.ts';
import type { MiddyChain } from './middy-chain.ts';
import { isVerifyName } from '../state/names.ts';
import { argumentsOf, bare, FUNCTIONS, literal, objectEntries, textOf } from '../program/program.ts';
import type { Program } from '../program/program.ts';
import { prove } from '../state/state.ts';
import { makeCandidate } from '../state/run.ts';
import type { Candidate, Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { value } from '../state/value.ts';
import type { Value } from '../state/value.ts';

/** The function that a handler resolves to, with its closure, or the call into another file that it delegates to. */
export type Target = { fn: SyntaxNode | null; env: Value['env']; candidate: Candidate | null };

const NONE: Target = { fn: null, env: null, candidate: null };

/**
 * Resolves a handler expression: a function that may be bound, wrapped by calls that may verify, or in another file.
 */
export function resolveHandler(run: Run, state: State, node: SyntaxNode, depth = 0): Target {
  const inner = bare(node);
  if (depth > 6) return NONE;
  if (FUNCTIONS.has(inner.type)) return { fn: inner, env: state.vars, candidate: null };
  // `...controller.take` in Hono, whose `createHandlers` returns a list.
  if (inner.type === 'spread_element' && inner.children[0])
    return resolveHandler(run, state, inner.children[0], depth + 1);
  if (inner.type === 'call_expression' || inner.type === 'new_expression')
    return resolveWrapped(run, state, inner, depth);
  if (inner.type === 'object') {
    const entry = objectEntries(run.program, inner);
    const next = entry.get('handler') ?? entry.get('POST') ?? entry.get('post');
    return next ? resolveHandler(run, state, next, depth + 1) : NONE;
  }
  if (inner.type === 'export_specifier') return { ...NONE, candidate: reexported(run, inner) };
  if (inner.type === 'array') return { ...NONE, candidate: lazyController(run, inner) };
  if (inner.type === 'string') return { ...NONE, candidate: namedAction(run, inner) };
  const method = methodNamed(run, inner);
  if (method) return { fn: method, env: null, candidate: null };
  const declared = run.program.declared.get(textOf(run.program, inner));
  if (declared && bare(declared).type === 'call_expression')
    return resolveWrapped(run, state, bare(declared), depth + 1);
  const found = evaluate(run, state, inner);
  if (found.fn) return { fn: found.fn, env: found.env, candidate: null };
  return { ...NONE, candidate: candidateFor(found, inner) };
}

/** The function of another file that this file re-exports. */
function reexported(run: Run, node: SyntaxNode): Candidate | null {
  const found = run.program.reexports.find((each) => each.node === node);
  return found ? candidateFor(value({ origin: { module: found.module, name: found.from } }), node) : null;
}

/**
 * AdonisJS: `[WebhooksController, 'handle']`, where the class may be imported lazily: `() => import('#controllers/x')`.
 */
function lazyController(run: Run, node: SyntaxNode): Candidate | null {
  const [owner, method] = node.children;
  const member = literal(run.program, method);
  if (!owner || member === null) return null;
  const name = textOf(run.program, owner);
  const module =
    run.program.imports.get(name)?.module ??
    importedIn(run.program, owner) ??
    importedIn(run.program, run.program.declared.get(name));
  if (module === undefined) return null;
  return makeCandidate({ module, name: 'default', member, node, named: isVerifyName(member) });
}

/** AdonisJS 5: `'WebhooksController.handle'`, with the class given by name. */
function namedAction(run: Run, node: SyntaxNode): Candidate | null {
  const action = actionOf(literal(run.program, node) ?? '');
  return action && makeCandidate({ ...action, name: 'default', node, named: isVerifyName(action.member) });
}

/** The module of `() => import('x')`. */
function importedIn(program: Program, node: SyntaxNode | undefined): string | undefined {
  if (!node || node.end - node.start > 300) return undefined;
  const call = findNode(node, (each) => each.type === 'call_expression' && child(each, 'function')?.type === 'import');
  return call ? (literal(program, argumentsOf(call)[0]) ?? undefined) : undefined;
}

/** `this.webhook`, `controller.webhook`, if the class is in this file. */
function methodNamed(run: Run, node: SyntaxNode): SyntaxNode | null {
  if (node.type !== 'member_expression') return null;
  const object = child(node, 'object');
  const property = child(node, 'property');
  if (!object || !property || (object.type !== 'this' && run.program.imports.has(textOf(run.program, object))))
    return null;
  return run.program.anyMethod.get(textOf(run.program, property)) ?? null;
}

/** The function inside a call that returns a handler; the wrapper may verify first. */
export function resolveWrapped(run: Run, state: State, call: SyntaxNode, depth: number): Target {
  const calleeNode = child(call, 'function') ?? child(call, 'constructor');
  if (!calleeNode) return NONE;
  const chain = middyChain(run.program, call);
  if (chain) return resolveMiddy(run, state, chain, depth);
  const inner = bare(calleeNode);
  const property = inner.type === 'member_expression' ? child(inner, 'property') : null;
  if (property && textOf(run.program, property) === 'bind') {
    return resolveHandler(run, state, child(inner, 'object') ?? inner, depth + 1);
  }
  if (inner.type === 'import' || textOf(run.program, inner) === 'require')
    return { ...NONE, candidate: candidateFor(evaluate(run, state, call), call) };
  const callee = evaluate(run, state, inner);
  if (callee.fn || methodNamed(run, inner)) {
    const made = evaluate(run, state, call);
    if (made.fn) return { fn: made.fn, env: made.env, candidate: null };
  } else {
    passCallee(run, state, callee, inner);
  }
  if (inner.type === 'call_expression') passParts(run, state, inner);
  let handed: Candidate | null = null;
  for (const arg of argumentsOf(call)) {
    const type = bare(arg).type;
    if (!/function|identifier|call_expression|member_expression/.test(type) && type !== 'object') continue;
    const target = resolveHandler(run, state, arg, depth + 1);
    if (target.fn) return target;
    handed ??= target.candidate;
  }
  if (run.notVerifier) return NONE;
  const own = candidateFor(callee, inner);
  // `asyncWrapper(controller.take)`: the wrapped function does the work.
  const wraps = WRAPPER.test(callee.chain.at(-1) ?? '') && own?.named !== true;
  return { ...NONE, candidate: wraps ? (handed ?? own) : (own ?? handed) };
}

function resolveMiddy(run: Run, state: State, { base, uses }: MiddyChain, depth: number): Target {
  for (const each of uses) {
    if (passMiddy(run, state, each)) continue;
    const callee = child(bare(each), 'function') ?? bare(each);
    passCallee(run, state, evaluate(run, state, callee), callee);
  }
  return resolveHandler(run, state, base, depth + 1);
}

/** `compose(withErrors, withHmac('x-signature'))(take)`: each wrapper of the handler in turn. */
function passParts(run: Run, state: State, call: SyntaxNode): void {
  for (const arg of argumentsOf(call)) {
    const part = bare(arg);
    const node = part.type === 'call_expression' ? child(part, 'function') : part;
    const callee = node?.type === 'identifier' ? evaluate(run, state, node) : null;
    const candidate = node && callee && GUARDS.test(callee.chain.at(-1) ?? '') ? candidateFor(callee, node) : null;
    if (candidate) passCandidate(run, state, { ...candidate, named: true });
  }
}

const GUARDS = /sign(?!in|out|up)|hmac|verif|auth|secret|guard|hook/i;

/** Passes a function that is called or mounted before the handler: it is known to verify, or a candidate that may. */
export function passCallee(run: Run, state: State, callee: Value, node: SyntaxNode): void {
  const known = matchCall(run.knowledge.verifiers, callee.chain, callee.origin);
  const last = callee.chain.at(-1) ?? '';
  const provider = known?.provider ?? packageProvider(run.knowledge, callee.origin);
  const isOff =
    known !== null && node.parent !== null && SWITCHED_OFF.test(textOf(run.program, node.parent).slice(-200));
  const verifies =
    known !== null ||
    letsInByToken(callee) ||
    (provider !== null && (isVerifyName(last) || /middleware|webhooks?$/i.test(last))) ||
    (node.parent !== null && isConfiguredReceiver(run.program, callee, node.parent));
  if (verifies && !isOff) return prove(run, state, { node, why: 'protected-before', provider });
  if (isOff || matchCall(run.knowledge.notVerifiers, callee.chain, callee.origin)) {
    run.notVerifier = true;
    run.readsBody = true;
    return;
  }
  const candidate = candidateFor(callee, node);
  if (!candidate || (!candidate.named && node.parent?.type === 'call_expression' && WRAPPER.test(last))) return;
  if (!candidate.named && isOfAll(run.program, callee, node)) return;
  passCandidate(run, state, candidate);
}

/** Verification is disabled by an option: `twilio.webhook({ validate: false })` */
const SWITCHED_OFF = /\b(?:validate|verify|signatureVerification)\s{0,5}:\s{0,5}false\b/;

/** Records middleware of another file, and applies this walk's assumption about it. */
export function passCandidate(run: Run, state: State, candidate: Candidate): void {
  run.candidates.push({ ...candidate, before: true });
  // A hook without a `next` may reject by what it returns: `return reply.code(401).send()`.
  const how = run.assume?.key === candidate.key ? run.assume.how : null;
  if (how === 'throws' || how === 'falsy') {
    prove(run, state, { node: candidate.node, why: 'protected-before', provider: null });
  }
}

/** Names of wrappers with a purpose of their own, matched by whole words: `rateLimit`, but not `migrate`. */
const WRAPPER =
  /(?:^|_)(?:async|catch|wrap|httpAction|rate_?[lL]imit|limit|log(?!in|out)|cors|json|raw|parser|helmet|onRequest|define|with(?:Error|Log|Metrics|Trac|Sentry))|Async|Catch|Wrap|Rate|Limit|Log(?!in|out)|Cors|CORS|J[sS][oO][nN]|Raw|Parser|Helmet/;

function candidateFor(callee: Value, node: SyntaxNode): Candidate | null {
  const { origin, chain } = callee;
  if (!origin || isLibrary(origin.module)) return null;
  const last = chain.at(-1) ?? origin.name;
  const direct = chain.length <= 1;
  const name = origin.name === '*' ? (direct ? '*' : last) : origin.name;
  const member = origin.name !== '*' && !direct ? last : null;
  return makeCandidate({ module: origin.module, name, member, node, named: isVerifyName(last) });
}
