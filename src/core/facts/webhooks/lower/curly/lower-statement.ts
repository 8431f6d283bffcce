import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { quote, sourceOf } from '../spelling.ts';
import { assign, namesIn, plain, variable } from './assign.ts';
import type { Curly } from './curly.ts';
import { callAlone, isAlone } from './call-alone.ts';
import { lowerIf } from './lower-if.ts';
import { lowerLoop } from './lower-loop.ts';
import { lowerReturn } from './lower-return.ts';
import { lowerSwitch } from './lower-switch.ts';
import { lowerTry } from './lower-try.ts';
import { expression, statement, statements } from './visit.ts';

/** Writes a statement and its parts. Statements that tell nothing about a request are left out. */
export function lowerStatement(curly: Curly, node: SyntaxNode, tail = false): void {
  const { out, text, dialect } = curly;
  if (dialect.statement?.(curly, node, tail)) return;
  switch (node.type) {
    case 'block':
    case 'compound_statement':
    case 'colon_block':
    case 'statement_list':
    case 'unsafe_block':
    case 'using_statement':
    case 'lock_statement':
    case 'synchronized_statement':
    case 'checked_statement':
    case 'global_statement':
    case 'labeled_statement': {
      const resources = child(node, 'resources');
      if (resources) statement(curly, resources);
      return statements(
        curly,
        node.children.filter((each) => each.field !== 'resources'),
        tail,
      );
    }
    case 'expression_statement':
    case 'exit_statement': {
      const inner = node.children.find((each) => !each.type.includes('comment'));
      if (!inner || node.type === 'exit_statement') return out.add("throw 'exit';", node);
      if (/^(?:if|match|for|while|loop|return|block|assignment|throw)_?(?:expression|block)?$/.test(inner.type))
        return statement(curly, inner, tail && !sourceOf(text, node).endsWith(';'));
      if (dialect.failsByValue && inner.type === 'call_expression' && isAlone(curly, node, tail))
        return callAlone(curly, inner, node);
      return plain(curly, inner, node);
    }
    case 'if_statement':
    case 'if_expression':
    case 'else_if_clause':
      return lowerIf(curly, node, tail);
    case 'else_clause':
      return statements(curly, node.children, tail);
    case 'return_statement':
    case 'return_expression':
      return lowerReturn(curly, node);
    case 'throw_statement':
    case 'throw_expression':
      return out.add(`throw ${quote(sourceOf(text, node))};`, node);
    case 'try_statement':
    case 'try_with_resources_statement':
      return lowerTry(curly, node, tail);
    case 'for_statement':
    case 'foreach_statement':
    case 'enhanced_for_statement':
    case 'while_statement':
    case 'do_statement':
    case 'for_expression':
    case 'while_expression':
    case 'loop_expression':
    case 'for_each_statement':
      return lowerLoop(curly, node);
    case 'switch_statement':
    case 'expression_switch_statement':
    case 'type_switch_statement':
    case 'switch_expression':
    case 'match_expression':
      return lowerSwitch(curly, node, tail);
    case 'break_statement':
    case 'continue_statement':
    case 'break_expression':
    case 'continue_expression':
      return out.add('break;', node);
    case 'local_variable_declaration':
    case 'local_declaration_statement':
    case 'variable_declaration':
    case 'resource_specification':
      for (const each of nodesOfType(node, DECLARATORS)) declareVariable(curly, each);
      return;
    case 'defer_statement':
    case 'go_statement':
    case 'echo_statement':
    case 'yield_statement':
      for (const each of node.children) plain(curly, each, node);
      return;
    case 'function_definition':
    case 'function_item':
    case 'class_declaration':
    case 'use_declaration':
    case 'empty_statement':
    case 'php_tag':
    case 'text_interpolation':
    case 'comment':
    case 'line_comment':
    case 'block_comment':
    case 'namespace_use_declaration':
    case 'namespace_definition':
    case 'using_directive':
    case 'attribute_item':
      return;
    default:
      if (node.type === 'ERROR') return;
      plain(curly, node, node, tail);
  }
}

const DECLARATORS = new Set(['variable_declarator', 'resource']);

/** Writes a declared variable, or those of a tuple; nothing where it has no value. */
function declareVariable(curly: Curly, node: SyntaxNode): void {
  const name = child(node, 'name') ?? node.children.find((part) => part.type === 'identifier');
  const held =
    child(node, 'value') ??
    node.children.findLast((part) => part !== name && part.type !== 'bracketed_argument_list') ??
    null;
  const tuple = node.children.find((part) => part.type === 'tuple_pattern');
  if (tuple && held) curly.out.add(`let [${namesIn(curly, tuple).join(', ')}] = ${expression(curly, held)};`, node);
  else if (name && held) assign(curly, variable(curly, name, held), held, node);
}
