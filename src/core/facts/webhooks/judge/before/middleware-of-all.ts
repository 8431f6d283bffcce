import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isOwn } from '../calls/known-calls.ts';
import { argumentsOf, bare, literal, textOf } from '../program/program.ts';
import type { Program } from '../program/program.ts';
import type { Value } from '../state/value.ts';

/**
 * A package's middleware that runs before the whole application, `app.use(docs.serve, docs.setup(spec))`, and whose
 * name does not suggest that it admits callers. Pages, rate limits and body parsers are mounted this way; verifiers for
 * one provider are not.
 */
export function isOfAll(program: Program, { origin, chain }: Value, node: SyntaxNode): boolean {
  if (origin === null || isOwn(origin) || program.language.shared) return false;
  const told = [origin.module, origin.name, ...chain].join(' ');
  return (!LETS_IN.test(told) || NOTES_CALLER.test(told)) && standsBeforeAll(program, node);
}

/**
 * Middleware that only identifies the caller by a cookie and lets everyone pass: `passport.initialize()`,
 * `passport.session()`.
 */
const NOTES_CALLER = /^(?:koa-)?passport .*(?:initialize|session)$|^(?:cookie|koa|client)-session |ExpressWithAuth$/;

const LETS_IN =
  /verif|valid|sign(?!up|in|al)|hook|hmac|auth|guard|secur|secret|token|jwt|key|passport|session|protect|bolt|bot/i;

/** Whether a node is an argument of `use` without a path, or part of one. */
function standsBeforeAll(program: Program, node: SyntaxNode): boolean {
  let at: SyntaxNode | null = node;
  for (let depth = 0; at && depth < 8; depth++) {
    const callee: SyntaxNode | null = at.type === 'call_expression' ? child(at, 'function') : null;
    const property = callee?.type === 'member_expression' ? child(callee, 'property') : null;
    if (property && textOf(program, property) === 'use') return isForAll(program, at);
    at = at.parent;
  }
  return false;
}

const isForAll = (program: Program, use: SyntaxNode): boolean => {
  const [first] = argumentsOf(use);
  return first !== undefined && bare(first).type !== 'array' && literal(program, first) === null;
};
