import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { evaluate } from './evaluate.ts';
import { isBodyName } from '../state/names.ts';
import { argumentsOf, bare, literal, textOf } from '../program/program.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import { ANSWER, because, BODY, both, CHOSEN, MAC, SECRET, SIGNATURE } from '../state/value.ts';
import type { Value } from '../state/value.ts';

/**
 * Adds the tag `chosen` to a condition that depends only on a header, a parameter or a part of the body: the caller
 * decides.
 */
export function asChosen(
  run: Run,
  state: State,
  { from, truthy, falsy }: Value,
  node: SyntaxNode | null,
): Pick<Value, 'truthy' | 'falsy'> {
  const plain = { truthy, falsy };
  if (from & PROVING || !truthy.possible || !falsy.possible) return plain;
  const chosen = (from & CHOSEN && !(from & BODY)) || (node !== null && asksBody(run, state, node));
  return chosen ? { truthy: both(truthy, because('chosen')), falsy: both(falsy, because('chosen')) } : plain;
}

const PROVING = SIGNATURE | SECRET | MAC | ANSWER;

/** `!req.body.test`, `source !== 'internal'`: tests the content of the body, not its presence. */
function asksBody(run: Run, state: State, node: SyntaxNode): boolean {
  const inner = bare(node);
  if (inner.type === 'unary_expression') {
    const argument = child(inner, 'argument');
    return argument !== null && asksBody(run, state, argument);
  }
  if (inner.type === 'binary_expression') {
    const [left, right] = [child(inner, 'left'), child(inner, 'right')];
    const text = literal(run.program, right);
    return left !== null && text !== null && isPart(run, state, left, text !== '');
  }
  if (inner.type === 'call_expression') return asksWords(run, state, inner);
  return isPart(run, state, inner, false);
}

/** `body.type.startsWith('invoice.')`, `['ping', 'test'].includes(body.type)`, `'ref' in body` */
function asksWords(run: Run, state: State, call: SyntaxNode): boolean {
  const { program } = run;
  const callee = child(call, 'function');
  const [object, method] = [child(callee, 'object'), child(callee, 'property')];
  const [first] = argumentsOf(call);
  if (!object || !method || !first || !/^(?:starts|ends)With$|^includes$/.test(textOf(program, method))) return false;
  const word = literal(program, first);
  // `'ref' in json.loads(request.body)`: whether the body has a field of that name.
  if (word !== null && program.language.shared && textOf(program, method) === 'includes')
    return (evaluate(run, state, object).from & BODY) !== 0;
  const part = bare(object).type === 'array' ? first : word === null ? null : object;
  return part !== null && isPart(run, state, part, true);
}

/** A value that is compared with a string is a part, even if its name is that of a body: `payload.event === 'paid'`. */
function isPart(run: Run, state: State, node: SyntaxNode, isWord: boolean): boolean {
  const inner = bare(node);
  if (!/^(?:identifier|(?:member|subscript)_expression)$/.test(inner.type)) return false;
  const { from, chain } = evaluate(run, state, inner);
  const last = chain.at(-1) ?? '';
  return (from & BODY) !== 0 && chain.length > 1 && (isWord || !(isBodyName(last) || WHOLE.test(last)));
}

/** Returns the whole body: `await request.text()`. */
const WHOLE = /^raw|^(?:text|json|formData|arrayBuffer|blob|buffer|parse|toString)$|[bB]ody$/;
