import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { union } from './evaluate-operator.ts';
import { isTokenField } from '../state/names.ts';
import { literal, textOf } from '../program/program.ts';
import { startState } from '../state/state.ts';
import type { Evaluate, Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { ANSWER, ANYTHING, FALSE, HEADERS, INPUT, SIGNATURE, TOKEN, TRUE, value } from '../state/value.ts';
import type { Value } from '../state/value.ts';

/** A list. The elements of a short one are kept, since a pair may tell how a check went. */
export function evaluateArray(run: Run, state: State, node: SyntaxNode, evaluate: Evaluate): Value {
  const parts = node.children.filter((part) => part.type !== 'comment').map((part) => evaluate(run, state, part));
  const all = union(parts);
  const tells =
    parts.length > 1 &&
    parts.length <= 4 &&
    parts.some((part) => part.from & ANSWER || part === TRUE || part === FALSE);
  return tells ? { ...all, props: new Map(parts.map((part, index) => [String(index), part])) } : all;
}

/** A method, or the value that a getter returns. */
const memberOf = (run: Run, node: SyntaxNode): Value =>
  /^get\s/.test(textOf(run.program, node).slice(0, 8))
    ? run.call(run, startState(), node, [], null)
    : value({ fn: node });

/**
 * Whether a property named for a secret holds what the caller presents; a helper receives that under a name of its own.
 */
const isShown = ({ from }: Value, name: string): boolean =>
  (from & (INPUT | SIGNATURE | ANYTHING)) !== 0 && isTokenField(name);

/** An object; its properties are kept, since code reads them by name. */
export function evaluateObject(run: Run, state: State, node: SyntaxNode, evaluate: Evaluate): Value {
  const props = new Map<string, Value>();
  let from = 0;
  for (const part of node.children) {
    if (part.type === 'spread_element') {
      const spread = evaluate(run, state, part.children[0] ?? null);
      for (const [name, each] of spread.props ?? []) props.set(name, each);
      from |= spread.from;
      continue;
    }
    const key = part.type === SHORTHAND ? part : (child(part, 'key') ?? child(part, 'name'));
    const name = key ? (literal(run.program, key) ?? textOf(run.program, key)) : '';
    const held = underKey(heldBy(run, state, part, evaluate), name, part.type === SHORTHAND);
    if (key) props.set(name, held);
    from |= held.from;
  }
  return { ...TRUE, text: null, from: from & ~ANSWER, props };
}

const SHORTHAND = 'shorthand_property_identifier';

function heldBy(run: Run, state: State, part: SyntaxNode, evaluate: Evaluate): Value {
  if (part.type === 'method_definition') return memberOf(run, part);
  return evaluate(run, state, part.type === SHORTHAND ? part : child(part, 'value'));
}

/** The value of a property: `where: { webhookToken: req.query.t }` looks up by what the caller presents. */
function underKey(held: Value, name: string, isShorthand: boolean): Value {
  // An empty object that is filled with the headers one by one.
  if (isShorthand && name === 'headers' && held.from === 0 && (held.props?.size ?? 0) === 0)
    return { ...held, from: INPUT | HEADERS };
  return isShown(held, name) ? { ...held, from: held.from | TOKEN } : held;
}
