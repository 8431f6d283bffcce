import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { quote, sourceOf, textWith } from '../spelling.ts';
import { assign } from './assign.ts';
import type { Curly } from './curly.ts';
import { STRING, literalText } from './literal-of.ts';
import { creation, lowerCall } from './lower-call.ts';
import { lowerLambda } from './lower-lambda.ts';
import { lowerIndex, lowerMember } from './lower-member.ts';
import { nameOf } from './name-of.ts';
import { withTarget } from './last-value.ts';
import { expression, statement } from './visit.ts';

/** An expression in the common language; one without a counterpart becomes the list of its parts. */
export function lowerExpression(curly: Curly, node: SyntaxNode | null): string {
  const { text } = curly;
  if (!node) return 'null';
  const source = sourceOf(text, node);
  const of = (field: string): string => expression(curly, child(node, field));
  const only = (): string =>
    expression(curly, node.children.findLast((each) => !each.type.includes('comment')) ?? null);
  if (STRING.test(node.type) || node.type === 'interpolated_string_expression') return stringOf(curly, node, source);
  const own = curly.dialect.expression?.(curly, node);
  if (typeof own === 'string') return own;
  switch (node.type) {
    case 'identifier':
    case 'variable_name':
    case 'name':
    case 'type_identifier':
    case 'field_identifier':
    case 'package_identifier':
    case 'simple_identifier':
    case 'qualified_name':
    case 'shorthand_field_identifier':
      return nameOf(curly, source.replace(/^\$/, ''));
    case 'this':
    case 'this_expression':
    case 'self':
    case 'relative_scope':
    case 'base_expression':
      return 'this';
    case 'is_pattern_expression':
      return patternTest(curly, node);
    case 'true':
    case 'false':
      return node.type;
    case 'boolean':
    case 'boolean_literal':
      return source.toLowerCase();
    case 'nil':
    case 'null':
    case 'null_literal':
      return 'null';
    case 'integer':
    case 'int_literal':
    case 'integer_literal':
    case 'decimal_integer_literal':
    case 'float':
      return /^\d+$/.test(source) ? String(Number(source)) : '1';
    case 'call_expression':
    case 'invocation_expression':
    case 'method_invocation':
    case 'function_call_expression':
    case 'member_call_expression':
    case 'nullsafe_member_call_expression':
    case 'scoped_call_expression':
    case 'macro_invocation':
      return lowerCall(curly, node);
    case 'object_creation_expression':
    case 'implicit_object_creation_expression':
      return creation(curly, node);
    case 'selector_expression':
    case 'field_expression':
    case 'scoped_identifier':
    case 'member_access_expression':
    case 'nullsafe_member_access_expression':
    case 'field_access':
    case 'class_constant_access_expression':
    case 'scoped_property_access_expression':
    case 'conditional_access_expression':
      return lowerMember(curly, node);
    case 'subscript_expression':
    case 'index_expression':
    case 'element_access_expression':
    case 'array_access':
      return lowerIndex(curly, node);
    case 'binary_expression':
      return binary(curly, node);
    case 'unary_expression':
    case 'prefix_unary_expression':
    case 'unary_op_expression':
      return source.startsWith('!') ? `!(${only()})` : only();
    case 'conditional_expression':
    case 'ternary_expression':
      return conditional(curly, node);
    case 'assignment_expression':
    case 'augmented_assignment_expression':
      return `(${of('left')} = ${of('right')})`;
    case 'anonymous_function':
    case 'anonymous_function_creation_expression':
    case 'arrow_function':
    case 'func_literal':
    case 'lambda_expression':
    case 'anonymous_method_expression':
    case 'closure_expression':
      return lowerLambda(curly, node);
    case 'if_expression':
    case 'match_expression':
    case 'switch_expression':
      return valueBefore(curly, node);
    case 'block':
      return curly.dialect.hasBlockValues ? valueBefore(curly, node) : inPlace(curly, node);
    case 'async_block':
      return inPlace(curly, node.children.at(-1) ?? node);
    case 'throw_expression':
    case 'return_expression':
      return `(() => { throw 'error' })()`;
    case 'type_assertion_expression':
      return of('operand');
    case 'postfix_unary_expression':
    case 'await_expression':
    case 'try_expression':
      return `(${expression(curly, node.children[0] ?? null)})`;
    case 'cast_expression':
    case 'reference_expression':
    case 'parenthesized_expression':
    case 'argument':
    case 'print_intrinsic':
    case 'type_conversion_expression':
    case 'error_suppression_expression':
    case 'as_expression':
    case 'type_cast_expression':
      return `(${child(node, 'value') ? of('value') : only()})`;
    case 'expression_list':
      return node.children.length > 1 ? partsOf(curly, node) : `(${only()})`;
    default:
      return partsOf(curly, node);
  }
}

