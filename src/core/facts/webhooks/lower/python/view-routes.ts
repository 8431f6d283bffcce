import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, propertyName, sourceOf } from '../spelling.ts';
import { isLambda } from './declare-function.ts';
import { GUARDED, requiresUser } from './needs-user.ts';
import type { Python } from './python.ts';

const HOOK = /web_?hook|(?:^|_)(?:ipn|hook|callback)(?:_|$)|IPN/i;

const PATH_HOOK = /web[-_]?hook|(?:^|[/_])ipn/i;

export const ADMIN =
  /(?:^|_)(?:create|list|delete|update|edit|register|setup|set|get|test|retry|resend|manage|config\w*|settings|subscribe|send|trigger|add|remove|deliver\w*)(?:_|$)/i;

/** `@require_GET`, `@api_view(['GET'])`. */
const ONLY_READS = /^@(?:require_GET|require_safe)\b|^@(?:api_view|require_http_methods)\((?![^)]*POST)[^)]*['"]\w/;

/** A browser comes back from a sign-in, with a code or a token. */
const SIGN_IN = /["'](?:id_token|SAMLResponse|RelayState)["']|["']code["'][^\n]{0,80}["']state["']/;

type Other = { route: string | null; framework: string; kind: 'route' | 'controller' };

export function otherRoute(
  python: Python,
  definition: SyntaxNode,
  name: string,
  sources: readonly string[],
): Other | null {
  const { text, path } = python;
  const parameters = sourceOf(text, child(definition, 'parameters'));
  const body = sourceOf(text, child(definition, 'body'));
  if (isLambda(python, definition)) return lambdaRoute(path, name, body);
  if (/\bcode\b[^)]{0,60}\bstate\b/.test(parameters)) return null;
  const whitelist = sources.find((each) => /^@frappe\.whitelist\b/.test(each));
  if (whitelist) {
    const named = HOOK.test(name) || /pay|gateway|web_?hook|callback|ipn/i.test(path);
    if (!/allow_guest\s*=\s*True/.test(whitelist) || !named || /^(?:get|make|create|is|has)_/.test(name)) return null;
    // Frappe fills the parameters from the body.
    const filled = /web_?hook/i.test(path + name) && /^\(\s*\w/.test(parameters);
    if (!filled && !/\*\*\w+|form_dict|frappe\.request|get_data/.test(parameters + body)) return null;
    return {
      route: `/api/method/${path.replace(/\.py$/, '').replace(/\//g, '.')}.${name}`,
      framework: 'frappe',
      kind: 'controller',
    };
  }
  if (!/^\(\s*_?request\b/.test(parameters) || definition.parent?.type === 'block') return null;
  if (sources.some((each) => ONLY_READS.test(each))) return null;
  const posts =
    sources.some((each) => /csrf_exempt|require_POST|require_http_methods|api_view/.test(each)) ||
    /request\.(?:body|data|POST)\b/.test(body);
  const named =
    HOOK.test(name) ||
    (PATH_HOOK.test(path.slice(path.lastIndexOf('/') + 1)) && sources.some((each) => /csrf_exempt/.test(each)));
  if (!posts || requiresUser(body.slice(0, 400)) || /request\.user\.(?:is_|has_)/.test(body)) return null;
  if (SIGN_IN.test(body)) return null;
  if (ADMIN.test(name) && !sources.some((each) => /csrf_exempt/.test(each))) return null;
  if (!named && !sources.some((each) => /csrf_exempt/.test(each))) return null;
  return { route: null, framework: 'django', kind: named ? 'controller' : 'route' };
}

/** A function that a platform calls with a request: what it takes from its body tells it from those of queues and clocks. */
const lambdaRoute = (path: string, name: string, body: string): Other | null =>
  /\bevent(?:\[["']body["']\]|\.get\(\s*["']body["'])/.test(body) && !ADMIN.test(name)
    ? { route: null, framework: 'lambda', kind: HOOK.test(name) || HOOK_FILE.test(path) ? 'controller' : 'route' }
    : null;

const HOOK_FILE = /(?:^|[/_-])(?:web_?hooks?|callback|ipn)(?:_?(?:handler|receiver|function|lambda))?\.py$/i;

/** Whether a method's own decorators ask for a user or for what that user may do. */
function isGuarded(text: string, { parent }: SyntaxNode): boolean {
  if (parent?.type !== 'decorated_definition') return false;
  const decorators = parent.children.filter((each) => each.type === 'decorator').map((each) => sourceOf(text, each));
  return decorators.some((each) => GUARDED.test(each) || /permission/i.test(each));
}

/** `@action(methods=['post'])` of a viewset: a route of its own, with permissions of its own. */
export function addActionRoutes(python: Python, node: SyntaxNode): void {
  const { text, out } = python;
  if (!/ViewSet\b/.test(sourceOf(text, child(node, 'superclasses')))) return;
  const owner = identifier(sourceOf(text, child(node, 'name')));
  for (const each of child(node, 'body')?.children ?? []) {
    const method = each.type === 'decorated_definition' ? child(each, 'definition') : null;
    const name = sourceOf(text, child(method, 'name'));
    const action = each.children.map((part) => sourceOf(text, part)).find((part) => /^@action\b/.test(part)) ?? '';
    if (!method || !/["']post["']/i.test(action) || !/AllowAny|permission_classes\s*=\s*\[\s*\]/.test(action)) continue;
    if (!HOOK.test(name) || ADMIN.test(name)) continue;
    const { line, endLine } = method;
    out.route(
      { framework: 'django', route: `/${name}`, method: 'POST', name, line, endLine, kind: 'controller' },
      `(request) => ${owner}.${propertyName(name)}(request)`,
    );
  }
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
  // Who can also change and delete its entries looks after a list of webhooks.
  if (methods.some((each) => /^(?:put|patch|delete)$/.test(sourceOf(text, child(each ?? null, 'name'))))) return;
  for (const method of methods) {
    const own = sourceOf(text, child(method ?? null, 'name'));
    if (!method || !/^(?:post|do_POST)$/.test(own) || isGuarded(text, method)) continue;
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
