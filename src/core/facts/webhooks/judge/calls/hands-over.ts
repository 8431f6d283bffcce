import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { rejects } from '../state/frame.ts';
import { isTransparent } from '../program/is-waited-for.ts';
import { FUNCTIONS, textOf } from '../program/program.ts';
import type { Run } from '../state/run.ts';

/**
 * Whether a call is the last thing that the handler does, so that the called function's ends are the handler's:
 * `if (path === '/hook') return take(request)`, `try { await take(req, res) } catch (error) { next(error) }`.
 */
export function handsOver(run: Run, call: SyntaxNode): boolean {
  const fn = run.stack.at(-1);
  if (!fn || run.stack.length !== run.own || answersRefusal(run, call)) return false;
  let node = call;
  let returns = false;
  for (let depth = 0; node.parent && depth < 40; depth++) {
    const { parent } = node;
    if (parent === fn) return true;
    returns ||= parent.type === 'return_statement' || goesAfter(parent, node);
    if (!(returns && !FUNCTIONS.has(parent.type)) && !isLast(run, parent, node)) return false;
    node = parent;
  }
  return false;
}

/** `return this.answer({ error: 'no signature' }, 403)`: a helper words the rejection, which ends at its call site. */
const answersRefusal = (run: Run, { start, end }: SyntaxNode): boolean =>
  end - start < MAX_ANSWER && rejects(run.program.text.slice(start, end));

const MAX_ANSWER = 300;

/** Whether nothing runs after the part within its parent. */
function isLast(run: Run, parent: SyntaxNode, part: SyntaxNode): boolean {
  switch (parent.type) {
    case 'await_expression':
    case 'expression_statement':
    case 'else_clause':
      return true;
    case 'if_statement':
      return part.field !== 'condition';
    case 'try_statement':
      return part.field === 'body' && child(parent, 'finalizer') === null;
    case 'statement_block':
      return after(parent, part) === undefined;
    case 'member_expression':
    case 'call_expression':
      return isCaught(run, parent);
    default:
      return isTransparent(parent);
  }
}

const after = (block: SyntaxNode, part: SyntaxNode): SyntaxNode | undefined =>
  block.children.find((each) => each.start >= part.end && each.type !== 'comment');

/** `await take(req, res); return;` */
function goesAfter(block: SyntaxNode, part: SyntaxNode): boolean {
  const next = block.type === 'statement_block' ? after(block, part) : undefined;
  return next?.type === 'return_statement' && next.children.length === 0;
}

/** `take(req, res).catch(next)` has the result of `take`. */
const isCaught = (run: Run, node: SyntaxNode): boolean => {
  const member = node.type === 'member_expression' ? node : child(node, 'function');
  const property = member?.type === 'member_expression' ? child(member, 'property') : null;
  return property !== null && textOf(run.program, property) === 'catch';
};
