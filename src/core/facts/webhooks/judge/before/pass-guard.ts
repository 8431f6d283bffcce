import type { SyntaxNode } from '../../syntax.ts';
import { child } from '../../syntax.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { isVerifyName } from '../state/names.ts';
import { bare, textOf } from '../program/program.ts';
import { passMiddleware } from './pass-middleware.ts';
import { makeCandidate } from '../state/run.ts';
import { fork, learn, passBy, prove } from '../state/state.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { CHECKED, NOTHING, without } from '../state/value.ts';

/**
 * Passes a NestJS guard, or middleware that a module applies: its `canActivate` or `use` runs first, and a request for
 * which it throws, or does not return true, is rejected. One of another file is a candidate that may verify.
 */
export function passGuard(run: Run, state: State, node: SyntaxNode): void {
  const inner = bare(node);
  // `new Guard()` and `Guard('name')` are guards like `Guard`.
  const target = child(inner, 'constructor') ?? child(inner, 'function') ?? inner;
  const guard = evaluate(run, state, target);
  const name = guard.chain.at(-1) ?? '';
  const method = run.program.methods.get(name)?.get('canActivate');
  if (method) {
    const inside = fork(run, state, NOTHING);
    const uses = run.uses.length;
    const answer = run.call(run, inside, method, [], null);
    run.uses.length = uses;
    if ((inside.alive && inside.known.checked) || (answer.truthy.checked && answer.truthy.possible)) {
      learn(run, state, CHECKED);
    } else if (answer.truthy.tags.size > 0) {
      passBy(state, without(answer.truthy.tags, 'failed'));
    }
    return;
  }
  const applied = isApplied(run, node) ? run.program.methods.get(name)?.get('use') : undefined;
  if (applied) return passMiddleware(run, state, applied);
  if (!guard.origin || SESSIONS.test(name)) return;
  const member = methodOf(run, node);
  const candidate = makeCandidate({ ...guard.origin, member, node, named: isVerifyName(`verify${name}`) });
  // A guard composed by one of the application's own decorators is not followed.
  const deep = node.parent?.type === 'decorator' ? { deep: true as const } : {};
  run.candidates.push({ ...candidate, before: true, ...deep });
  if (run.assume?.key !== candidate.key || run.assume.how === 'falsy') return;
  prove(run, state, { node, why: 'protected-before', provider: null });
}

/** The method that the framework calls on middleware, an interceptor, a pipe or a guard. */
function methodOf(run: Run, node: SyntaxNode): string {
  if (isApplied(run, node)) return 'use';
  const by = child(node.parent?.parent ?? null, 'function');
  const name = by === null ? '' : textOf(run.program, by);
  return name === 'UseInterceptors' ? 'intercept' : /^(?:UsePipes|Body)$/.test(name) ? 'transform' : 'canActivate';
}

/** `consumer.apply(Middleware)` */
const isApplied = (run: Run, { parent }: SyntaxNode): boolean => {
  const property = child(child(parent?.parent ?? null, 'function'), 'property');
  return property !== null && textOf(run.program, property) === 'apply';
};

const SESSIONS = /^(?:AuthGuard|Throttler|RateLimit|Roles?Guard|JwtAuthGuard)/;
