import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { union } from './evaluate-operator.ts';
import { isTokenField } from './names.ts';
import { literal, textOf } from './program.ts';
import { startState } from './state.ts';
import type { Evaluate, Run } from './run.ts';
import type { State } from './state.ts';
import { ANSWER, ANYTHING, FALSE, HEADERS, INPUT, SIGNATURE, TOKEN, TRUE, value } from './value.ts';
import type { Value } from './value.ts';

/** A list; the parts of a short one are kept, since pairs tell whether a check went well. */
export function evaluateArray(run: Run, state: State, node: SyntaxNode, evaluate: Evaluate): Value {
  const parts = node.children.filter((part) => part.type !== 'comment').map((part) => evaluate(run, state, part));
  const all = union(parts);
  const tells =
    parts.length > 1 &&
    parts.length <= 4 &&
    parts.some((part) => part.from & ANSWER || part === TRUE || part === FALSE);
  return tells ? { ...all, props: new Map(parts.map((part, index) => [String(index), part])) } : all;
}

/** A method, or what a getter gives. */
const memberOf = (run: Run, node: SyntaxNode): Value =>
  /^get\s/.test(textOf(run.program, node).slice(0, 8))
    ? run.call(run, startState(), node, [], null)
    : value({ fn: node });

/** What the caller shows, under the name of what it is known by; a helper is handed it under its own name. */
const isShown = ({ from }: Value, name: string): boolean =>
  (from & (INPUT | SIGNATURE | ANYTHING)) !== 0 && isTokenField(name);

export function evaluateObject(run: Run, state: State, node: SyntaxNode, evaluate: Evaluate): Value {
  const props = new Map<string, Value>();
  let from = 0;
  for (const part of node.children) {
    const key = child(part, 'key') ?? child(part, 'name');
    let held: Value;
    if (part.type === 'shorthand_property_identifier') {
      held = evaluate(run, state, part);
      const name = textOf(run.program, part);
      if (isShown(held, name)) held = { ...held, from: held.from | TOKEN };
      // Collected one by one into an empty object.
      if (name === 'headers' && held.from === 0 && (held.props?.size ?? 0) === 0)
        held = { ...held, from: INPUT | HEADERS };
      props.set(name, held);
    } else if (part.type === 'spread_element') {
      held = evaluate(run, state, part.children[0] ?? null);
      for (const [name, each] of held.props ?? []) props.set(name, each);
    } else {
      const name = key ? (literal(run.program, key) ?? textOf(run.program, key)) : '';
      held = part.type === 'method_definition' ? memberOf(run, part) : evaluate(run, state, child(part, 'value'));
      // `where: { webhookToken: req.query.t }`
      if (isShown(held, name)) held = { ...held, from: held.from | TOKEN };
      if (key) props.set(name, held);
    }
    from |= held.from;
  }
  return { ...TRUE, text: null, from: from & ~ANSWER, props };
}
