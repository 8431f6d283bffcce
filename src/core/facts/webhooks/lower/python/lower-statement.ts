import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { branchCondition, sourceOf } from '../spelling.ts';
import { declareFunction } from './declare-function.ts';
import { addFunctionRoutes } from './function-routes.ts';
import { expressionOrAssignment, pattern } from './lower-expression.ts';
import { lowerImport } from './lower-import.ts';
import { lowerTry, OTHER_ERRORS } from './lower-try.ts';
import type { Python } from './python.ts';
import { block, expression } from './visit.ts';

/** Writes a statement. With `tail`, nothing of the function follows it. */
export function lowerStatement(python: Python, node: SyntaxNode, tail = false): void {
  const { out } = python;
  switch (node.type) {
    case 'expression_statement':
      for (const part of node.children)
        if (!isNeverRun(python, part)) out.add(`${expressionOrAssignment(python, part)};`, node);
      return;
    case 'return_statement':
      return out.add(returned(python, node.children[0] ?? null), node);
    case 'raise_statement':
      out.add(`throw ${node.children[0] ? expression(python, node.children[0]) : "'again'"};`, node);
      return;
    case 'if_statement':
      return ifStatement(python, node, tail);
    case 'for_statement':
      out.add(
        `for (const ${pattern(python, child(node, 'left'))} of ${expression(python, child(node, 'right'))}) {`,
        node,
      );
      block(python, child(node, 'body'));
      return out.add('}', node);
    case 'while_statement':
      out.add(`while (${expression(python, child(node, 'condition'))}) {`, node);
      block(python, child(node, 'body'));
      return out.add('}', node);
    case 'try_statement':
      return lowerTry(python, node, tail);
    case 'with_statement':
      return withStatement(python, node, tail);
    case 'match_statement':
      return matchStatement(python, node);
    case 'function_definition':
      return declareFunction(python, node, '');
    case 'decorated_definition': {
      const inner = child(node, 'definition');
      if (inner?.type === 'function_definition') {
        declareFunction(python, inner, '');
        addFunctionRoutes(
          python,
          inner,
          node.children.filter((each) => each.type === 'decorator'),
        );
      }
      return;
    }
    case 'assert_statement':
      return out.add(`if (!(${expression(python, node.children[0] ?? null)})) throw 'assertion';`, node);
    case 'break_statement':
      return out.add('break;', node);
    case 'continue_statement':
      return out.add('continue;', node);
    case 'import_statement':
    case 'import_from_statement':
      return lowerImport(python, node);
    case 'import_star':
      return;
    case 'block':
      return block(python, node);
    case 'delete_statement':
      return deleted(python, node);
    case 'pass_statement':
    case 'comment':
    case 'global_statement':
    case 'nonlocal_statement':
      return;
    default:
      if (/_(?:definition|statement)$/.test(node.type) || node.type === 'ERROR') return;
      out.add(`${expression(python, node)};`, node);
  }
}

/** `del orders[order_id]` changes what is kept; `del order` forgets a name. */
function deleted(python: Python, node: SyntaxNode): void {
  const parts = node.children.flatMap((each) => (each.type === 'expression_list' ? each.children : [each]));
  for (const each of parts)
    if (/^(?:subscript|attribute)$/.test(each.type)) python.out.add(`delete ${expression(python, each)};`, node);
}

/** Whether a call creates a coroutine that is never awaited, and so never runs: `verify(request)` of an `async def`. */
function isNeverRun({ text, coroutines }: Python, node: SyntaxNode): boolean {
  if (node.type !== 'call') return false;
  const name = /^(?:self\.)?(\w{1,100})$/.exec(sourceOf(text, child(node, 'function')))?.[1];
  return name !== undefined && coroutines.has(name);
}

function returned(python: Python, held: SyntaxNode | null): string {
  if (!held) return 'return;';
  const isAnswer = python.refuses && ANSWER.test(sourceOf(python.text, held));
  if (isAnswer) return "throw 'refused';";
  const written = expression(python, held);
  return `return ${isRefusal(python, held) ? `new Response(${written})` : written};`;
}

