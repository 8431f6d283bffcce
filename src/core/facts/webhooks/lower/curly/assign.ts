import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from './curly.ts';
import { identifier, sourceOf } from '../spelling.ts';
import { declared } from './name-of.ts';
import { lastValue, withTarget } from './last-value.ts';
import { expression, statement } from './visit.ts';

/** Writes an expression statement: an assignment or a call. With `tail`, it may be the value of its block. */
export function plain(curly: Curly, node: SyntaxNode, at: SyntaxNode, tail = false): void {
  const assigned = /^(?:assignment_expression|augmented_assignment_expression|reference_assignment_expression)$/.test(
    node.type,
  );
  const left = assigned ? child(node, 'left') : null;
  if (assigned && left) {
    const right = child(node, 'right');
    const parts = left.type === 'tuple_expression' ? namesIn(curly, left) : [];
    if (parts.length > 0 && right) return curly.out.add(`let [${parts.join(', ')}] = ${expression(curly, right)};`, at);
    const name = parsedBody(curly, left, right) ?? expression(curly, left);
    // An ASP.NET filter rejects a request by setting its result: `context.Result = new UnauthorizedResult()`.
    if (name === 'response.result' && REFUSES.test(sourceOf(curly.text, right)))
      return curly.out.add("throw 'refused';", at);
    if (/^\w+$/.test(name) && right) return assign(curly, name, right, at);
    return curly.out.add(`${name} = ${expression(curly, right)};`, at);
  }
  if (tail && curly.dialect.hasBlockValues) return lastValue(curly, node, at);
  curly.out.add(`${expression(curly, node)};`, at);
}

const REFUSES = /\b(?:Unauthorized|Forbid|BadRequest|StatusCode)\w*Result\b|\bStatusCodes?\.Status4|\b40[013]\b/;

/** `$request = json_decode($body)` of PHP is not the request; any other value that `$request` is given may be. */
const parsedBody = (curly: Curly, left: SyntaxNode, right: SyntaxNode | null): string | null =>
  sourceOf(curly.text, left) === '$request' && /^JSON\.parse\(/.test(expression(curly, right))
    ? declared(curly, 'request', null)
    : null;

/** `(bool valid, string body)`, `(valid, body)`, `var (valid, body)` of C#. */
export const namesIn = (curly: Curly, pattern: SyntaxNode): string[] =>
  pattern.children
    .map((each) => (each.type === 'argument' ? (each.children.at(-1) ?? each) : each))
    .map((each) => child(each, 'name') ?? each)
    .filter((each) => each.type === 'identifier')
    .map((each) => identifier(sourceOf(curly.text, each)));

/** The name of a variable that is declared with a value. */
export function variable(curly: Curly, name: SyntaxNode, value: SyntaxNode): string {
  const written = sourceOf(curly.text, name);
  return declared(curly, written, written === 'request' ? expression(curly, value) : null);
}

/** Writes a variable with its value; statements that determine the value are written before it. */
export function assign(curly: Curly, name: string, right: SyntaxNode, at: SyntaxNode): void {
  // A `return` inside the value returns from the function: `let event = match … { Err(_) => return unauthorized() }`.
  if (/^(?:if_expression|match_expression|switch_expression|block)$/.test(right.type)) {
    // `let sig = match sig.to_str() { … }` reads the variable that it shadows.
    const target = names(curly, right, name) ? curly.out.fresh() : name;
    curly.out.add(`let ${target} = null;`, at);
    withTarget(curly, target, () => statement(curly, right, true));
    if (target !== name) curly.out.add(`let ${name} = ${target};`, at);
    return;
  }
  const value = expression(curly, right);
  // `$request = Request::createFromGlobals()` lowers to the request itself.
  if (value !== name) curly.out.add(`let ${name} = ${value};`, at);
}

const names = ({ text }: Curly, node: SyntaxNode, name: string): boolean =>
  sourceOf(text, node).slice(0, MAX_NAMING).split(/\W/).includes(name);

const MAX_NAMING = 5000;
