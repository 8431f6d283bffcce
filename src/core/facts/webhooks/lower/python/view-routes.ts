import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { LoweredRoute } from '../lowering.ts';
import { sourceOf } from '../spelling.ts';
import { isLambda } from './declare-function.ts';
import { requiresUser } from './needs-user.ts';
import { servedAs, servedRoute } from './plain-servers.ts';
import type { Python } from './python.ts';

export const HOOK = /web_?hook|(?:^|_)(?:ipn|hook|callback)(?:_|$)|IPN/i;

const PATH_HOOK = /web[-_]?hook|(?:^|[/_])ipn/i;

export const ADMIN =
  /(?:^|_)(?:create|list|delete|update|edit|register|setup|set|get|test|retry|resend|manage|config\w*|settings|subscribe|send|trigger|add|remove|deliver(?!y_(?:reports?|receipts?|status))\w*)(?:_|$)/i;

/** `@require_GET`, `@api_view(['GET'])`. */
const ONLY_READS = /^@(?:require_GET|require_safe)\b|^@(?:api_view|require_http_methods)\((?![^)]*POST)[^)]*['"]\w/;

/** A browser comes back from a sign-in, with a code or a token. */
const SIGN_IN = /["'](?:id_token|SAMLResponse|RelayState)["']|["']code["'][^\n]{0,80}["']state["']/;

type Other = Pick<LoweredRoute, 'route' | 'framework' | 'kind' | 'unrouted'>;

export function otherRoute(
  python: Python,
  definition: SyntaxNode,
  name: string,
  sources: readonly string[],
): Other | null {
  const { text, path } = python;
  const parameters = sourceOf(text, child(definition, 'parameters'));
  const body = sourceOf(text, child(definition, 'body'));
  if (servedAs(python, definition)) return servedRoute(body);
  if (isLambda(python, definition)) return lambdaRoute(path, name, body);
  // A function of Azure has a folder of its own, which is its address.
  if (name === 'main' && /HttpRequest\b/.test(parameters))
    return { route: `/${path.split('/').at(-2) ?? ''}`, framework: 'azure', kind: 'route' };
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
  if (!posts && ASYNC_SERVERS.test(text) && READS.test(body))
    return { route: null, framework: 'aiohttp', kind: 'route', unrouted: 'plain' };
  if (!posts || requiresUser(body.slice(0, 400)) || /request\.user\.(?:is_|has_)/.test(body)) return null;
  if (SIGN_IN.test(body)) return null;
  const exempt = sources.some((each) => /csrf_exempt/.test(each));
  if (ADMIN.test(name) && !exempt) return null;
  if (named || exempt)
    return { route: null, framework: 'django', kind: named ? 'controller' : 'route', unrouted: 'named' };
  // A route of another file may lead to it, and no browser that is to see a page.
  return !/\bdjango\b|rest_framework/.test(text) || /\breturn (?:redirect|render|HttpResponseRedirect)\(/.test(body)
    ? null
    : { route: null, framework: 'django', kind: 'route', unrouted: 'plain' };
}

/** Frameworks whose handlers are registered by their names, often in another file, and how these take the body. */
const ASYNC_SERVERS = /^(?:from|import) (?:aiohttp|starlette|sanic)\b/m;
const READS = /\brequest\.(?:read|json|post|text|form|body)\b/;

/** A function that a platform calls with a request: what it takes from its body tells it from those of queues and clocks. */
const lambdaRoute = (path: string, name: string, body: string): Other | null =>
  /\bevent(?:\[["']body["']\]|\.get\(\s*["']body["'])/.test(body) && !ADMIN.test(name)
    ? { route: null, framework: 'lambda', kind: HOOK.test(name) || HOOK_FILE.test(path) ? 'controller' : 'route' }
    : null;

const HOOK_FILE = /(?:^|[/_-])(?:web_?hooks?|callback|ipn)(?:_?(?:handler|receiver|function|lambda))?\.py$/i;
