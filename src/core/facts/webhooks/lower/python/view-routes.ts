import { child } from '../../syntax.ts';
import { CALLED_BY_GET } from '../../receiver-words.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { LoweredRoute } from '../lowering.ts';
import { sourceOf } from '../spelling.ts';
import { isLambda } from './declare-function.ts';
import { requiresUser } from './needs-user.ts';
import { servedAs, servedRoute } from './plain-servers.ts';
import type { Python } from './python.ts';

/** Names of what takes webhooks. */
export const HOOK = /web_?hook|(?:^|_)(?:ipn|hook|callback)(?:_|$)|IPN/i;

const PATH_HOOK = /web[-_]?hook|(?:^|[/_])ipn/i;

/** Names of what looks after webhooks. */
export const ADMIN =
  /(?:^|_)(?:create|list|delete|update|edit|register|setup|set|get|test|retry|resend|manage|config\w*|settings|subscribe|send|trigger|add|remove|deliver(?!y_(?:reports?|receipts?|status))\w*)(?:_|$)/i;

/** `@require_GET`, `@api_view(['GET'])`. */
const ONLY_READS = /^@(?:require_GET|require_safe)\b|^@(?:api_view|require_http_methods)\((?![^)]*POST)[^)]*['"]\w/;

/** A browser comes back from a sign-in, with a code or a token. */
const SIGN_IN = /["'](?:id_token|SAMLResponse|RelayState)["']|["']code["'][^\n]{0,80}["']state["']/;

type Other = Pick<LoweredRoute, 'route' | 'framework' | 'kind' | 'unrouted' | 'inQuery'> &
  Partial<Pick<LoweredRoute, 'method'>>;

/** The route of a function that no decorator of a router has: by how a platform, Frappe or a server calls it, or as a view of Django. */
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
  // A function of Azure has a folder of its own, which is its address.
  if (name === 'main' && /HttpRequest\b/.test(view.parameters))
    return { route: `/${path.split('/').at(-2) ?? ''}`, framework: 'azure', kind: 'route' };
  if (/\bcode\b[^)]{0,60}\bstate\b/.test(view.parameters)) return null;
  const whitelist = sources.find((each) => /^@frappe\.whitelist\b/.test(each));
  if (whitelist) return frappeRoute(path, view, whitelist);
  const isView = /^\(\s*_?request\b/.test(view.parameters) && definition.parent?.type !== 'block';
  return isView ? viewRoute(python, view) : null;
}

/** A function as it is told by: its name, its decorators, its parameters and its body. */
type View = { name: string; sources: readonly string[]; parameters: string; body: string };

/** A function of Frappe that anybody may call by its path, and that takes what a provider sends. */
function frappeRoute(path: string, { name, parameters, body }: View, whitelist: string): Other | null {
  const named = HOOK.test(name) || /pay|gateway|web_?hook|callback|ipn/i.test(path);
  if (!/allow_guest\s*=\s*True/.test(whitelist) || !named || /^(?:get|make|create|is|has)_/.test(name)) return null;
  // Frappe fills the parameters from the body.
  const filled = /web_?hook/i.test(path + name) && /^\(\s*\w/.test(parameters);
  if (!filled && !/\*\*\w+|form_dict|frappe\.request|get_data/.test(parameters + body)) return null;
  const module = path.replace(/\.py$/, '').replace(/\//g, '.');
  return { route: `/api/method/${module}.${name}`, framework: 'frappe', kind: 'controller' };
}

/** A view of Django, or a handler of a server that registers handlers by their names; null for one that takes no webhooks. */
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
  // A route of another file may lead to it, and no browser that is to see a page.
  return !/\bdjango\b|rest_framework/.test(text) || /\breturn (?:redirect|render|HttpResponseRedirect)\(/.test(body)
    ? null
    : { route: null, framework: 'django', kind: 'route', unrouted: 'plain' };
}

/** What a browser is to see, which brings the token of a form with it, as nobody's calls do. */
const DRAWS = /\breturn render\(\s{0,20}request\s{0,5},/;

/** Frameworks whose handlers are registered by their names, often in another file, and how these take the body. */
const ASYNC_SERVERS = /^(?:from|import) (?:aiohttp|starlette|sanic)\b/m;
const READS = /\brequest\.(?:read|json|post|text|form|body)\b/;

/** A function that a platform calls with a request: what it takes from its body tells it from those of queues and clocks. */
const lambdaRoute = (path: string, name: string, body: string): Other | null =>
  /\bevent(?:\[["']body["']\]|\.get\(\s*["']body["'])/.test(body) && !ADMIN.test(name)
    ? { route: null, framework: 'lambda', kind: HOOK.test(name) || HOOK_FILE.test(path) ? 'controller' : 'route' }
    : null;

const HOOK_FILE = /(?:^|[/_-])(?:web_?hooks?|callback|ipn)(?:_?(?:handler|receiver|function|lambda))?\.py$/i;
