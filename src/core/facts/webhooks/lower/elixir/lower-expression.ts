import { child, outermostOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, quote, sourceOf, textWith } from '../spelling.ts';
import { answerOf } from './answer-of.ts';
import type { Elixir } from './elixir.ts';
import { lowerCall, lowerPiped } from './lower-call.ts';
import { lowerFunction } from './lower-function.ts';
import { memberOf, partOf } from './lower-member.ts';
import { isForm, lowerStatement } from './lower-statement.ts';
import { keyOf, readCall } from './read-call.ts';
import { moduleOf } from './read-modules.ts';
import { expression, valueOf } from './visit.ts';

/** Lowers an expression; one without a counterpart becomes the list of its parts. */
export function lowerExpression(elixir: Elixir, node: SyntaxNode | null): string {
  const { text } = elixir;
  if (!node) return 'null';
  const source = sourceOf(text, node);
  switch (node.type) {
    case 'identifier':
      return nameOf(source);
    case 'alias':
      return moduleOf(elixir, source, node);
    case 'atom':
    case 'quoted_atom':
      return String(answerOf(source) ?? quote(source.slice(1).replace(/"/g, '')));
    case 'nil':
      return 'null';
    case 'boolean':
      return source;
    case 'integer':
      return /^\d{1,15}$/.test(source) ? source : '1';
    case 'string':
    case 'charlist':
    case 'sigil':
      return stringOf(elixir, node);
    case 'tuple':
      return tupleOf(elixir, node);
    case 'map':
      return mapOf(elixir, node);
    case 'call': {
      const call = readCall(text, node);
      if (!call) return 'null';
      if (call.owner === null && isForm(call.name)) return valueOf(elixir, () => lowerStatement(elixir, node, true));
      return lowerCall(elixir, call);
    }
    case 'dot':
      return memberOf(expression(elixir, child(node, 'left')), sourceOf(text, child(node, 'right')));
    case 'access_call':
      return elementOf(elixir, node);
    case 'binary_operator':
      return binary(elixir, node);
    case 'unary_operator':
      return unary(elixir, node);
    case 'anonymous_function':
      return lowerFunction(elixir, node);
    case 'block':
      return node.children.length === 1 ? `(${expression(elixir, node.children[0]!)})` : listOf(elixir, node);
    case 'comment':
      return 'null';
    default:
      return listOf(elixir, node);
  }
}

const listOf = (elixir: Elixir, node: SyntaxNode): string =>
  `[${node.children
    .filter((each) => each.type !== 'comment')
    .map((each) => expression(elixir, each))
    .join(', ')}]`;

/** Lowers a name. `conn` is the request; a name that ends in `?` or `!` is a call. */
function nameOf(name: string): string {
  if (name === 'conn') return 'request';
  if (name === '__MODULE__') return "'module'";
  return /[?!]$/.test(name) ? `${identifier(name)}()` : identifier(name);
}

/** Lowers a result tuple to a truthy or falsy value: `{:ok, event}` to the event, `{:error, reason}` to `false`. */
function tupleOf(elixir: Elixir, node: SyntaxNode): string {
  const [first, second] = node.children;
  const tag = first?.type === 'atom' ? sourceOf(elixir.text, first) : null;
  if (tag === ':error') return 'false';
  if (tag !== ':ok') return listOf(elixir, node);
  return !second || /^(?:nil|boolean|atom)$/.test(second.type) ? 'true' : expression(elixir, second);
}

function mapOf(elixir: Elixir, node: SyntaxNode): string {
  const content = node.children.find((each) => each.type === 'map_content');
  const pairs = (content?.children ?? []).flatMap((each) => (each.type === 'keywords' ? each.children : [each]));
  const held = pairs.flatMap((pair) => {
    const value = child(pair, 'value') ?? child(pair, 'right');
    const key = child(pair, 'key') ?? child(pair, 'left');
    return value && key ? [`[${quote(keyOf(elixir.text, key))}]: ${expression(elixir, value)}`] : [];
  });
  return `{ ${held.join(', ')} }`;
}

function stringOf(elixir: Elixir, node: SyntaxNode): string {
  const holes = outermostOfType(node, HOLES);
  const written = node.children.filter((each) => each.type === 'quoted_content');
  if (holes.length === 0) return quote(written.map((each) => sourceOf(elixir.text, each)).join(''));
  return textWith(
    sourceOf(elixir.text, node),
    holes.map((hole) => expression(elixir, hole.children[0] ?? null)),
  );
}

const HOLES = new Set(['interpolation']);

function binary(elixir: Elixir, node: SyntaxNode): string {
  const operator = sourceOf(elixir.text, child(node, 'operator'));
  const [left, right] = [child(node, 'left'), child(node, 'right')];
  if (operator === '|>') return lowerPiped(elixir, expression(elixir, left), right);
  if (operator === '=') return expression(elixir, right);
  const [a, b] = [expression(elixir, left), expression(elixir, right)];
  if (/^(?:&&|and)$/.test(operator)) return `(${a} && ${b})`;
  if (/^(?:\|\||or)$/.test(operator)) return `(${a} || ${b})`;
  if (/^(?:==|===|!=|!==)$/.test(operator)) return `(${a} ${operator.slice(0, 2)} ${b})`;
  if (operator === 'in' || operator === 'not in') return `${operator === 'in' ? '' : '!'}(${b}.includes(${a}))`;
  return /^[<>]=?$/.test(operator) ? `(${a} < ${b})` : `(${a} + ${b})`;
}

function unary(elixir: Elixir, node: SyntaxNode): string {
  const operator = sourceOf(elixir.text, child(node, 'operator'));
  const operand = node.children.find((each) => each.field === 'operand' && !/^[()]$/.test(each.type)) ?? null;
  if (/^(?:!|not)$/.test(operator)) return `!(${expression(elixir, operand)})`;
  if (operator === '@') return attributeOf(elixir, sourceOf(elixir.text, operand));
  if (operator === '&') return capture(elixir, operand);
  return `[${expression(elixir, operand)}]`;
}

/** Lowers a module attribute to its value. */
function attributeOf(elixir: Elixir, name: string): string {
  const { attributes, read } = elixir;
  const held = attributes.get(name);
  if (!held || read.has(name)) return read.get(name) ?? identifier(name);
  // Stands for itself while it is being lowered, in case it refers to itself.
  read.set(name, identifier(name));
  const written = expression(elixir, held);
  read.set(name, written);
  return written;
}

/** Lowers a capture: `&verify(&1, body)`, `&Verifier.verify/2`, and `&1` itself. */
function capture(elixir: Elixir, operand: SyntaxNode | null): string {
  if (operand?.type === 'integer') return `__given${sourceOf(elixir.text, operand)}`;
  const named = /^([\w.]+[?!]?)\/\d+$/.exec(sourceOf(elixir.text, operand))?.[1];
  if (!named) return `(__given1, __given2) => ${expression(elixir, operand)}`;
  const at = named.lastIndexOf('.');
  if (at === -1) return identifier(named);
  return `${moduleOf(elixir, named.slice(0, at), operand!)}.${identifier(named.slice(at + 1))}`;
}

function elementOf(elixir: Elixir, node: SyntaxNode): string {
  const owner = expression(elixir, child(node, 'target'));
  const key = child(node, 'key');
  if (!key || !/^(?:atom|string)$/.test(key.type)) return `${owner}[${expression(elixir, key)}]`;
  return partOf(owner, keyOf(elixir.text, key));
}
