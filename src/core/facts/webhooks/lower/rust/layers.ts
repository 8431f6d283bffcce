import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { sourceOf } from '../spelling.ts';

// What stands before handlers of axum and actix: layers, each made from a function.

/** Layers that may prove who calls; those for tracing and CORS say nothing. */
const GUARDING = /verif|sign|hmac|auth|hook|secur|valid|token|protect|guard/i;

/** Functions that stand before handlers for reasons of their own. */
const IDLE = /log|trac|cors|metric|time|limit|request_?id|compress|panic|cache|header/i;

/** What is done to the call before: the method that is called on it. */
export const verbOf = (rust: Curly, call: SyntaxNode): string =>
  sourceOf(rust.text, child(child(call, 'function'), 'field'));

/** The call on whose outcome a method is called. */
export const receiverOf = (call: SyntaxNode): SyntaxNode | null => child(child(call, 'function'), 'value');

/** `layer(…)` of a router and of a method router. */
export const isLayer = (verb: string): boolean => verb === 'layer' || verb === 'route_layer';

/** The functions that a layer is made from, by their paths. */
export const guardsOf = (rust: Curly, call: SyntaxNode): string[] =>
  argumentsOf(call).flatMap((each) => {
    const made = madeFrom(rust, setTo(rust, each) ?? each);
    if (made.length > 0) return made.filter((path) => GUARDING.test(ownName(path)) || !IDLE.test(ownName(path)));
    const named = sourceOf(rust.text, each)
      .slice(0, 400)
      .match(/(?:\w{1,100}::){0,9}\w{1,100}(?=\s{0,100}[,)])/g);
    const last = named?.findLast((name) => GUARDING.test(ownName(name)));
    return last ? [last] : [];
  });

/** `from_fn(verify)`, `from_fn_with_state(state, hooks::verify)`: whatever it is called, it is asked before the handler. */
const madeFrom = (rust: Curly, layer: SyntaxNode): string[] =>
  nodesOfType(layer, CALLS)
    .filter((call) => /\bfrom_fn(?:_with_state)?$/.test(sourceOf(rust.text, child(call, 'function'))))
    .map((call) => sourceOf(rust.text, argumentsOf(call).at(-1) ?? null))
    .filter((path) => PATH.test(path));

const CALLS = new Set(['call_expression']);
const PATH = /^(?:\w{1,100}::){0,9}\w{1,100}$/;

const ownName = (path: string): string => path.slice(path.lastIndexOf(':') + 1);

/** What a variable is set to that is given as a layer or a router: `let signed = from_fn(verify);`. */
export function setTo(rust: Curly, named: SyntaxNode): SyntaxNode | null {
  const name = /^(\w{1,80})(?:\.clone\(\))?$/.exec(sourceOf(rust.text, named).slice(0, 100))?.[1];
  if (name === undefined || !rust.text.includes(`let ${name} `)) return null;
  let around = named;
  while (around.parent !== null && around.type !== 'block') around = around.parent;
  const set = nodesOfType(around, LETS).find((each) => sourceOf(rust.text, child(each, 'pattern')) === name);
  return child(set ?? null, 'value');
}

const LETS = new Set(['let_declaration']);
