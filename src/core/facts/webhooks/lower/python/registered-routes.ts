import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import { argumentsOf } from './arguments-of.ts';
import { routeText } from './route-text.ts';
import { secretIn } from './secret-paths.ts';

/** A route that a call registers. The handler is a function or class by its name: `take`, `views.take`, `self.take`. */
export type Registered = {
  route: string;
  handler: string;
  framework: string;
  call: SyntaxNode;
  secret: string | null;
  forUsers: boolean;
};

/**
 * Reads the routes that calls register, rather than decorators: `app.router.add_post('/webhook', take)` and
 * `web.post('/webhook', take)` of aiohttp, `add_url_rule` of Flask, `add_resource` of Flask-RESTful, `add_api_route` of
 * FastAPI, `Route` of Starlette, `add_route` of Sanic and Falcon, and `path('webhook/', views.take)` of Django.
 */
export function readRegistered(path: string, text: string, root: SyntaxNode): Registered[] {
  if (!REGISTERS.test(text)) return [];
  const isDjangos = /(?:^|\/)urls(?:_\w+)?\.py$|(?:^|\/)urls\//.test(path) || /\burlpatterns\b/.test(text);
  return [
    ...nodesOfType(root, CALLS).flatMap((call) => registeredBy(text, call, isDjangos) ?? []),
    ...(TORNADO.test(text) ? nodesOfType(root, PAIRS).flatMap((pair) => pairOfTornado(text, pair) ?? []) : []),
  ];
}

const TORNADO = /\bApplication\(/;
const PAIRS = new Set(['tuple']);

/**
 * Reads a route of Tornado: `(r'/webhook', HookHandler)`
 * (https://www.tornadoweb.org/en/stable/web.html#application-configuration).
 */
function pairOfTornado(text: string, pair: SyntaxNode): Registered | null {
  const [path, handler] = pair.children;
  const route = path?.type === 'string' ? (routeText(text, path) ?? '') : '';
  const name = sourceOf(text, handler ?? null);
  if (!/^\^?\//.test(route) || !/^(?:\w{1,60}\.)?[A-Z]\w{0,60}$/.test(name)) return null;
  const plain = route.replace(/^\^|\$$/g, '');
  return { route: plain, handler: name, framework: 'tornado', call: pair, secret: null, forUsers: false };
}

const CALLS = new Set(['call']);

/** A cheap test for such calls; most files have none. */
const REGISTERS =
  /\badd_(?:post|route|api_route|url_rule|resource)\(|\bweb\.post\(|\bRoute\(|\burlpatterns\b|\bweb\.Application\(/;

const FRAMEWORKS: Readonly<Record<string, string>> = {
  add_post: 'aiohttp',
  post: 'aiohttp',
  add_url_rule: 'flask',
  add_resource: 'flask',
  add_api_route: 'fastapi',
  Route: 'starlette',
  path: 'django',
  re_path: 'django',
  url: 'django',
};

function registeredBy(text: string, call: SyntaxNode, isDjangos: boolean): Registered | null {
  const callee = sourceOf(text, child(call, 'function'));
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  if (
    /^(?:path|re_path|url)$/.test(name)
      ? !isDjangos
      : !/^(?:add_(?:post|route|api_route|url_rule|resource)|Route)$/.test(name) && callee !== 'web.post'
  )
    return null;
  const args = argumentsOf(call);
  const source = sourceOf(text, call).slice(0, 600);
  const methods = /\bmethods?\s*=\s*([[({][^\])}]*[\])}]|["']\w+["'])/.exec(source)?.[1];
  if (methods !== undefined && !/POST/i.test(methods)) return null;
  if (methods === undefined && /^(?:add_api_route|add_url_rule|Route)$/.test(name) && !/as_view/.test(source))
    return null;
  const strings = args.filter((each) => each.type === 'string').map((each) => routeText(text, each) ?? '');
  const route =
    strings.find((each) => /^[\^/]|\//.test(each)) ??
    strings.find((each) => !/^[A-Z*]*$/.test(each)) ??
    args.map((each) => (each.type === 'string' ? null : routeText(text, each))).find((each) => each !== null);
  const handler = handlerIn(text, args);
  if (route === undefined || route === null || handler === null) return null;
  if (strings.some((each) => /^(?:GET|PUT|PATCH|DELETE|HEAD)$/.test(each))) return null;
  const plain = route.replace(/^\^|\$$/g, '');
  return {
    route: plain.startsWith('/') ? plain : `/${plain}`,
    handler: handler.name,
    framework: FRAMEWORKS[name] ?? 'python',
    call,
    secret: args.map((each) => secretIn(text, each)).find((each) => each !== null) ?? null,
    forUsers: handler.forUsers,
  };
}

/**
 * The function or class among the arguments, without its wrappers: `csrf_exempt(Take.as_view())`. With `forUsers`, a
 * wrapper requires a signed-in user. Null where the handler is unknown.
 */
function handlerIn(text: string, args: readonly SyntaxNode[]): { name: string; forUsers: boolean } | null {
  const named = args.find(
    (each) =>
      each.type === 'keyword_argument' &&
      /^(?:endpoint|view_func|handler|view|resource)$/.test(sourceOf(text, child(each, 'name'))),
  );
  // An argument that looks like a path is not the handler, unless all do; then the last one is:
  // `add_post(settings.HOOK_PATH, take_webhook)`.
  const others = args.filter((each) => /^(?:identifier|attribute|call)$/.test(each.type));
  const taken = others.find((each) => routeText(text, each) === null) ?? others.at(-1);
  let node = named ? child(named, 'value') : (taken ?? null);
  let forUsers = false;
  for (let depth = 0; node?.type === 'call' && depth < 5; depth++) {
    const callee: SyntaxNode | null = child(node, 'function');
    const source = sourceOf(text, callee);
    forUsers ||= /login_required|permission_required|staff_member|user_passes/.test(source);
    if (source.endsWith('.as_view')) node = child(callee, 'object');
    else if (/^[A-Z]\w*$/.test(source.slice(source.lastIndexOf('.') + 1))) node = callee;
    else if (TRANSPARENT.test(source)) node = argumentsOf(node)[0] ?? null;
    else return null;
  }
  const name = sourceOf(text, node);
  return /^\w+(?:\.\w+){0,3}$/.test(name) && !/^(?:True|False|None|include)$/.test(name) ? { name, forUsers } : null;
}

/** Wrappers of a view that do not verify a webhook. */
const TRANSPARENT =
  /^(?:\w+\.)?(?:csrf_exempt|require_POST|require_http_methods|never_cache|xframe_options_exempt|non_atomic_requests|login_required|staff_member_required|permission_required|user_passes_test|method_decorator)$/;
