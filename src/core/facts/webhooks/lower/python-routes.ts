import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
// oxlint-disable-next-line import/no-cycle -- see lower-python.ts
import { argumentsOf, expression } from './lower-python.ts';
import type { Python } from './lower-python.ts';
import { identifier, propertyName, sourceOf } from './lowering.ts';

/** Routers of a file by their names: the prefix of their routes, and the dependencies in front of them. */
export type Routers = ReadonlyMap<string, { prefix: string; dependencies: readonly string[] }>;

const HOOK = /web_?hook|(?:^|_)(?:ipn|hook|callback)(?:_|$)|IPN/i;
const PATH_HOOK = /web[-_]?hook|(?:^|[/_])ipn/i;
const GUARDED =
  /\b(?:login_required|permission_required|jwt_required|staff_member_required|user_passes_test|IsAuthenticated|IsAdminUser|requires_auth|admin_required|token_required|roles_required|auth_required)\b/;
const ADMIN =
  /(?:^|_)(?:create|list|delete|update|edit|register|setup|set|get|test|retry|resend|manage|config\w*|settings|subscribe|send|trigger|add|remove|deliver\w*)(?:_|$)/i;

/** `Blueprint(url_prefix=...)`, `APIRouter(prefix=..., dependencies=[Depends(...)])`. */
export function readRouters(text: string, root: SyntaxNode): Routers {
  const found = new Map<string, { prefix: string; dependencies: readonly string[] }>();
  for (const node of root.children) {
    const assignment = node.type === 'expression_statement' ? node.children[0] : null;
    const right = assignment?.type === 'assignment' ? child(assignment, 'right') : null;
    if (!assignment || right?.type !== 'call') continue;
    const source = sourceOf(text, right).slice(0, 2000);
    if (!/^(?:[\w.]*\.)?(?:APIRouter|Blueprint|FastAPI|Router)\(/.test(source)) continue;
    found.set(sourceOf(text, child(assignment, 'left')), {
      prefix: /(?:url_)?prefix\s*=\s*["']([^"'\n]*)["']/.exec(source)?.[1] ?? '',
      dependencies: dependenciesIn(source),
    });
  }
  return found;
}

const dependenciesIn = (source: string): string[] =>
  [...source.matchAll(/\b(?:Depends|Security)\(\s*([\w.]+)/g)].map((match) => match[1]!);

/** Routes of a function: by its decorators, or by its name in a file of Django views. */
export function addFunctionRoutes(python: Python, definition: SyntaxNode, decorators: readonly SyntaxNode[]): void {
  const { text, out } = python;
  const name = sourceOf(text, child(definition, 'name'));
  const sources = decorators.map((each) => sourceOf(text, each));
  if (sources.some((each) => GUARDED.test(each))) return;
  const place = { line: definition.line, endLine: definition.endLine, name };
  const registrations = decorators.flatMap((each) => registrationOf(python, each));
  const handler = wrapped(python, identifier(name), decorators);
  for (const { route, method, framework, dependencies } of registrations) {
    const before = dependencies.map((each) => `${each}(request);`).join(' ');
    const guarded = before ? `(request) => { ${before} return ${identifier(name)}(request); }` : handler;
    if (requiresUser(sourceOf(text, child(definition, 'parameters')) + dependencies.join(' '))) continue;
    out.route({ ...place, route, method, framework, kind: 'route' }, guarded);
  }
  if (registrations.length > 0) return;
  const other = otherRoute(python, definition, name, sources);
  if (other) out.route({ ...place, method: 'POST', ...other }, handler);
}

const requiresUser = (source: string): boolean =>
  /get_current_(?:active_)?(?:user|admin|superuser)|current_user|require_(?:admin|user|auth|login)|verify_jwt|get_api_user|require_permission/i.test(
    source,
  );

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
      framework: /\bfastapi\b|APIRouter/.test(text) ? 'fastapi' : /\bflask\b/.test(text) ? 'flask' : 'python',
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

type Other = { route: string | null; framework: string; kind: 'route' | 'controller' };

function otherRoute(python: Python, definition: SyntaxNode, name: string, sources: readonly string[]): Other | null {
  const { text, path } = python;
  const parameters = sourceOf(text, child(definition, 'parameters'));
  const body = sourceOf(text, child(definition, 'body'));
  const whitelist = sources.find((each) => /^@frappe\.whitelist\b/.test(each));
  if (whitelist) {
    const named = HOOK.test(name) || /pay|gateway|web_?hook|callback|ipn/i.test(path);
    if (!/allow_guest\s*=\s*True/.test(whitelist) || !named) return null;
    if (!/\*\*\w+|form_dict|frappe\.request|get_data/.test(parameters + body)) return null;
    return {
      route: `/api/method/${path.replace(/\.py$/, '').replace(/\//g, '.')}.${name}`,
      framework: 'frappe',
      kind: 'controller',
    };
  }
  if (!/^\(\s*_?request\b/.test(parameters) || definition.parent?.type === 'block') return null;
  const posts =
    sources.some((each) => /csrf_exempt|require_POST|require_http_methods|api_view/.test(each)) ||
    /request\.(?:body|data|POST)\b/.test(body);
  const named =
    HOOK.test(name) ||
    (PATH_HOOK.test(path.slice(path.lastIndexOf('/') + 1)) && sources.some((each) => /csrf_exempt/.test(each)));
  if (!posts || requiresUser(body.slice(0, 400)) || /request\.user\.(?:is_|has_)/.test(body)) return null;
  if (ADMIN.test(name) && !sources.some((each) => /csrf_exempt/.test(each))) return null;
  if (!named && !sources.some((each) => /csrf_exempt/.test(each))) return null;
  return { route: null, framework: 'django', kind: named ? 'controller' : 'route' };
}

/** Class-based views: Django, DRF, Flask's MethodView, Tornado, plain servers. */
export function addClassRoutes(python: Python, node: SyntaxNode, decorators: readonly SyntaxNode[]): void {
  const { text, out } = python;
  const name = sourceOf(text, child(node, 'name'));
  const bases = sourceOf(text, child(node, 'superclasses'));
  if (!/View|API|Resource|Handler|Endpoint|Controller|Webhook/.test(bases)) return;
  const body = child(node, 'body');
  const methods = (body?.children ?? []).map((each) =>
    each.type === 'decorated_definition' ? child(each, 'definition') : each,
  );
  const fields = (body?.children ?? [])
    .filter((each) => each.type === 'expression_statement')
    .map((each) => sourceOf(text, each))
    .join('\n');
  if (
    GUARDED.test(fields) ||
    GUARDED.test(decorators.map((each) => sourceOf(text, each)).join(' ')) ||
    /LoginRequired|PermissionRequired/.test(bases)
  )
    return;
  for (const method of methods) {
    const own = sourceOf(text, child(method ?? null, 'name'));
    if (!method || !/^(?:post|do_POST)$/.test(own)) continue;
    const dispatch = methods.some((each) => each && sourceOf(text, child(each, 'name')) === 'dispatch');
    const before = /\b(?:authentication_classes|permission_classes)\s*=\s*[[(]\s*(\w+)/.exec(fields)?.[1];
    const guard =
      before && !/AllowAny/.test(before)
        ? `${before}.${/permission_classes\s*=\s*[[(]\s*\w/.test(fields) ? 'has_permission' : 'authenticate'}(request);`
        : '';
    const called = `${identifier(name)}.${dispatch ? 'dispatch' : propertyName(own)}(request)`;
    const through = dispatch
      ? `${called}; return ${identifier(name)}.${propertyName(own)}(request);`
      : `return ${called};`;
    out.route(
      {
        framework: 'django',
        route: null,
        method: 'POST',
        name,
        line: own === 'post' ? method.line : node.line,
        endLine: method.endLine,
        kind: HOOK.test(name.replace(/([a-z])([A-Z])/g, '$1_$2')) ? 'controller' : 'route',
      },
      `(request) => { ${guard} ${through} }`,
    );
  }
}
