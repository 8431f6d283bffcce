import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { isVerifyName } from '../state/names.ts';
import { argumentsOf, bare, FUNCTIONS, objectEntries, textOf } from '../program/program.ts';
import { passCallee, passCandidate, resolveHandler, resolveWrapped } from './resolve-handler.ts';
import type { Target } from './resolve-handler.ts';
import { fork, learn, meet, openTags, passBy, prove } from '../state/state.ts';
import { makeCandidate, nothingHanded } from '../state/run.ts';
import type { Candidate, Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { CHECKED, givesRefusal, joinKnowledge, NOTHING, SECRET } from '../state/value.ts';

/**
 * Passes middleware where it is registered. If it is registered under a condition, the requests for which that does not
 * hold are not checked.
 */
export function passMiddleware(run: Run, state: State, node: SyntaxNode): void {
  const condition = conditionOf(node);
  const otherwise = condition && evaluate(run, fork(run, state, NOTHING), condition).falsy;
  if (!otherwise || !otherwise.possible || otherwise.tags.size === 0) return passRegistered(run, state, node);
  const passed = fork(run, state, NOTHING);
  passRegistered(run, passed, node);
  meet(state, passed, fork(run, state, otherwise));
}

/**
 * `if (production) app.use(verify)`: the condition of a registration. Null if there is none, or if an `else` branch
 * registers an alternative.
 */
function conditionOf(node: SyntaxNode): SyntaxNode | null {
  let at = node;
  for (let depth = 0; at.parent && depth < MAX_DEPTH && !FUNCTIONS.has(at.parent.type); depth++) {
    const { parent } = at;
    if (parent.type === 'if_statement' && child(parent, 'consequence') === at)
      return child(parent, 'alternative') ? null : child(parent, 'condition');
    at = parent;
  }
  return null;
}

/** Limit of AST levels from an argument of a registration up to the condition around it. */
const MAX_DEPTH = 8;

/** Runs middleware on a copy of the state; afterwards, what all its calls of `next` have in common is known. */
function passRegistered(run: Run, state: State, node: SyntaxNode): void {
  const inner = bare(node);
  if (inner.type === 'array') {
    for (const each of inner.children) passRegistered(run, state, each);
    return;
  }
  if (inner.type === 'string' || inner.type === 'object' || inner.type === 'comment') return;
  if (isSecretPath(run, state, inner)) return prove(run, state, { node: inner, why: 'token-compared', provider: null });
  const check = checkOfParser(run, inner);
  if (check) return passRegistered(run, state, check);
  const target =
    inner.type === 'call_expression' ? middlewareOfCall(run, state, inner) : resolveHandler(run, state, inner);
  if (target.candidate) {
    const found = evaluate(run, state, inner.type === 'call_expression' ? child(inner, 'function') : inner);
    passCallee(run, state, found, inner);
    return;
  }
  if (!target.fn) {
    const named = namedFrom(run, inner);
    if (named) passCandidate(run, state, named);
    return;
  }
  const inside = fork(run, state, NOTHING);
  const nexts = run.nexts;
  const uses = run.uses.length;
  const { handed } = run;
  run.handed = nothingHanded();
  run.nexts = [];
  run.endsByAnswer = !takesNext(run, target.fn);
  const given = run.call(run, inside, target.fn, [], target.env);
  run.endsByAnswer = false;
  // Async hooks without a `next` let a request pass by returning, or by returning nothing.
  const passed = givesRefusal(given) ? given.falsy : { ...inside.known, tags: openTags(inside) };
  const after = joinKnowledge(run.nexts) ?? (inside.alive ? passed : null);
  run.nexts = nexts;
  run.uses.length = uses;
  run.handed = handed;
  if (after?.checked) learn(run, state, CHECKED);
  else if (after) passBy(state, after.tags);
  if (isDerived(run, node)) for (const [name, each] of given.props ?? []) run.derived.set(name, each);
}

/** `app.derive(verify)`: its result is added to the context (https://elysiajs.com/essential/life-cycle#derive). */
function isDerived({ program }: Run, { parent: list }: SyntaxNode): boolean {
  const name = child(child(list?.parent ?? null, 'function'), 'property');
  return list?.type === 'arguments' && name !== null && /^(?:derive|resolve)$/.test(textOf(program, name));
}

/**
 * Whether a path contains a secret, so that no one else knows the address:
 * `app.post(`/bot${process.env.BOT_TOKEN}`, take)`.
 */
function isSecretPath(run: Run, state: State, node: SyntaxNode): boolean {
  if (!/^(?:template_string|identifier|binary_expression)$/.test(node.type)) return false;
  const path = evaluate(run, state, node);
  return (path.from & SECRET) !== 0 && path.fn === null && path.origin === null;
}

/**
 * `express.json({ verify: (req, res, buf) => {} })`: the function that a body parser calls before it parses, and that
 * rejects the request by throwing (https://expressjs.com/en/api.html#express.json). Undefined if there is none.
 */
function checkOfParser({ program }: Run, call: SyntaxNode): SyntaxNode | undefined {
  const callee = call.type === 'call_expression' ? child(call, 'function') : null;
  const [options] = callee && PARSER.test(textOf(program, callee)) ? argumentsOf(call) : [];
  return options && objectEntries(program, bare(options)).get('verify');
}

const PARSER = /^(?:\w{1,40}\.)?(?:json|urlencoded|raw|text)$/;

/** Whether a function takes `next`; one that does not rejects a request by answering it. */
const takesNext = ({ program }: Run, fn: SyntaxNode): boolean =>
  !program.language.hooksAnswer ||
  (child(fn, 'parameters')?.children ?? []).some((each) =>
    /^_?(?:next|done|cb|callback)\b/i.test(textOf(program, each)),
  );

function middlewareOfCall(run: Run, state: State, call: SyntaxNode): Target {
  const callee = evaluate(run, state, child(call, 'function'));
  if (callee.fn) {
    const made = evaluate(run, state, call);
    return { fn: made.fn, env: made.env, candidate: null };
  }
  return resolveWrapped(run, state, call, 1);
}

/** `app.verifyWebhook`, which another file defines: it verifies by its name, but cannot be followed. */
function namedFrom(run: Run, node: SyntaxNode): Candidate | null {
  const [name = ''] = /[\w$]{1,60}$/.exec(textOf(run.program, node).slice(-60)) ?? [];
  if (node.type !== 'member_expression' || !(isVerifyName(name) || /^verify[A-Z]/.test(name))) return null;
  return makeCandidate({ module: null, name, member: null, node, named: true });
}
