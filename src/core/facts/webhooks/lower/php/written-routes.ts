import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import { nameOf } from '../curly/name-of.ts';
import { expression } from '../curly/visit.ts';
import { identifier, propertyName, sourceOf } from '../spelling.ts';
import { isKernel } from '../is-lowered-candidate.ts';
import { joined, surroundingsOf } from './route-surroundings.ts';

/** Routers of Slim, Lumen, CodeIgniter and the like, by the usual names of the variables that hold them. */
const ROUTER =
  /^\$(?:this->)?(?:app|router?|routes|group|api|r|g|slim|klein|collector|hooks|webhooks)$|^(?:\w+\\)*(?:Simple)?Router$|^Flight$/;

/**
 * Adds a route that a call defines: `Route::post('/webhook', [Controller::class, 'handle'])->middleware(...)` of
 * Laravel, `$app->post('/webhook', Take::class)` of Slim, `$routes->post('webhook', 'Webhook::index')` of CodeIgniter.
 */
export function writtenRoute(php: Curly, node: SyntaxNode): void {
  const { text, out } = php;
  const verb = sourceOf(text, child(node, 'name'));
  if (!/^(?:post|any|match|map|route|add|addRoute|webhooks)$/.test(verb)) return;
  const root = rootOf(php, node);
  const isLaravels = root === 'Route';
  if (verb === 'webhooks') return isLaravels ? clientRoute(php, node) : undefined;
  if (!isLaravels && !ROUTER.test(root)) return;
  const args = argumentsOf(node);
  const { methods, path: written, at } = addressed(php, verb, args);
  const handler = args[at + 1];
  if (written === null || !handler || !/post|any|map/i.test(methods)) return;
  const around = surroundingsOf(php, node);
  const called = calledBy(php, [handler, args[at + 2]], around.controller);
  if (called === null) return;
  const further = args
    .slice(at + 2)
    .map((each) => sourceOf(text, each))
    .join(' ');
  const path = joined(around.prefix, written);
  const guards = isLaravels
    ? before(php, around.middleware, node, RECEIVES.test(`${path} ${called}`) ? SHORT : VERIFYING)
    : before(php, `${around.middleware} ${further} ${ofAll(php)}`, node, VERIFYING);
  const route = isLaravels && around.prefix === '' ? written : `/${path}`;
  out.route(
    {
      framework: isLaravels ? 'laravel' : 'php',
      route,
      method: 'POST',
      name: null,
      line: node.line,
      endLine: node.endLine,
      kind: TAKES_HOOKS.test(called) && !guards.includes(USERS) ? 'controller' : 'route',
    },
    [called, ...guards].join(', '),
  );
}

/**
 * The methods and the path of a route, with the index of the argument that holds the path: `post('/hook', …)`,
 * `match(['get', 'post'], '/hook', …)` of Laravel, `addRoute('POST', '/hook', …)` of FastRoute,
 * `route('POST /hook', …)` of Flight.
 */
function addressed(php: Curly, verb: string, args: readonly SyntaxNode[]): Addressed {
  const at = args.findIndex((each) => literalOf(php, each) !== null);
  const first = literalOf(php, args[at]);
  // `match(['get', 'post'], ...)` lists the methods first.
  if (at !== 0 || first === null) return { methods: sourceOf(php.text, args[0] ?? null), path: first, at };
  if (METHODS.test(first)) return { methods: first, path: literalOf(php, args[1]), at: 1 };
  // `add('/hook', 'HookController', 'take', 'POST')`
  const told = /^(?:add|addRoute|route)$/.test(verb)
    ? args
        .slice(1)
        .map((each) => sourceOf(php.text, each))
        .join(' ')
    : verb;
  const [methods, path] = first.includes(' ') ? first.split(' ') : [told, first];
  return { methods: methods!, path: path ?? null, at };
}

type Addressed = { methods: string; path: string | null; at: number };

const METHODS = /^(?:(?:GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD|ANY)[|, ]{0,2})+$/i;

