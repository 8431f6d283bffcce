import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, sourceOf } from '../spelling.ts';
import { argumentsOf } from './arguments-of.ts';
import { GUARDED, requiresUser } from './needs-user.ts';
import type { Python } from './python.ts';
import { dependenciesIn } from './read-routers.ts';
import { ADMIN, otherRoute } from './view-routes.ts';
import { expression } from './visit.ts';

/** Routes of a function: by its decorators, or by its name in a file of Django views. */
export function addFunctionRoutes(python: Python, definition: SyntaxNode, decorators: readonly SyntaxNode[]): void {
  const { text, out } = python;
  const name = sourceOf(text, child(definition, 'name'));
  const sources = decorators.map((each) => sourceOf(text, each));
  if (sources.some((each) => GUARDED.test(each)) || (python.manages && LOOKS_AFTER.test(name))) return;
  const place = { line: definition.line, endLine: definition.endLine, name };
  const registrations = decorators.flatMap((each) => registrationOf(python, each));
  const handler = wrapped(python, identifier(name), decorators);
  for (const { route, method, framework, dependencies } of registrations) {
    const before = dependencies.map((each) => `${each}(request);`).join(' ');
    const guarded = before ? `(request) => { ${before} return ${identifier(name)}(request); }` : handler;
    if (requiresUser(sourceOf(text, child(definition, 'parameters')) + dependencies.join(' '))) continue;
    out.route(
      { ...place, route, method, framework, kind: isReceivers(python, name) ? 'controller' : 'route' },
      guarded,
    );
  }
  if (registrations.length > 0) return;
  const other = otherRoute(python, definition, name, sources);
  if (other) out.route({ ...place, method: 'POST', ...other }, handler);
}

/** `create_webhook` in a file that also changes and deletes: somebody wants to be called. */
const LOOKS_AFTER =
  /^(?:create|add|register|subscribe|update|edit|delete|remove|test|save)_(?:\w{1,30}_)?web_?hooks?(?:_\w{1,30})?$/;

/** A file called `webhooks.py` that only takes events: what is managed there would be changed and deleted, too. */
const isReceivers = ({ path, manages }: Python, name: string): boolean =>
  !manages && /(?:^|[/_])web_?hooks?\.py$/i.test(path) && !ADMIN.test(name);

type Registration = { route: string; method: string | null; framework: string; dependencies: readonly string[] };

function registrationOf(python: Python, decorator: SyntaxNode): Registration[] {
  const { text, routers } = python;
  const made = decorator.children.find((each) => each.type === 'call');
  const callee = child(made ?? null, 'function');
  if (!made || callee?.type !== 'attribute') return [];
  const verb = sourceOf(text, child(callee, 'attribute'));
  const router = sourceOf(text, child(callee, 'object'));
  if (!/^(?:route|post|api_route|put|websocket)$/.test(verb) || verb === 'websocket' || verb === 'put') return [];
  const source = sourceOf(text, made);
  if (verb !== 'post' && !/methods\s*=\s*[[({][^\])}]*["']POST["']/.test(source)) return [];
  const first = argumentsOf(made).find(
    (each) =>
      each.type === 'string' || (each.type === 'keyword_argument' && /^(?:path|rule)\b/.test(sourceOf(text, each))),
  );
  const literal = /["']([^"'\n]*)["']/.exec(sourceOf(text, first ?? null))?.[1] ?? null;
  const known = routers.get(router);
  const route = `${known?.prefix ?? ''}${literal ?? ''}`;
  return [
    {
      route,
      method: 'POST',
      framework: python.framework,
      dependencies: [...(known?.dependencies ?? []), ...dependenciesIn(source)],
    },
  ];
}

/** Decorators that could verify stand around the handler as calls; the others are left away. */
function wrapped(python: Python, handler: string, decorators: readonly SyntaxNode[]): string {
  let result = handler;
  for (const each of decorators.toReversed()) {
    const node = each.children.find((part) => part.type !== 'comment') ?? null;
    const source = sourceOf(python.text, node);
    if (
      /^(?:[\w.]+\.)?(?:route|post|api_route|get|put|csrf_exempt|require_POST|require_http_methods|api_view|transaction\.\w+|whitelist|permission_classes|wraps|staticmethod|method_decorator)\b/.test(
        source,
      )
    )
      continue;
    if (!/verif|sign|valid|auth|webhook|secur|check|hmac|protect|requir|twilio|slack|stripe|github/i.test(source))
      continue;
    result = `${expression(python, node)}(${result})`;
  }
  return result;
}
