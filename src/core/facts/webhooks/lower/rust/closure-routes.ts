import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import { sourceOf } from '../spelling.ts';
import { closureOf } from './rust-functions.ts';

/**
 * Writes the routes whose handler is a closure: `.route("/webhook", post(|Json(payload): Json<Event>| async { ... }))`
 * of axum, `web::post().to(|body: String| ...)` of actix.
 */
export function addClosureRoutes(rust: Curly, root: SyntaxNode, framework: string): void {
  if (!/\b(?:post|to)\(\s{0,200}(?:move\s{1,20})?\|/.test(rust.text)) return;
  for (const call of nodesOfType(root, new Set(['call_expression']))) {
    if (sourceOf(rust.text, child(child(call, 'function'), 'field')) !== 'route') continue;
    const [path, methods] = argumentsOf(call);
    const route = literalOf(rust, path);
    const handler = route !== null && methods ? posted(rust, methods) : null;
    if (!handler) continue;
    const { line, endLine } = handler;
    rust.out.route(
      { framework, route, method: 'POST', name: null, line, endLine, kind: 'route' },
      closureOf(rust, handler),
    );
  }
}

/** The closure that handles POST; null where there is none. */
function posted(rust: Curly, methods: SyntaxNode): SyntaxNode | null {
  for (const call of nodesOfType(methods, new Set(['call_expression']))) {
    const callee = sourceOf(rust.text, child(call, 'function'));
    if (!/(?:^|[.:])post$|\bpost\(\)\s*\.to$/.test(callee.slice(-200))) continue;
    const closure = argumentsOf(call).find((each) => each.type === 'closure_expression');
    if (closure) return closure;
  }
  return null;
}