/**
 * Handlers that receive webhooks, whatever the path: `WebhookController::class`,
 * `[StripeWebhookController::class, 'handle']`.
 */
const TAKES_HOOKS = /web_?hook\w*\.(?:__invoke|(?:handle|receive|process)\w{0,40})$/i;

/**
 * Adds a route of a webhook client: `Route::webhooks('webhooks/acme')`. The client, configured elsewhere, verifies a
 * request before it stores it, and rejects all requests if no secret is set
 * (https://github.com/spatie/laravel-webhook-client#verifying-the-signature-of-incoming-webhooks).
 */
function clientRoute(php: Curly, node: SyntaxNode): void {
  const path = literalOf(php, argumentsOf(node)[0]);
  if (path === null) return;
  const { line, endLine } = node;
  const route = `/${joined(surroundingsOf(php, node).prefix, path)}`;
  php.out.route(
    { framework: 'laravel', route, method: 'POST', name: null, line, endLine, kind: 'controller' },
    `(request) => { jwtVerify(request.body, request.headers['signature']); }`,
  );
}

/** What a chain of calls starts with: `Route`, `$app`. */
function rootOf(php: Curly, node: SyntaxNode): string {
  let at: SyntaxNode | null = node;
  for (let next = child(at, 'object'); next && at; next = child(at, 'object')) at = next;
  return sourceOf(php.text, child(at, 'scope') ?? at).replace(/^\\/, '');
}

