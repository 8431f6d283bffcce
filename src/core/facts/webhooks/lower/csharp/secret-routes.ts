import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import { typeName } from '../curly/class-fields.ts';
import type { Curly } from '../curly/curly.ts';
import { askedByPath, secretAmong } from '../secret-path.ts';
import { lowerFirst, propertyName, sourceOf } from '../spelling.ts';

// ASP.NET routes with a secret in the path, as in the template for Telegram bots.

/** `$"/bot/{token}"` as a route, and the guard that checks its secret; null for other paths. */
export function secretPath(csharp: Curly, path: SyntaxNode | undefined): { route: string; guard: string } | null {
  const source = sourceOf(csharp.text, path ?? null).slice(0, 300);
  const [, written] = /^(?:\w{1,30}:\s{0,9})?\$@?"([^"\n]{0,200})"$/.exec(source) ?? [];
  if (written === undefined) return null;
  const secret = secretAmong([...written.matchAll(/(?<!\{)\{([\w.]{1,100})\}/g)].map(([, name]) => name).join(' '));
  if (secret === null) return null;
  return {
    route: `/${written.replace(/\{[^{}]*\}/g, ':secret')}`.replace(/^\/{2,}/, '/'),
    guard: `(request, next) => { ${askedByPath(secret)} next(); }`,
  };
}

/**
 * Adds the conventional route of an action that has none of its own:
 * `MapControllerRoute("hook", $"bot/{token}", new { controller = "Webhook", action = "Post" })`.
 */
export function conventionalRoute(csharp: Curly, node: SyntaxNode): void {
  const callee = child(node, 'function');
  if (
    callee?.type !== 'member_access_expression' ||
    sourceOf(csharp.text, child(callee, 'name')) !== 'MapControllerRoute'
  )
    return;
  const hidden = argumentsOf(node)
    .map((each) => secretPath(csharp, each))
    .find((each) => each !== null);
  const source = sourceOf(csharp.text, node).slice(0, 1000);
  const controller = /\bcontroller\s?=\s?"(\w{1,80})"/.exec(source)?.[1];
  const action = /\baction\s?=\s?"(\w{1,80})"/.exec(source)?.[1];
  if (!hidden || controller === undefined || action === undefined) return;
  const { line, endLine } = node;
  csharp.out.route(
    { framework: 'aspnet', route: hidden.route, method: 'POST', name: null, line, endLine, kind: 'controller' },
    `${typeName(csharp, `${controller}Controller`, node)}.${propertyName(lowerFirst(action))}, ${hidden.guard}`,
  );
}
