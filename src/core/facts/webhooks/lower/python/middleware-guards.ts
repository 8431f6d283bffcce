import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { guardedPaths } from '../guarded-path.ts';
import { identifier, sourceOf } from '../spelling.ts';
import type { Python } from './python.ts';
import { guardOf, VERIFIES } from './router-guards.ts';

/**
 * Middleware that asks for the paths of webhooks, whose handlers stand in other files: functions that the application is told of
 * where they stand, and classes of Starlette and Django, of which nothing here tells whether an application takes them.
 */
export function addMiddlewareGuards(python: Python, root: SyntaxNode): void {
  for (const node of root.children) {
    const definition = node.type === 'decorated_definition' ? child(node, 'definition') : node;
    const name = identifier(sourceOf(python.text, child(definition, 'name')));
    const call = definition ? callOf(python, node, definition, name) : null;
    if (!definition || call === null) continue;
    const source = sourceOf(python.text, definition);
    const { line, endLine } = definition;
    const { framework } = python;
    for (const route of VERIFIES.test(source) ? guardedPaths(source, name) : [])
      python.out.route(
        { framework, route, method: null, name: null, line, endLine, kind: 'route', guards: true },
        call,
      );
  }
}

/** How a framework calls it; null where it is none. */
function callOf(python: Python, node: SyntaxNode, definition: SyntaxNode, name: string): string | null {
  if (definition.type === 'class_definition') {
    const method = classMethod(sourceOf(python.text, definition));
    return method && `(request, next) => { if (isInstalled) return ${name}.${method}(request, next); next(); }`;
  }
  const decorators = node.children.filter((each) => each.type === 'decorator');
  const kind = decorators.flatMap((each) => guardOf(sourceOf(python.text, each))[2] ?? [])[0];
  if (kind === 'middleware') return `(request, next) => ${name}(request, next)`;
  return kind === undefined
    ? null
    : `(request, next) => { const refused = ${name}(request); if (refused) return refused; next(); }`;
}

/** The method by which a framework calls a class of its middleware. */
const classMethod = (source: string): string | null => {
  if (/\bdef dispatch\(/.test(source) && /\bcall_next\(/.test(source)) return 'dispatch';
  return /\bdef __call__\(/.test(source) && /\bself\.get_response\(/.test(source) ? '__call__' : null;
};
