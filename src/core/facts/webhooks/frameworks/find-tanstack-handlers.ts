import { argumentsOf, bare, literal, objectEntries, textOf } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { GIVEN } from './find-file-handlers.ts';
import { makeHandler } from './handler.ts';
import type { Framework, Handler } from './handler.ts';

const MAKERS = /^(?:createFileRoute|createServerFileRoute|createAPIFileRoute)\b/;

/**
 * TanStack Start: `createFileRoute('/x')({ server: { handlers: { POST } } })`, `createAPIFileRoute('/x')({ POST })` and
 * `createServerFileRoute('/x').methods({ POST })`.
 */
export const TANSTACK_ROUTES: Framework = {
  mayHold: (_path, text) => text.includes('FileRoute(') && /\b(?:POST|ANY)\b/.test(text),
  find: (_path, program) => findRoutes(program),
};

function findRoutes(program: Program): Handler[] {
  return nodesOfType(program.root, new Set(['call_expression'])).flatMap((call) => {
    const callee = child(call, 'function');
    if (!callee || !/^(?:call_expression|member_expression)$/.test(callee.type)) return [];
    const maker = callee.type === 'member_expression' ? child(callee, 'object') : callee;
    if (!maker || !MAKERS.test(textOf(program, maker).slice(0, 40))) return [];
    const post = postOf(program, argumentsOf(call)[0]);
    return post ? [handlerOf(call, post, routeOf(program, maker))] : [];
  });
}

const routeOf = (program: Program, maker: SyntaxNode): string | null =>
  bare(maker).type === 'call_expression' ? literal(program, argumentsOf(bare(maker))[0]) : null;

/** The handler under `POST`, in `server.handlers` or at the top level; either a function or `{ handler }`. */
function postOf(program: Program, node: SyntaxNode | undefined): SyntaxNode | null {
  let entries = node ? objectEntries(program, bare(node)) : new Map<string, SyntaxNode>();
  for (const name of ['server', 'handlers']) {
    const inner = entries.get(name);
    const object = inner ? objectOf(bare(inner)) : null;
    if (object) entries = objectEntries(program, object);
  }
  return entries.get('POST') ?? entries.get('ANY') ?? null;
}

/** An object, or the one in `({ createHandlers }) => createHandlers({ POST })`. */
function objectOf(node: SyntaxNode): SyntaxNode | null {
  if (node.type === 'object') return node;
  const made = node.type === 'arrow_function' ? bare(child(node, 'body') ?? node) : null;
  const first = made?.type === 'call_expression' ? argumentsOf(made)[0] : undefined;
  return first && bare(first).type === 'object' ? bare(first) : null;
}

const handlerOf = (at: SyntaxNode, handler: SyntaxNode, route: string | null): Handler =>
  makeHandler({
    framework: 'tanstack-start',
    route,
    method: 'POST',
    at: handler.parent ?? at,
    handler,
    name: 'POST',
    given: GIVEN,
  });
