import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { sourceOf } from '../spelling.ts';

// Layers: the middleware of axum and actix, each made from a function.

/** Names of layers that may authenticate the caller; layers for tracing and CORS do not. */
const GUARDING = /verif|sign|hmac|auth|hook|secur|valid|token|protect|guard/i;

/** Names of middleware functions that serve other purposes. */
const IDLE = /log|trac|cors|metric|time|limit|request_?id|compress|panic|cache|header/i;

/** The name of the method that a call in a chain invokes; empty for a plain function call. */
export const verbOf = (rust: Curly, call: SyntaxNode): string =>
  sourceOf(rust.text, child(child(call, 'function'), 'field'));

/** The receiver of a method call; null for a plain function call. */
export const receiverOf = (call: SyntaxNode): SyntaxNode | null => child(child(call, 'function'), 'value');

/** Whether a method adds a layer, to a router or to a method router. */
export const isLayer = (verb: string): boolean => verb === 'layer' || verb === 'route_layer';

/** The paths of the functions that a layer is made from, without those that do not authenticate the caller. */
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

/**
 * `from_fn(verify)`, `from_fn_with_state(state, hooks::verify)`: the function runs before the handler, whatever its
 * name.
 */
const madeFrom = (rust: Curly, layer: SyntaxNode): string[] =>
  nodesOfType(layer, CALLS)
    .filter((call) => /\bfrom_fn(?:_with_state)?$/.test(sourceOf(rust.text, child(call, 'function'))))
    .map((call) => sourceOf(rust.text, argumentsOf(call).at(-1) ?? null))
    .filter((path) => PATH.test(path));

const CALLS = new Set(['call_expression']);
const PATH = /^(?:\w{1,100}::){0,9}\w{1,100}$/;

const ownName = (path: string): string => path.slice(path.lastIndexOf(':') + 1);

/**
 * The value of a variable that is passed as a layer or a router: `let signed = from_fn(verify);`. Null for anything
 * else.
 */
export function setTo(rust: Curly, named: SyntaxNode): SyntaxNode | null {
  const name = /^(\w{1,80})(?:\.clone\(\))?$/.exec(sourceOf(rust.text, named).slice(0, 100))?.[1];
  if (name === undefined || !rust.text.includes(`let ${name} `)) return null;
  let around = named;
  while (around.parent !== null && around.type !== 'block') around = around.parent;
  const set = nodesOfType(around, LETS).find((each) => sourceOf(rust.text, child(each, 'pattern')) === name);
  return child(set ?? null, 'value');
}

const LETS = new Set(['let_declaration']);
