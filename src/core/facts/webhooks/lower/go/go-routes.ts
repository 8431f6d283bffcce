import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import { expression } from '../curly/visit.ts';
import { identifier, lowerFirst, propertyName, sourceOf } from '../spelling.ts';
import { guardsBefore, wholeRoute } from './go-routers.ts';
import type { Routers } from './go-routers.ts';
import type { Siblings } from './go-siblings.ts';
import { HOOK, isAskedFor } from './signature-route.ts';

/** The last name of `h.handlers.Webhook`. */
export const nameAtEnd = (source: string): string | null => /\w+$/.exec(source.slice(-200))?.[0] ?? null;

type Registration = { route: string; handler: SyntaxNode; before: readonly SyntaxNode[]; framework: string };

/** What the registrations of a file need of the whole file. */
export type GoFile = { framework: string; declarations: ReadonlyMap<string, SyntaxNode> };

/** What stands around a registration. */
type Around = { routers: Routers; siblings: Siblings };

export function readGoFile(text: string, root: SyntaxNode): GoFile {
  const declarations = new Map<string, SyntaxNode>();
  for (const node of root.children) {
    if (node.type !== 'function_declaration' && node.type !== 'method_declaration') continue;
    const name = sourceOf(text, child(node, 'name'));
    if (!declarations.has(name)) declarations.set(name, node);
  }
  return { framework: frameworkOf(text), declarations };
}

function frameworkOf(text: string): string {
  if (/gin-gonic/.test(text)) return 'gin';
  if (/labstack\/echo/.test(text)) return 'echo';
  if (/gofiber/.test(text)) return 'fiber';
  return /go-chi/.test(text) ? 'chi' : 'net/http';
}

export function registration(go: Curly, { framework }: GoFile, node: SyntaxNode): Registration | null {
  const callee = child(node, 'function');
  if (callee?.type !== 'selector_expression') return null;
  const verb = sourceOf(go.text, child(callee, 'field'));
  if (!/^(?:POST|Post|Any|HandleFunc|Handle|All|Add|Method|MethodFunc)$/.test(verb)) return null;
  let args = argumentsOf(node);
  if (/^(?:Add|Method|MethodFunc)$/.test(verb)) args = args.slice(1);
  const written = literalOf(go, args[0]);
  if (written === null || args.length < 2) return null;
  if (/^(?:GET|PUT|DELETE|PATCH)\s/.test(written)) return null;
  const handler = framework === 'echo' ? args[1]! : args.at(-1)!;
  const before = framework === 'echo' ? args.slice(2) : args.slice(1, -1);
  return { route: written.replace(/^POST\s+/, ''), handler, before, framework };
}

export function routeOf(go: Curly, file: GoFile, node: SyntaxNode, { routers, siblings }: Around): void {
  const found = registration(go, file, node);
  if (!found) return;
  const { text } = go;
  const { handler, framework } = found;
  const route = wholeRoute(go, routers, node, found.route);
  const before = [...guardsBefore(go, routers, node), ...found.before];
  const inline = handler.type === 'func_literal' ? handler : null;
  const source = sourceOf(text, handler);
  const name = nameAtEnd(source);
  const known = name !== null && (go.functions.has(name) || go.methods.has(name));
  // `r.Post("/", h.Create)` of a file that manages webhooks.
  if (name !== null && !/hook|ipn|callback/i.test(found.route) && isAskedFor(name)) return;
  if (!inline && !known && handler.type !== 'call_expression')
    return guardElsewhere(go, file, node, { ...found, route, before });
  const target = inline
    ? expression(go, inline)
    : known
      ? go.functions.has(name!)
        ? identifier(lowerFirst(name!))
        : `this.${propertyName(lowerFirst(name!))}`
      : expression(go, handler);
  const declared = known ? (file.declarations.get(name) ?? null) : null;
  const at = declared ?? inline ?? node;
  go.out.route(
    {
      framework,
      route,
      method: 'POST',
      name: known ? name : null,
      line: at.line,
      endLine: at.endLine,
      kind: known && HOOK.test(name) && !isAskedFor(name) ? 'controller' : 'route',
      siblings: siblings.get(route) ?? [],
    },
    [target, ...before.map((each) => guardOf(go, file, each))].join(', '),
  );
}

/** `hooks.Use(verify)` before a handler of another file, which is known by its name: what it may come to protects it. */
function guardElsewhere(
  go: Curly,
  file: GoFile,
  node: SyntaxNode,
  { route, handler, before, framework }: Registration,
): void {
  const name = nameAtEnd(sourceOf(go.text, handler));
  if (before.length === 0 || name === null || !/hook|ipn|callback/i.test(name)) return;
  const { line, endLine } = node;
  go.out.route(
    { framework, route, method: 'POST', name, line, endLine, kind: 'route', guards: true },
    ['(request, next) => { next(); }', ...before.map((each) => guardOf(go, file, each))].join(', '),
  );
}

/** What stands before a handler; `func verify(next http.Handler) http.Handler` is given its `next`. */
function guardOf(go: Curly, file: GoFile, node: SyntaxNode): string {
  const name = sourceOf(go.text, node);
  const wraps = node.type === 'identifier' && go.functions.has(name) && takesNext(go, file, name);
  return wraps ? `(request, next) => ${identifier(lowerFirst(name))}(next)(response, request)` : expression(go, node);
}

const takesNext = (go: Curly, file: GoFile, name: string): boolean =>
  /^\(\s*\w+\s+(?:http\.Handler|http\.HandlerFunc|echo\.HandlerFunc)\s*\)/.test(
    sourceOf(go.text, child(file.declarations.get(name) ?? null, 'parameters')),
  );
