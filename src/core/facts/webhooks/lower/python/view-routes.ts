import { child } from '../../syntax.ts';
import { CALLED_BY_GET } from '../../receiver-words.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { LoweredRoute } from '../lowering.ts';
import { sourceOf } from '../spelling.ts';
import { isLambda } from './declare-function.ts';
import { requiresUser } from './needs-user.ts';
import { servedAs, servedRoute } from './plain-servers.ts';
import type { Python } from './python.ts';

/** Names of functions that receive webhooks. */
export const HOOK = /web_?hook|(?:^|_)(?:ipn|hook|callback)(?:_|$)|IPN/i;

const PATH_HOOK = /web[-_]?hook|(?:^|[/_])ipn/i;

/** Names of functions that manage webhooks. */
export const ADMIN =
  /(?:^|_)(?:create|list|delete|update|edit|register|setup|set|get|test|retry|resend|manage|config\w*|settings|subscribe|send|trigger|add|remove|deliver(?!y_(?:reports?|receipts?|status))\w*)(?:_|$)/i;

/** Decorators that exclude POST: `@require_GET`, `@api_view(['GET'])`. */
const ONLY_READS = /^@(?:require_GET|require_safe)\b|^@(?:api_view|require_http_methods)\((?![^)]*POST)[^)]*['"]\w/;

/** Parameters with which a browser returns from a sign-in: a code or a token. */
const SIGN_IN = /["'](?:id_token|SAMLResponse|RelayState)["']|["']code["'][^\n]{0,80}["']state["']/;

type Other = Pick<LoweredRoute, 'route' | 'framework' | 'kind' | 'unrouted' | 'inQuery'> &
  Partial<Pick<LoweredRoute, 'method'>>;

/**
 * The route of a function without a registration: one that a platform, Frappe or a plain server calls, or a Django
 * view. Null where it is no handler.
 */
export function otherRoute(
  python: Python,
  definition: SyntaxNode,
  name: string,
  sources: readonly string[],
): Other | null {
  const { text, path } = python;
  const view = {
    name,
    sources,
    parameters: sourceOf(text, child(definition, 'parameters')),
    body: sourceOf(text, child(definition, 'body')),
  };
  if (servedAs(python, definition)) return servedRoute(view.body);
  if (isLambda(python, definition)) return lambdaRoute(path, name, view.body);
  // An Azure function has a folder of its own, whose name is its path.
  if (name === 'main' && /HttpRequest\b/.test(view.parameters))
    return { route: `/${path.split('/').at(-2) ?? ''}`, framework: 'azure', kind: 'route' };
  if (/\bcode\b[^)]{0,60}\bstate\b/.test(view.parameters)) return null;
  const whitelist = sources.find((each) => /^@frappe\.whitelist\b/.test(each));
  if (whitelist) return frappeRoute(path, view, whitelist);
  const isView = /^\(\s*_?request\b/.test(view.parameters) && definition.parent?.type !== 'block';
  return isView ? viewRoute(python, view) : null;
}

/** A function: its name, and the source of its decorators, parameters and body. */
type View = { name: string; sources: readonly string[]; parameters: string; body: string };

/** The route of a Frappe function that guests may call and that takes what a provider sends; null for others. */
function frappeRoute(path: string, { name, parameters, body }: View, whitelist: string): Other | null {
  const named = HOOK.test(name) || /pay|gateway|web_?hook|callback|ipn/i.test(path);
  if (!/allow_guest\s*=\s*True/.test(whitelist) || !named || ASKED.test(name)) return null;
  // Frappe fills the parameters from the body.
  const filled = /web_?hook/i.test(path + name) && /^\(\s*\w/.test(parameters);
  if (!filled && !/\*\*\w+|form_dict|frappe\.request|get_data/.test(parameters + body)) return null;
  const module = path.replace(/\.py$/, '').replace(/\//g, '.');
  return { route: `/api/method/${module}.${name}`, framework: 'frappe', kind: 'controller' };
}

/** What the application's own pages ask for; `get_delivery_report` takes one. */
const ASKED = /^(?:get|make|create|is|has)_(?!\w{0,60}_?(?:reports?|callbacks?|notifications?|web_?hooks?|ipn)$)/;

/**
 * The route of a Django view, or of a handler that a server registers by its name; null where it receives no webhooks.
 */
function viewRoute({ text, path, helpers }: Python, { name, sources, body }: View): Other | null {
  if (sources.some((each) => ONLY_READS.test(each)) || helpers.has(name)) return null;
  const exempt = sources.some((each) => /csrf_exempt/.test(each));
  const posts =
    sources.some((each) => /csrf_exempt|require_POST|require_http_methods|api_view/.test(each)) ||
    /request\.(?:body|data|POST)\b/.test(body);
  if (!posts && CALLED_BY_GET.test(name) && /\brequest\.GET\b/.test(body))
    return { route: null, framework: 'django', method: 'GET', inQuery: true, kind: 'controller', unrouted: 'named' };
  if (!posts && ASYNC_SERVERS.test(text) && READS.test(body))
    return { route: null, framework: 'aiohttp', kind: 'route', unrouted: 'plain' };
  if (!posts || requiresUser(body.slice(0, 400)) || /request\.user\.(?:is_|has_)/.test(body)) return null;
  if (SIGN_IN.test(body) || (ADMIN.test(name) && !exempt)) return null;
  if (!exempt && DRAWS.test(body)) return null;
  const named = HOOK.test(name) || (exempt && PATH_HOOK.test(path.slice(path.lastIndexOf('/') + 1)));
  if (named || exempt)
    return { route: null, framework: 'django', kind: named ? 'controller' : 'route', unrouted: 'named' };
  // A route of another file may lead to it, unless it shows a page to a browser.
  return !/\bdjango\b|rest_framework/.test(text) || /\breturn (?:redirect|render|HttpResponseRedirect)\(/.test(body)
    ? null
    : { route: null, framework: 'django', kind: 'route', unrouted: 'plain' };
}

/** Renders a page for a browser, which sends a CSRF token with its forms; providers send none. */
const DRAWS = /\breturn render\(\s{0,20}request\s{0,5},/;

/** Frameworks that register handlers by name, often in another file, and how these handlers read the body. */
const ASYNC_SERVERS = /^(?:from|import) (?:aiohttp|starlette|sanic)\b/m;
const READS = /\brequest\.(?:read|json|post|text|form|body)\b/;

/**
 * The route of a Lambda function behind a URL. It reads the body of the event; functions that queues and schedules
 * trigger do not.
 */
const lambdaRoute = (path: string, name: string, body: string): Other | null =>
  /\bevent(?:\[["']body["']\]|\.get\(\s*["']body["'])/.test(body) && !ADMIN.test(name)
    ? { route: null, framework: 'lambda', kind: HOOK.test(name) || HOOK_FILE.test(path) ? 'controller' : 'route' }
    : null;

const HOOK_FILE = /(?:^|[/_-])(?:web_?hooks?|callback|ipn)(?:_?(?:handler|receiver|function|lambda))?\.py$/i;
