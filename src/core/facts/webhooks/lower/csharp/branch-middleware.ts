import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import { typeName } from '../curly/class-fields.ts';
import type { Curly } from '../curly/curly.ts';
import { expression } from '../curly/visit.ts';
import { sourceOf } from '../spelling.ts';

/**
 * `app.UseWhen(context => context.Request.Path.StartsWithSegments("/hooks"), branch => branch.UseMiddleware<Verify>())`.
 */
const BRANCH =
  /\.(?:Use|Map)When\([^;{}]{0,200}?\.StartsWithSegments\(\s{0,20}(?:new PathString\()?"([^"\n]{1,200})"[^;]{0,300}?\.UseMiddleware<(\w{1,100})>/g;
const MAX_BRANCHES = 20;

/** ASP.NET middleware that runs before all handlers below a path, which do not name it. */
export function branchMiddleware(csharp: Curly): void {
  const { text } = csharp;
  if (!text.includes('When(')) return;
  for (const { 1: route, 2: type, 0: written, index } of text.matchAll(BRANCH).take(MAX_BRANCHES)) {
    const line = lineAt(text, index);
    const endLine = lineAt(text, index + written.length);
    csharp.out.route(
      { framework: 'aspnet', route: route!, method: null, name: null, line, endLine, kind: 'route', guards: true },
      `(request, next) => ${typeName(csharp, type!, { line })}.invokeAsync(request, next)`,
    );
  }
}

/**
 * Inline middleware:
 * `app.Use(async (context, next) => { if (context.Request.Path.StartsWithSegments("/hooks")) … await next(); })`.
 */
export function middlewareInPlace(csharp: Curly, call: SyntaxNode): void {
  if (sourceOf(csharp.text, child(child(call, 'function'), 'name')) !== 'Use') return;
  const [written] = argumentsOf(call);
  if (written?.type !== 'lambda_expression') return;
  const [, route] = BELOW.exec(sourceOf(csharp.text, written).slice(0, 1000)) ?? [];
  if (route === undefined) return;
  const { line, endLine } = call;
  csharp.out.route(
    { framework: 'aspnet', route, method: null, name: null, line, endLine, kind: 'route', guards: true },
    expression(csharp, written),
  );
}

const BELOW = /\.StartsWithSegments\(\s{0,20}"([^"\n]{1,200})"/;

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;