/** `value is null`, `value is not true`; of any other pattern the value that it is asked of. */
function patternTest(curly: Curly, node: SyntaxNode): string {
  const value = expression(curly, child(node, 'expression'));
  const pattern = sourceOf(curly.text, child(node, 'pattern'));
  if (!/^(?:not\s+)?(?:null|true|false)$/.test(pattern)) return `(${value})`;
  return `(${value} ${pattern.startsWith('not') ? '!=' : '=='} ${pattern.replace(/^not\s+/, '')})`;
}

/** `condition ? a : b`; `$secret ?: ''` has no `a`. */
function conditional(curly: Curly, node: SyntaxNode): string {
  // In the order in which they run: each may write statements before its value.
  const condition = expression(curly, child(node, 'condition'));
  const consequence = child(node, 'consequence') ?? child(node, 'body');
  const yes = consequence ? expression(curly, consequence) : null;
  const no = expression(curly, child(node, 'alternative'));
  return yes === null ? `(${condition} || ${no})` : `(${condition} ? ${yes} : ${no})`;
}

/** The list of a node's parts, for a node without a counterpart. */
function partsOf(curly: Curly, node: SyntaxNode): string {
  if (node.children.length > MAX_PARTS) return '[]';
  return `[${node.children
    .filter((each) => !/comment|modifier|type_arguments|predefined_type|^type$/.test(each.type))
    .map((each) => expression(curly, each))
    .join(', ')}]`;
}

/** A longer list is a data table, which holds nothing of the request. */
const MAX_PARTS = 200;

/**
 * `take(match header { Some(value) => value, None => return unauthorized() })`: the `match` is written before the call.
 */
function valueBefore(curly: Curly, node: SyntaxNode): string {
  const name = curly.out.fresh();
  assign(curly, name, node, node);
  return name;
}

/** A block as a function called in place: its statements run where the value is used, if they run at all. */
const inPlace = (curly: Curly, node: SyntaxNode): string =>
  `(() => { ${withTarget(curly, null, () => curly.out.inline(() => statement(curly, node, true)))} })()`;

function stringOf(curly: Curly, node: SyntaxNode, source: string): string {
  const holes = node.children.filter((each) => /variable_name|^interpolation$|expression$/.test(each.type));
  if (holes.length === 0) return quote(literalText(source));
  return textWith(
    source,
    holes.map((each) => expression(curly, each.type === 'interpolation' ? heldBy(each) : each)),
  );
}

/** The expression in an interpolation, without its braces. */
const heldBy = ({ children }: SyntaxNode): SyntaxNode | null =>
  children.find(({ type }) => !type.endsWith('brace')) ?? null;

function binary(curly: Curly, node: SyntaxNode): string {
  const operator = sourceOf(curly.text, child(node, 'operator')) || '+';
  const left = expression(curly, child(node, 'left'));
  const right = expression(curly, child(node, 'right'));
  if (operator === 'instanceof' && /Response$/.test(right)) return `(${left} instanceof Response)`;
  if (operator === '&&' || operator === 'and') return `(${left} && ${right})`;
  if (operator === '||' || operator === 'or' || operator === '??') return `(${left} || ${right})`;
  if (/^[!=]==?$|^<>$/.test(operator)) return `(${left} ${operator.startsWith('=') ? '==' : '!='} ${right})`;
  // `len(secret) > 0`, `sig.len() == 0`
  if (/^[<>]=?$/.test(operator))
    return /^\(?(?:len|count|strlen)\(/.test(left) && right === '0'
      ? left.replace(/^\(?\w+\(/, '(').replace(/(?<!\))\)+$/, ')')
      : `(${left} ${operator} ${right})`;
  // `difference |= a[i] ^ b[i]` compares byte by byte, so `|` and `^` are kept.
  return `(${left} ${/^[|^]$/.test(operator) ? operator : '+'} ${right})`;
}
