import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { argumentsOf, bare, textOf } from '../program/program.ts';
import type { Program } from '../program/program.ts';
import { fork, learn, openTags, passBy } from '../state/state.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { CHECKED, givesRefusal, NOTHING, REQUEST, value } from '../state/value.ts';
import type { Value } from '../state/value.ts';

// Lambda functions wrapped in Middy middleware (https://middy.js.org/docs/intro/how-it-works).

/** The function that does the work, and the middleware in front of it, in order. */
export type MiddyChain = { base: SyntaxNode; uses: SyntaxNode[] };

/** `middy(take).use(verify())`, `middy().use(verify()).handler(take)`; null for any other call. */
export function middyChain(program: Program, call: SyntaxNode): MiddyChain | null {
  const uses: SyntaxNode[] = [];
  let base: SyntaxNode | null = null;
  let at = call;
  for (let depth = 0; at.type === 'call_expression' && depth < 40; depth++) {
    const callee = child(at, 'function');
    const [first, further] = argumentsOf(at);
    if (callee?.type !== 'member_expression') {
      base ??= first ?? null;
      return base && callee && further === undefined && isMiddy(program, callee) ? { base, uses } : null;
    }
    const name = textOf(program, child(callee, 'property') ?? callee);
    if (name === 'handler') base = first ?? null;
    else if (name === 'use' && first) uses.unshift(...(bare(first).type === 'array' ? bare(first).children : [first]));
    else if (name === 'before' && first) uses.unshift(first);
    at = bare(child(callee, 'object') ?? callee);
  }
  return null;
}

const isMiddy = (program: Program, callee: SyntaxNode): boolean =>
  /^(?:@middy\/core|middy)$/.test(program.imports.get(textOf(program, callee))?.module ?? '');

/**
 * The function that runs before the work; it rejects a request by throwing or by returning a response. Null if there is
 * none.
 */
export const beforeOf = (made: Value): Value | null => {
  const before = made.props?.get('before');
  return before?.fn ? before : null;
};

/** The argument of such a function: `({ event }) => {}`. */
export const MIDDY_REQUEST = value({ from: REQUEST, chain: ['request'] });

/** Runs middleware whose code is in this file; returns false if it is not. */
export function passMiddy(run: Run, state: State, node: SyntaxNode): boolean {
  const made = evaluate(run, state, node);
  const { fn, env } = made.fn ? made : (beforeOf(made) ?? made);
  if (!fn) return false;
  const inside = fork(run, state, NOTHING);
  const uses = run.uses.length;
  const given = run.call(run, inside, fn, [MIDDY_REQUEST], env);
  run.uses.length = uses;
  if (!inside.alive) return true;
  if (givesRefusal(given) || inside.known.checked) learn(run, state, CHECKED);
  else passBy(state, openTags(inside));
  return true;
}
