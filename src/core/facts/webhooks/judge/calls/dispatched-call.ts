import type { Call } from './call.ts';
import { HEADERS, SIGNATURE, value } from '../state/value.ts';

/**
 * Resolves `ctx.runAction(internal.stripe.fulfil, { signature, payload })` of Convex to the call of `fulfil` in
 * `convex/stripe.ts`, if it passes the signature on: only a verifier has a use for that
 * (https://docs.convex.dev/functions/internal-functions). Returns any other call as it is.
 */
export function dispatchedCall(call: Call): Call {
  const [target, ...args] = call.args;
  const from = args.reduce((all, each) => all | each.from, 0);
  const file = target?.origin?.module.replace(GENERATED, '');
  if (!target || !(from & (SIGNATURE | HEADERS)) || !RUNS.test(call.callee.chain.at(-1) ?? '')) return call;
  if (file === undefined || file === target.origin?.module || target.chain.length < 3) return call;
  const name = target.chain.at(-1)!;
  const origin = { module: `${file}${target.chain.slice(1, -1).join('/')}`, name };
  return {
    ...call,
    callee: value({ origin, chain: [name] }),
    receiver: null,
    args,
    nodes: call.nodes.slice(1),
    from,
  };
}

const RUNS = /^run(?:Action|Mutation|Query)$/;
const GENERATED = /_generated\/api(?:\.js)?$/;
