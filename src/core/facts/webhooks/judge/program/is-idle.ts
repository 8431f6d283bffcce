import { nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { bare, FUNCTIONS, textOf } from './program.ts';
import type { Program } from './program.ts';

/**
 * Whether all that a handler does is to read the request, to write to the log and to answer: it calls nothing else, and what it
 * sets are its own variables where they are declared. `handler` is the function, or its name in the file.
 */
export function isIdle(program: Program, handler: SyntaxNode): boolean {
  const named = bare(handler);
  const fn = bare(program.declared.get(textOf(program, named)) ?? named);
  return FUNCTIONS.has(fn.type) && nodesOfType(fn, DOES).every((node) => isLeft(program, node));
}

const DOES = new Set([
  'call_expression',
  'new_expression',
  'assignment_expression',
  'augmented_assignment_expression',
  'update_expression',
  'unary_expression',
]);

function isLeft(program: Program, node: SyntaxNode): boolean {
  const text = textOf(program, node).slice(0, 200);
  if (node.type === 'unary_expression') return !text.startsWith('delete');
  if (node.type === 'assignment_expression') return /^ctx\.(?:body|status)\s?=/.test(text);
  return /^(?:call|new)_/.test(node.type) && CALLS.test(text.replace(/\s{1,40}/g, ' '));
}

/** Calls of consoles and loggers, of the request, of the answer, and of the language's own that make one value of another. */
const CALLS =
  /^(?:new (?:Next)?Response\(|(?:console|logger|log|this\.log(?:ger)?|functions\.logger|fastify\.log|app\.log|req(?:uest)?\.log|NextResponse|Response|res|response|reply|JSON|Object|String|Number)\.\w+\(|(?:res|response|reply|c|ctx)\.status\(|(?:(?:c|ctx)\.)?(?:req|request|event)\.(?:json|text|formData|arrayBuffer|header|get|param|query|valid|headers\.get)\(|c\.(?:json|text|body)\(|(?:json|text|(?:read|use)(?:Raw)?Body|getHeaders?|defineEventHandler|String|Boolean)\()/;
