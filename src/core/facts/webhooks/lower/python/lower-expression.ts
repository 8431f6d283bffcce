import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { equalsOneOf } from '../equals-one-of.ts';
import { givesBackNothing } from '../gives-back-nothing.ts';
import { identifier, quote, sourceOf, textWith } from '../spelling.ts';
import { lowerCall } from './lower-call.ts';
import { lowerAttribute, lowerSubscript } from './lower-member.ts';
import type { Python } from './python.ts';
import { expression } from './visit.ts';

/** Lowers the left side of an assignment. */
export function pattern(python: Python, node: SyntaxNode | null): string {
  if (!node) return '_';
  if (node.type === 'identifier') return identifier(sourceOf(python.text, node));
  if (/pattern_list|tuple_pattern|list_pattern|tuple|list$/.test(node.type))
    return `[${node.children.map((part) => pattern(python, part)).join(', ')}]`;
  return expression(python, node);
}

/** Lowers an expression or an assignment. An assignment to a plain name or to several becomes a declaration. */
export function expressionOrAssignment(python: Python, node: SyntaxNode): string {
  if (node.type !== 'assignment' && node.type !== 'augmented_assignment') return expression(python, node);
  const left = child(node, 'left');
  const right = child(node, 'right');
  if (!right) return '0';
  const held = right.type === 'assignment' ? expressionOrAssignment(python, right) : expression(python, right);
  if (node.type === 'augmented_assignment') {
    const [name, operator] = [pattern(python, left), sourceOf(python.text, child(node, 'operator'))];
    // `difference |= a ^ b`: a byte-by-byte comparison.
    return operator === '|=' ? `${name} = (${name} | ${held})` : `${name} = [${name}, ${held}]`;
  }
  const target = pattern(python, left);
  return /^[\w$]+$/.test(target) || target.startsWith('[') ? `let ${target} = ${held}` : `${target} = ${held}`;
}

/** Lowers an expression; one without a counterpart becomes the list of its parts. */
export function lowerExpression(python: Python, node: SyntaxNode | null): string {
  const { text } = python;
  if (!node) return 'null';
  const of = (field: string): string => expression(python, child(node, field));
  switch (node.type) {
    case 'identifier':
      return nameOf(python, sourceOf(text, node));
    case 'true':
    case 'false':
      return node.type;
    case 'none':
      return 'null';
    case 'integer':
    case 'float':
      return /^[\d_.]+$/.test(sourceOf(text, node)) ? String(Number(sourceOf(text, node).replace(/_/g, '')) || 0) : '1';
    case 'string':
    case 'concatenated_string':
      return stringOf(python, node);
    case 'attribute':
      return lowerAttribute(python, node);
    case 'subscript':
      return lowerSubscript(python, node);
    case 'call':
      return lowerCall(python, node);
    case 'boolean_operator':
      return `(${of('left')} ${sourceOf(text, child(node, 'operator')) === 'and' ? '&&' : '||'} ${of('right')})`;
    case 'not_operator':
      return `!(${of('argument')})`;
    case 'comparison_operator':
      return comparison(python, node);
    case 'conditional_expression':
      return conditional(python, node);
    case 'binary_operator':
      return `(${of('left')} ${sourceOf(text, child(node, 'operator')) === '^' ? '^' : '+'} ${of('right')})`;
    case 'await':
    case 'parenthesized_expression':
      return `(${expression(python, node.children.find((each) => each.type !== 'comment') ?? null)})`;
    case 'named_expression':
      return `(${identifier(sourceOf(text, child(node, 'name')))} = ${of('value')})`;
    case 'keyword_argument':
      return of('value');
    case 'lambda':
      return lambda(python, node);
    case 'dictionary':
      return givesBackNothing(node) ? 'null' : dictionary(python, node);
    case 'comment':
      return 'null';
    default:
      if (givesBackNothing(node)) return 'null';
      return `[${node.children
        .filter((each) => each.type !== 'comment')
        .map((each) => expression(python, each))
        .join(', ')}]`;
  }
}

function conditional(python: Python, node: SyntaxNode): string {
  const [yes, condition, no] = node.children.filter((each) => each.type !== 'comment');
  const of = (part: SyntaxNode | undefined): string => expression(python, part ?? null);
  return `(${of(condition)} ? ${of(yes)} : ${of(no)})`;
}

function lambda(python: Python, node: SyntaxNode): string {
  const parameters = child(node, 'parameters')?.children ?? [];
  const names = parameters.map((each) => identifier(sourceOf(python.text, each).split(/[=:]/)[0] ?? ''));
  return `(${names.join(', ')}) => (${expression(python, child(node, 'body'))})`;
}

function dictionary(python: Python, node: SyntaxNode): string {
  const pairs = node.children.filter((each) => each.type === 'pair').map((each) => pair(python, each));
  return `{ ${pairs.join(', ')} }`;
}

function pair(python: Python, node: SyntaxNode): string {
  const key = child(node, 'key');
  const name = key?.type === 'string' ? stringOf(python, key) : `[${expression(python, key)}]`;
  return `${name}: ${expression(python, child(node, 'value'))}`;
}

const nameOf = ({ requestName, requestIsBody }: Python, name: string): string => {
  if (name === 'self') return 'this';
  if (name === 'request' && requestIsBody) return 'request.body';
  return name === 'req' || name === requestName ? 'request' : identifier(name);
};

function stringOf(python: Python, node: SyntaxNode): string {
  const holes: SyntaxNode[] = [];
  let literal = '';
  for (const part of node.type === 'concatenated_string'
    ? node.children.flatMap((each) => each.children)
    : node.children) {
    if (part.type === 'interpolation') holes.push(part);
    if (part.type === 'string_content') literal += sourceOf(python.text, part);
  }
  if (holes.length === 0) return quote(literal);
  return textWith(
    sourceOf(python.text, node),
    holes.map((hole) => expression(python, child(hole, 'expression') ?? hole.children[0] ?? null)),
  );
}

function comparison(python: Python, node: SyntaxNode): string {
  const operator = node.children.find((each) => each.field === 'operators');
  const [left, right] = node.children.filter((each) => each.field !== 'operators' && each.type !== 'comment');
  const a = expression(python, left ?? null);
  const sign = operator ? sourceOf(python.text, operator).replace(/\s+/g, ' ') : '==';
  const asksList = /^(?:not )?in$/.test(sign) && /^(?:tuple|list|set)$/.test(right?.type ?? '');
  const listed = asksList ? right!.children.filter(isNoComment).map((each) => expression(python, each)) : null;
  const b = listed ? `[${listed.join(', ')}]` : expression(python, right ?? null);
  if (sign === '==' || sign === 'is') return `(${a} == ${b})`;
  if (sign === '!=' || sign === 'is not' || sign === '<>') return `(${a} != ${b})`;
  if (sign === 'in' || sign === 'not in') {
    const oneOf = listed && equalsOneOf(a, listed);
    const held = oneOf ?? (left?.type === 'string' && /headers$/.test(b) ? `${b}[${a}]` : `${b}.includes(${a})`);
    return sign === 'in' ? `(${held})` : `!(${held})`;
  }
  return `(${a} < ${b})`;
}

const isNoComment = ({ type }: SyntaxNode): boolean => type !== 'comment';