/**
 * Whether a returned value is an error response, and so never empty: `return jsonify(error='no match'), 401`,
 * `return HttpResponseForbidden()`.
 */
function isRefusal({ text }: Python, held: SyntaxNode): boolean {
  if (held.type === 'call') return REFUSAL.test(sourceOf(text, held).slice(0, 400));
  return (
    /^(?:expression_list|tuple)$/.test(held.type) && /^[45]\d\d$/.test(sourceOf(text, held.children.at(-1) ?? null))
  );
}

const REFUSAL =
  /^(?:\w{1,20}\.)?(?:HttpResponse(?:Forbidden|BadRequest|NotAllowed)\(|\w{0,20}Response\([^;]{0,300}\bstatus(?:_code)?\s?=\s?(?:\w{1,20}\.HTTP_)?[45]\d\d)/;

/**
 * The start of a response as a view of Flask (https://flask.palletsprojects.com/en/stable/quickstart/#about-responses)
 * or Sanic returns it.
 */
const ANSWER =
  /^(?:flask\.)?(?:jsonify|make_response|\w{0,20}Response|redirect|render_template|abort)\(|^(?:(?:sanic\.)?response\.)?(?:text|json|html|empty|raw)\(|^["'{(]/;

function ifStatement(python: Python, node: SyntaxNode, tail: boolean): void {
  const { out } = python;
  // A branch whose last statement leaves the function needs no further return, which would look like a rejection.
  const ends = (body: SyntaxNode | null, at: SyntaxNode): void => {
    if (tail && !/^(?:return|raise)_statement$/.test(body?.children.at(-1)?.type ?? '')) out.add('return;', at);
  };
  out.add(`if (${expression(python, child(node, 'condition'))}) {`, node);
  block(python, child(node, 'consequence'), tail);
  ends(child(node, 'consequence'), node);
  let open = 1;
  for (const part of node.children) {
    if (part.type === 'elif_clause') {
      out.add(`} else { if (${expression(python, child(part, 'condition'))}) {`, part);
      block(python, child(part, 'consequence'), tail);
      ends(child(part, 'consequence'), part);
      open += 1;
    } else if (part.type === 'else_clause') {
      out.add('} else {', part);
      block(python, child(part, 'body'), tail);
      ends(child(part, 'body'), part);
    }
  }
  out.add('}'.repeat(open), node);
}

function withStatement(python: Python, node: SyntaxNode, tail: boolean): void {
  const suppressed = /^with\s+(?:\w+\.)?suppress\(([^()\n]{1,200})\)\s?:/.exec(sourceOf(python.text, node))?.[1];
  // `with suppress(ValueError):` continues after the block where that error is thrown in it.
  if (suppressed !== undefined && !OTHER_ERRORS.test(` ${suppressed}`)) {
    python.out.add('try {', node);
    block(python, child(node, 'body'), tail);
    return python.out.add('} catch (error) { }', node);
  }
  for (const clause of node.children) {
    if (clause.type !== 'with_clause') continue;
    for (const item of clause.children) {
      const held = child(item, 'value') ?? item.children[0] ?? null;
      if (held?.type === 'as_pattern') {
        const alias = child(held, 'alias');
        python.out.add(
          `let ${pattern(python, alias?.children[0] ?? alias)} = ${expression(python, held.children[0] ?? null)};`,
          item,
        );
      } else python.out.add(`${expression(python, held)};`, item);
    }
  }
  block(python, child(node, 'body'), tail);
}

function matchStatement(python: Python, node: SyntaxNode): void {
  const { out, text } = python;
  const subject = expression(python, child(node, 'subject'));
  let open = 0;
  for (const part of child(node, 'body')?.children ?? []) {
    if (part.type !== 'case_clause') continue;
    out.add(`if (${branchCondition(subject, sourceOf(text, part.children[0] ?? null))}) {`, part);
    block(python, child(part, 'consequence'));
    out.add('} else {', part);
    open += 1;
  }
  out.add('}'.repeat(open), node);
}
