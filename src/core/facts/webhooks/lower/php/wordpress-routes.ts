import { nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import type { ClassParts, Method } from '../curly/lower-classes.ts';
import { expression } from '../curly/visit.ts';
import { identifier, propertyName, sourceOf } from '../spelling.ts';
import { optionOf } from './route-surroundings.ts';

// A REST route has a callback, and a permission callback that runs before it
// (https://developer.wordpress.org/reference/functions/register_rest_route/). `woocommerce_api_<name>` is an action
// with a URL of its own (https://woocommerce.com/document/wc_api-the-woocommerce-api-callback/).

/** Checks for a signed-in user, or for a form of the site itself; no webhook passes them. */
const OF_USERS = /current_user_can|is_user_logged_in|wp_verify_nonce|check_ajax_referer|get_current_user_id/;

const HOOK = /web_?hook|ipn|callback|notif/i;

/** Adds the REST routes and public actions of a WordPress file. */
export function wordpressRoutes(php: Curly, root: SyntaxNode, classes: readonly ClassParts[]): void {
  if (!/register_rest_route|woocommerce_api_|_nopriv_/.test(php.text) && !listens(php.text)) return;
  for (const node of nodesOfType(root, new Set(['function_call_expression']))) {
    const name = sourceOf(php.text, node.children[0] ?? null).replace(/^\\/, '');
    if (name === 'register_rest_route') restRoute(php, node, classes);
    if (name === 'add_action') publicAction(php, node, classes);
  }
}

function restRoute(php: Curly, node: SyntaxNode, classes: readonly ClassParts[]): void {
  const [namespace, path, options] = argumentsOf(node);
  if (!path || !options) return;
  const parts = [namespace, path].map((each) => (literalOf(php, each) ?? '').replace(/^\/|\/$/g, ''));
  const route = `/${parts.filter((each) => each !== '').join('/')}`;
  for (const endpoint of endpointsOf(php, options)) {
    const callback = optionOf(php, endpoint, 'callback');
    if (!callback || !/POST|CREATABLE|ALLMETHODS/.test(sourceOf(php.text, optionOf(php, endpoint, 'methods'))))
      continue;
    const permission = permissionOf(php, optionOf(php, endpoint, 'permission_callback'), classes);
    if (permission !== null) addRoute(php, route, callback, permission, classes);
  }
}

/** Adds the URL at which WooCommerce calls a gateway, or an action for callers who are not signed in. */
function publicAction(php: Curly, node: SyntaxNode, classes: readonly ClassParts[]): void {
  const [action, callback] = argumentsOf(node);
  const source = sourceOf(php.text, action ?? null);
  const shop = /woocommerce_api_([\w-]*)/.exec(source)?.[1];
  const open = /(?:wp_ajax|admin_post)_nopriv_([\w-]{0,80}(?:webhook|ipn|callback)[\w-]{0,80})/i.exec(source)?.[1];
  const route =
    shop === undefined ? (open && `/wp-admin/${open}`) || listening(php, source, callback, classes) : `/wc-api/${shop}`;
  if (route !== undefined && callback) addRoute(php, route, callback, '', classes);
}

const listens = (text: string): boolean => text.includes('add_action') && text.includes('php://input');

/** Actions that run for every request; some callbacks test for a parameter of their own. */
const EVERY_REQUEST = /^['"](?:init|wp|wp_loaded|parse_request|template_redirect|plugins_loaded)['"]$/;
/** Actions by which another plugin passes on the requests to its own URL: `forms/ipn_endpoint_acme`. */
const OF_HOOKS = /^['"][\w/-]{0,60}?([\w-]{0,60}(?:web-?_?hook|ipn_|_ipn)[\w-]{0,60})['"]$/i;

/**
 * The route of such an action, if its callback reads the body: the name of the action, or the parameter or path that
 * the callback tests, `?acme-webhook`. Undefined for other actions.
 */
function listening(
  php: Curly,
  action: string,
  callback: SyntaxNode | undefined,
  classes: readonly ClassParts[],
): string | undefined {
  const called = OF_HOOKS.exec(action)?.[1];
  if (!callback || !(called || EVERY_REQUEST.test(action))) return undefined;
  const source =
    callableOf(php, callback, classes)?.method?.source ?? sourceOf(php.text, functionNamed(php, callback) ?? callback);
  if (!/php:\/\/input/.test(source)) return undefined;
  const asked = called ?? /['"]\/?([\w-]{0,40}(?:web-?_?hook|ipn|callback)[\w-]{0,40})['"]/i.exec(source)?.[1];
  return asked && `/${asked}`;
}

/** The function of the file that a callback names in a string. */
function functionNamed(php: Curly, callback: SyntaxNode): SyntaxNode | undefined {
  const name = literalOf(php, callback);
  if (name === null || !php.functions.has(name)) return undefined;
  let root = callback;
  while (root.parent) root = root.parent;
  return nodesOfType(root, new Set(['function_definition'])).find(
    (each) => sourceOf(php.text, each.children.find(({ field }) => field === 'name') ?? null) === name,
  );
}

function addRoute(
  php: Curly,
  route: string,
  callback: SyntaxNode,
  permission: string,
  classes: readonly ClassParts[],
): void {
  const called = callableOf(php, callback, classes);
  if (!called) return;
  const { method } = called;
  if (method && OF_USERS.test(method.source)) return;
  const at = method?.node ?? callback;
  php.out.route(
    {
      framework: 'wordpress',
      route,
      method: 'POST',
      name: method?.name ?? null,
      line: at.line,
      endLine: at.endLine,
      kind: method && (HOOK.test(method.name) || settles(route, method)) ? 'controller' : 'route',
    },
    `(request) => { ${permission}return ${called.written}; }`,
  );
}

/** Whether a method settles an order at a gateway's own URL and redirects no browser. */
const settles = (route: string, { source }: Method): boolean =>
  route.startsWith('/wc-api/') && /->(?:payment_complete|update_status)\(/.test(source) && !/redirect/i.test(source);

/** The options of each endpoint: one array, or a list of them. */
const endpointsOf = (php: Curly, options: SyntaxNode): SyntaxNode[] =>
  nodesOfType(options, new Set(['array_creation_expression'])).filter((each) => optionOf(php, each, 'callback'));

/** The permission check before the callback, as a statement; null where it admits signed-in users only. */
function permissionOf(php: Curly, node: SyntaxNode | null, classes: readonly ClassParts[]): string | null {
  if (!node || /__return_true/.test(sourceOf(php.text, node))) return '';
  const called = callableOf(php, node, classes);
  if (OF_USERS.test(called?.method?.source ?? sourceOf(php.text, node))) return null;
  return called ? `if (!(${called.written})) throw 'forbidden'; ` : '';
}

type Callable = { written: string; method: Method | null };

/**
 * A callback as a call with the request: `[$this, 'handle']`, `array(self::class, 'handle')`, `'handle'`, a closure.
 * Null where the file lacks the function.
 */
function callableOf(php: Curly, node: SyntaxNode, classes: readonly ClassParts[]): Callable | null {
  if (/anonymous_function|arrow_function/.test(node.type))
    return { written: `(${expression(php, node)})(request)`, method: null };
  const name = literalOf(php, node);
  if (name !== null && php.functions.has(name)) return { written: `${identifier(name)}(request)`, method: null };
  const target = /['"](\w+)['"]\s*,?\s*[)\]]$/.exec(sourceOf(php.text, node).slice(-200))?.[1];
  if (node.type !== 'array_creation_expression' || target === undefined) return null;
  for (const { name: owner, methods } of classes) {
    const method = methods.find((each) => each.name === target);
    if (method) return { written: `${owner}.${propertyName(target)}(${method.given})`, method };
  }
  return null;
}
