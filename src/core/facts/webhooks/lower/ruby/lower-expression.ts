import { child, outermostOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { propertyName, quote, sourceOf, textWith } from '../spelling.ts';
import { blockOf } from './lower-block.ts';
import { lowerCall } from './lower-call.ts';
import { lowerConstant } from './lower-constant.ts';
import { lowerElement } from './lower-element.ts';
import { lowerName } from './lower-name.ts';
import { target } from './lower-statement.ts';
import type { Ruby } from './ruby.ts';
import { expression, statement } from './visit.ts';

/** Lowers an expression; one without a counterpart becomes the list of its parts. */
export function lowerExpression(ruby: Ruby, node: SyntaxNode | null): string {
  const { text } = ruby;
  if (!node) return 'null';
  const source = sourceOf(text, node);
  const of = (field: string): string => expression(ruby, child(node, field));
  switch (node.type) {
    case 'identifier':
      return lowerName(ruby, source);
    case 'constant':
    case 'scope_resolution':
      return lowerConstant(ruby, source, node);
    case 'instance_variable':
    case 'class_variable':
      return `this.${propertyName(source)}`;
    case 'self':
      return 'this';
    case 'nil':
      return 'null';
    case 'true':
    case 'false':
      return node.type;
    case 'integer':
      return /^\d+$/.test(source) ? String(Number(source)) : '1';
    case 'simple_symbol':
    case 'hash_key_symbol':
      return quote(source.replace(/^:/, ''));
    case 'string':
    case 'chained_string':
    case 'heredoc_beginning':
    case 'delimited_symbol':
      return stringOf(ruby, node);
    case 'binary':
      return binary(ruby, node);
    case 'unary':
      return unary(ruby, node);
    case 'conditional':
      return `(${of('condition')} ? ${of('consequence')} : ${of('alternative')})`;
    case 'assignment':
      return `${target(ruby, child(node, 'left'))} = ${of('right')}`;
    case 'operator_assignment':
      return operatorAssignment(ruby, node);
    case 'element_reference':
      return lowerElement(ruby, node);
    case 'call':
      return lowerCall(ruby, node);
    case 'parenthesized_statements':
    case 'argument_list':
      return node.children.length === 1
        ? `(${expression(ruby, node.children[0]!).replace(/^let /, '')})`
        : listOf(ruby, node);
    case 'pair':
      return held(ruby, node);
    case 'hash':
      return hashOf(ruby, node);
    case 'lambda':
    case 'block':
    case 'do_block':
      return blockOf(ruby, node);
    case 'if':
    case 'unless':
    case 'case':
    case 'begin':
    case 'if_modifier':
    case 'unless_modifier':
    case 'rescue_modifier':
      return `(() => { ${ruby.out.inline(() => statement(ruby, node, true))} })()`;
    case 'raise':
      return "'raised'";
    case 'comment':
    case 'return':
      return 'null';
    default:
      return listOf(ruby, node);
  }
}

function binary(ruby: Ruby, node: SyntaxNode): string {
  const operator = sourceOf(ruby.text, child(node, 'operator'));
  const left = expression(ruby, child(node, 'left'));
  const right = expression(ruby, child(node, 'right'));
  if (/^(?:&&|and)$/.test(operator)) return `(${left} && ${right})`;
  if (/^(?:\|\||or)$/.test(operator)) return `(${left} || ${right})`;
  if (operator === '==' || operator === '!=' || operator === '===') return `(${left} ${operator.slice(0, 2)} ${right})`;
  if (operator === '^') return `(${left} ^ ${right})`;
  return `(${left} ${/[<>]/.test(operator) ? '<' : '+'} ${right})`;
}

function unary(ruby: Ruby, node: SyntaxNode): string {
  const operator = sourceOf(ruby.text, child(node, 'operator'));
  const operand = expression(ruby, child(node, 'operand'));
  if (/^(?:!|not)$/.test(operator)) return `!(${operand})`;
  return operator === 'defined?' ? `(${operand})` : `[${operand}]`;
}

function operatorAssignment(ruby: Ruby, node: SyntaxNode): string {
  const operator = sourceOf(ruby.text, child(node, 'operator'));
  const left = expression(ruby, child(node, 'left'));
  const right = expression(ruby, child(node, 'right'));
  // `difference |= a ^ b`: a byte-by-byte comparison.
  if (operator === '|=') return `${left} = (${left} | ${right})`;
  if (operator !== '||=') return `${left} = [${left}, ${right}]`;
  // `@client ||= Client.new(secret)`, `@event ||= begin ... end`: memoized for this request, so the value is the right
  // side.
  const isKept = child(node, 'left')?.type === 'instance_variable';
  return isKept ? `${left} = ${right}` : `${left} = (${left} || ${right})`;
}

const hashOf = (ruby: Ruby, node: SyntaxNode): string =>
  `{ ${node.children
    .filter((each) => each.type === 'pair')
    .map((each) => `${keyOf(ruby, each)}: ${held(ruby, each)}`)
    .join(', ')} }`;

const listOf = (ruby: Ruby, node: SyntaxNode): string =>
  `[${node.children
    .filter((each) => each.type !== 'comment')
    .map((each) => expression(ruby, each).replace(/^let /, ''))
    .join(', ')}]`;

/** The value of a pair; `signature:` alone takes the variable of that name. */
const held = (ruby: Ruby, pair: SyntaxNode): string =>
  child(pair, 'value')
    ? expression(ruby, child(pair, 'value'))
    : lowerName(ruby, sourceOf(ruby.text, child(pair, 'key')).replace(/:$/, ''));

function keyOf(ruby: Ruby, pair: SyntaxNode): string {
  const key = child(pair, 'key');
  return key?.type === 'hash_key_symbol' || key?.type === 'simple_symbol'
    ? expression(ruby, key)
    : `[${expression(ruby, key)}]`;
}

function stringOf(ruby: Ruby, node: SyntaxNode): string {
  const holes = outermostOfType(node, HOLES);
  if (holes.length === 0) return quote(sourceOf(ruby.text, node).replace(/^:?["']|["']$/g, ''));
  return textWith(
    sourceOf(ruby.text, node),
    holes.map((hole) => expression(ruby, hole.children[0] ?? null)),
  );
}

const HOLES = new Set(['interpolation']);