/** The middleware of all routes of a file: `$app->add(ApiKeyMiddleware::class)`. */
const ofAll = (php: Curly): string =>
  [...php.text.matchAll(/\$app->add(?:Middleware)?\(\s*(?:new\s+)?\\?((?:\w+\\)*\w+)(?:::class|\()/g)]
    .map((match) => `${match[1]}::class`)
    .join(' ');

/**
 * The handler that a route names: `[A::class, 'b']`, `['A', 'b']`, `'A@b'`, `'A::b/$1'`, `'A:b'`, `'A', 'b'`,
 * `A::class`, a closure. Null where it is unknown.
 */
function calledBy(
  php: Curly,
  [handler, after]: readonly [SyntaxNode, SyntaxNode | undefined],
  controller: SyntaxNode | null,
): string | null {
  const { text } = php;
  // A closure without parameters gets the request from `request()`.
  if (/anonymous_function|arrow_function/.test(handler.type))
    return expression(php, handler).replace(/^(\(?)\(\) =>/, '$1(request) =>');
  const source = sourceOf(text, handler);
  const uses = /['"]uses['"]\s*=>\s*['"]([^'"]+)['"]/.exec(source)?.[1];
  const written = uses ?? literalOf(php, handler);
  const [, owner, member = '__invoke'] =
    /^\[\s*([\w\\]+)::class\s*,\s*['"](\w+)['"]/.exec(source) ??
    /^\[\s*new\s+([\w\\]+)(?:\([^()]*\))?\s*,\s*['"](\w+)['"]/.exec(source) ??
    /^([\w\\]+)::class(?:\s*\.\s*['"]:(\w+)['"])?$/.exec(source) ??
    /^\[\s*['"]\\?([\w\\]+)['"]\s*,\s*['"](\w+)['"]/.exec(source) ??
    /^\\?([\w\\]+)(?:[@#]|::?)(\w+)(?:\/[$/\d]*)?$/.exec(written ?? '') ??
    /^\\?([\w\\]+Controller)$/.exec(written ?? '') ??
    [];
  // Laravel and CodeIgniter look up a plain string among their controllers.
  const named =
    member === '__invoke' && written !== null ? (/^\w+$/.exec(literalOf(php, after) ?? '')?.[0] ?? member) : member;
  if (owner !== undefined)
    return `${className(php, owner, source.includes('::class') ? owner : `Controllers\\${owner}`)}.${propertyName(named)}`;
  const given = /(?<![\w\\])([\w\\]+)::class/.exec(sourceOf(text, controller))?.[1];
  return given !== undefined && written !== null && /^\w+$/.test(written)
    ? `${className(php, given)}.${propertyName(written)}`
    : null;
}

/** The local name of a class, given by name or path. A class that is not imported yet is imported from `module`. */
export function className(php: Curly, path: string, module = path): string {
  if (path.includes('\\')) return nameOf(php, path);
  const local = identifier(path);
  if (!php.out.imported(local)) php.out.import(local, module, local, { line: 1 });
  return local;
}

/** Stands for middleware that admits signed-in users only. */
const USERS = 'authMiddleware';

/** Middleware that admits signed-in users only: `auth:sanctum`, `can:update`. */
const OF_USERS =
  /['"]auth(?:[:.'"]|enticat)|\bAuthenticate::class|['"](?:can|role|permission|admin|jwt|api_?auth)[:'".]/;

/**
 * Routes and actions that third parties may call, whose middleware is all considered. Elsewhere only middleware that is
 * named for verifying matters.
 */
const RECEIVES = /hook|callback|ipn|notif|postback/i;
/** Aliases of middleware that is named for verifying. */
const VERIFYING = /['"]([\w.-]*(?:verif|sign|hook|hmac|valid|secure)[\w.-]*)/gi;
/**
 * Aliases of Laravel middleware, except those that every application has
 * (https://laravel.com/docs/middleware#laravels-default-middleware).
 */
const SHORT =
  /['"](?!(?:api|web|throttle|guest|verified|bindings|can|cache|cors|json|log\w*|locale\w*|localiz\w*|tenant\w*|password|precognitive|subscribed)(?![\w-]))([A-Za-z][\w.-]*)/g;

/** The maximum number of guards of a route; every route of a group repeats those of the group. */
const MOST_BEFORE = 40;

/** The guards that the middleware of a route, given as source text, stands for. */
function before(php: Curly, middleware: string, node: SyntaxNode, short: RegExp): string[] {
  if (OF_USERS.test(middleware)) return [USERS];
  // Laravel middleware has a method `handle`, PSR-15 middleware `process`; that of older Slim is called itself.
  const methods = /Slim|PSR|Psr|\$app\b/.test(php.text) ? ['process', '__invoke'] : ['handle'];
  const classes = [...middleware.matchAll(/(?<!\w|\w\\)((?:\w+\\)*\w+)::class|new\s+((?:\w+\\)*\w+)/g)].map((match) =>
    className(php, match[1] ?? match[2]!),
  );
  const aliases = [...middleware.matchAll(short)].map((match) => alias(php, match[1]!, node));
  const all = [...classes.flatMap((each) => methods.map((name) => `${each}.${propertyName(name)}`)), ...aliases];
  return all.slice(0, MOST_BEFORE);
}

/** The function behind a middleware alias. A file of that name or the list in the kernel resolves the import. */
export function alias(php: Curly, name: string, node: SyntaxNode): string {
  const local = localOf(name);
  php.out.import(local, `middleware:${name}`, local, node);
  return `${local}.handle`;
}

const localOf = (name: string): string => `verify_${identifier(name)}`;

const MAX_NAMES = 200;
const ELEMENTS = new Set(['array_element_initializer']);
const NAMED = /^['"]([\w.-]{1,60})['"]\s{0,40}=>\s{0,40}\\?((?:\w+\\)*(\w+))::class$/;

/**
 * Exports the middleware for which the kernel has aliases: `'acme.signed' => \App\Http\Middleware\VerifyAcme::class`.
 */
export function shortNames({ path, text, out }: Curly, root: SyntaxNode): void {
  if (!isKernel(path)) return;
  for (const each of nodesOfType(root, ELEMENTS).slice(0, MAX_NAMES)) {
    const [, name, module, last] = NAMED.exec(sourceOf(text, each).slice(0, 300)) ?? [];
    if (name && module && last) out.add(`export { ${identifier(last)} as ${localOf(name)} } from '${module}';`, root);
  }
}
