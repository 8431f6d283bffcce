import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { branchCondition, identifier, propertyName, quote, sourceOf } from '../spelling.ts';
import { lowerBody } from './lower-body.ts';
import type { Ruby } from './ruby.ts';
import { expression, statement, statements } from './visit.ts';

const ANSWER =
  /^(?:render|head|redirect_to|halt|render_\w+|respond_with|json_response|error!|unauthorized!?|forbidden!?)$/;

/** Writes a statement. With `tail`, its value is the method's. */
export function lowerStatement(ruby: Ruby, node: SyntaxNode, tail = false): void {
  const { out, text } = ruby;
  const of = (field: string): string => expression(ruby, child(node, field));
  switch (node.type) {
    case 'if':
    case 'unless':
    case 'elsif': {
      out.add(`if (${node.type === 'unless' ? `!(${of('condition')})` : of('condition')}) {`, node);
      statements(ruby, child(node, 'consequence')?.children ?? [], tail);
      out.add('} else {', node);
      const other = child(node, 'alternative');
      if (other?.type === 'elsif') statement(ruby, other, tail);
      else statements(ruby, other?.children ?? [], tail);
      return out.add('}', node);
    }
    case 'if_modifier':
    case 'unless_modifier':
    case 'while_modifier':
    case 'until_modifier':
      out.add(`if (${node.type === 'unless_modifier' ? `!(${of('condition')})` : of('condition')}) {`, node);
      statements(ruby, modified(node), tail);
      return out.add('}', node);
    case 'rescue_modifier':
      out.add('try {', node);
      statements(ruby, modified(node), tail);
      return out.add('} catch (error) { }', node);
    case 'case':
      return caseOf(ruby, node, tail);
    case 'while':
    case 'until':
    case 'for':
      out.add(`while (${child(node, 'condition') ? of('condition') : of('value')}) {`, node);
      statements(ruby, child(node, 'body')?.children ?? [], false);
      return out.add('}', node);
    case 'begin':
    case 'body_statement':
    case 'parenthesized_statements':
    case 'then':
      return lowerBody(ruby, node.children, tail);
    case 'return': {
      const held = node.children[0]?.children[0] ?? null;
      return out.add(held ? answerOr(ruby, held, `return ${expression(ruby, held)};`) : 'return;', node);
    }
    case 'binary': {
      const operator = sourceOf(text, child(node, 'operator'));
      const right = child(node, 'right');
      if (right?.type === 'return' && /^(?:and|&&|or|\|\|)$/.test(operator)) {
        const left = child(node, 'left');
        const answers = left?.type === 'call' && ANSWER.test(sourceOf(text, child(left, 'method')));
        if (answers) {
          out.add(answerOr(ruby, left, `${expression(ruby, left)};`), node);
          return out.add('return;', node);
        }
        out.add(
          `if (${/and|&&/.test(operator) ? expression(ruby, left) : `!(${expression(ruby, left)})`}) { return; }`,
          node,
        );
        return;
      }
      break;
    }
    case 'next':
      return out.add('return;', node);
    case 'break':
    case 'redo':
    case 'retry':
      return out.add("throw 'again';", node);
    case 'comment':
    case 'class':
    case 'module':
    case 'method':
    case 'singleton_method':
    case 'alias':
    case 'heredoc_body':
      return;
    case 'assignment': {
      const left = child(node, 'left');
      const right = child(node, 'right');
      if (left && right && /^(?:if|case|begin|unless)$/.test(right.type)) return assignBlock(ruby, left, right);
      break;
    }
    default:
  }
  const written = expression(ruby, node);
  const plain = written.startsWith('let ');
  out.add(answerOr(ruby, node, tail && !plain ? `return ${written};` : `${written};`), node);
}

/** The statement that a trailing `if`, `while` or `rescue` modifies. */
function modified(node: SyntaxNode): SyntaxNode[] {
  const body = child(node, 'body');
  return body ? [body] : [];
}

/** `event = begin ... end`, `x = if ...`: the block is written as a function, and the variable takes its result. */
function assignBlock(ruby: Ruby, left: SyntaxNode, right: SyntaxNode): void {
  const name = ruby.out.fresh();
  const body = ruby.out.inline(() => statement(ruby, right, true));
  ruby.out.add(`const ${name} = () => { ${body} };`, right);
  ruby.out.add(`${target(ruby, left)} = ${name}();`, left);
}

/**
 * Writes what ends the request as a throw: `raise`, `halt` and the like, and in a filter any response. Elsewhere a
 * response is an ordinary call.
 */
function answerOr(ruby: Ruby, node: SyntaxNode, otherwise: string): string {
  const name = node.type === 'call' ? sourceOf(ruby.text, child(node, 'method')) : sourceOf(ruby.text, node);
  const ends =
    (ruby.answersReject && ANSWER.test(name) && !child(node, 'receiver')) ||
    /^(?:raise|halt|fail|error!|not_found!)$/.test(name);
  return ends && !child(node, 'receiver') ? `throw ${quote(sourceOf(ruby.text, node))};` : otherwise;
}

function caseOf(ruby: Ruby, node: SyntaxNode, tail: boolean): void {
  const { out, text } = ruby;
  const subject = expression(ruby, child(node, 'value'));
  let open = 0;
  for (const part of node.children) {
    if (part.type === 'when' || part.type === 'in_clause') {
      out.add(`if (${branchCondition(subject, sourceOf(text, child(part, 'pattern')))}) {`, part);
      statements(ruby, child(part, 'body')?.children ?? [], tail);
      out.add('} else {', part);
      open += 1;
    } else if (part.type === 'else') statements(ruby, part.children, tail);
  }
  out.add('}'.repeat(open), node);
}

/** The left side of an assignment. */
export const target = (ruby: Ruby, node: SyntaxNode | null): string => {
  if (!node) return 'let _';
  if (node.type === 'identifier') return `let ${identifier(sourceOf(ruby.text, node))}`;
  if (node.type === 'left_assignment_list')
    return `let [${node.children.map((each) => identifier(sourceOf(ruby.text, each))).join(', ')}]`;
  // `result.events = events`: a setter is written as a property, as reads of it are.
  const receiver = node.type === 'call' && child(node, 'arguments') === null ? child(node, 'receiver') : null;
  if (receiver) return `${expression(ruby, receiver)}.${propertyName(sourceOf(ruby.text, child(node, 'method')))}`;
  return expression(ruby, node);
};
