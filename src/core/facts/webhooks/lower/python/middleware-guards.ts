import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { guardedPaths } from '../guarded-path.ts';
import { identifier, sourceOf } from '../spelling.ts';
import type { Python } from './python.ts';
import { guardOf, VERIFIES } from './router-guards.ts';

/**
 * Adds middleware that verifies as a guard of the webhook paths that it tests; the handlers are in other files.
 * Functions are registered where they are defined. Classes of Starlette and Django count only if an application
 * installs them, which this file does not show.
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

/** How a framework calls the middleware; null where the definition is none. */
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

/** The method by which a framework calls a middleware class; null for other classes. */
const classMethod = (source: string): string | null => {
  if (/\bdef dispatch\(/.test(source) && /\bcall_next\(/.test(source)) return 'dispatch';
  return /\bdef __call__\(/.test(source) && /\bself\.get_response\(/.test(source) ? '__call__' : null;
};
