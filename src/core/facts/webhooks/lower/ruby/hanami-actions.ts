import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import type { Ruby } from './ruby.ts';

/**
 * Adds the route of a class that is a Hanami action: `handle(request, response)`, or `call(params)` before version 2.
 */
export function addActions(ruby: Ruby, node: SyntaxNode, className: string): void {
  const { text, out, path } = ruby;
  const route = /(?:^|\/)actions\/(.+)\.rb$/.exec(path)?.[1];
  if (route === undefined || !/Action\b/.test(sourceOf(text, child(node, 'superclass')))) return;
  for (const each of child(node, 'body')?.children ?? []) {
    const name = each.type === 'method' ? sourceOf(text, child(each, 'name')) : '';
    if (!/^(?:handle|call)$/.test(name)) continue;
    const { line, endLine } = each;
    out.route(
      { framework: 'hanami', route: `/${route}`, method: 'POST', name, line, endLine, kind: 'route' },
      `(request) => ${className}.${name}(request)`,
    );
  }
}
