import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import { expression } from '../curly/visit.ts';
import { identifier, lowerFirst, propertyName, sourceOf } from '../spelling.ts';
import { parametersOf } from './go-functions.ts';
import { guardsBefore, wholeRoute } from './go-routers.ts';
import { handlerElsewhere, unwrapped } from './handler-elsewhere.ts';
import type { Structs } from './handler-elsewhere.ts';
import { liftMade } from './lift-made.ts';
import type { Routers } from './go-routers.ts';
import type { Siblings } from './go-siblings.ts';
import { secretRoute } from './secret-route.ts';
import { askedByPath } from '../secret-path.ts';
import { CRUD, HOOK, isAskedFor } from './signature-route.ts';

/** The last name in source text, `Webhook` for `h.handlers.Webhook`; null where it does not end in one. */
export const nameAtEnd = (source: string): string | null => /\w+$/.exec(source.slice(-200))?.[0] ?? null;

type Registration = {
  route: string;
  handler: SyntaxNode;
  before: readonly SyntaxNode[];
  framework: string;
  /** The secret that is part of the path, as a setting. */
  secret: string | null;
};

/** What is read once per file for all its registrations. */
export type GoFile = { framework: string; declarations: ReadonlyMap<string, SyntaxNode> };

/** What the rest of the file says about a registration. */
export type Around = { routers: Routers; siblings: Siblings; structs: Structs };

/** Reads the framework of a file, and its functions by name. */
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

/** A route that a call registers; null for other calls, and for routes that do not accept POST. */
export function registration(go: Curly, { framework }: GoFile, node: SyntaxNode): Registration | null {
  const callee = child(node, 'function');
  if (callee?.type !== 'selector_expression') return null;
  const verb = sourceOf(go.text, child(callee, 'field'));
  if (!/^(?:POST|Post|Any|HandleFunc|Handle|All|Add|Method|MethodFunc)$/.test(verb)) return null;
  let args = argumentsOf(node);
  if (/^(?:Add|Method|MethodFunc)$/.test(verb)) args = args.slice(1);
  const hidden = secretRoute(go, args[0]);
  const written = hidden?.route ?? literalOf(go, args[0]);
  if (written === null || args.length < 2 || isSent(go, args)) return null;
  if (/^(?:GET|PUT|DELETE|PATCH)\s/.test(written)) return null;
  const handler = framework === 'echo' ? args[1]! : args.at(-1)!;
  const before = framework === 'echo' ? args.slice(2) : args.slice(1, -1);
  return { route: written.replace(/^POST\s+/, ''), handler, before, framework, secret: hidden?.secret ?? null };
}

/** `http.Post(api+token+"/send", "application/json", body)`: a client's request, since a media type is no handler. */
const isSent = (go: Curly, args: readonly SyntaxNode[]): boolean =>
  args.length === 3 && /^(?:application|text|multipart|image)\/[\w.+-]/.test(literalOf(go, args[1]) ?? '');

/** Writes the route that a call registers, with its handler and the middleware before it. */
export function routeOf(go: Curly, file: GoFile, node: SyntaxNode, around: Around): void {
  const found = registration(go, file, node);
  if (!found) return;
  const { text } = go;
  const { routers, siblings } = around;
  const { handler, framework } = found;
  const route = wholeRoute(go, routers, node, found.route);
  const before = [...guardsBefore(go, routers, node), ...found.before];
  const inline = handler.type === 'func_literal' ? handler : null;
  if (inline) liftMade(go, inline);
  const source = sourceOf(text, handler);
  const name = servesItself(go, handler) ? 'ServeHTTP' : nameAtEnd(source);
  const known = name !== null && (go.functions.has(name) || go.methods.has(name));
  // `r.Post("/", h.Create)` of a file that manages webhooks.
  if (name !== null && !/hook|ipn|callback/i.test(found.route) && isAskedFor(name)) return;
  if (!inline && !known && leadsElsewhere(go, file, node, { ...found, route, before }, around)) return;
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
      kind: found.secret !== null || (known && HOOK.test(name) && !isAskedFor(name)) ? 'controller' : 'route',
      siblings: siblings.get(route) ?? [],
    },
    [target, ...pathAsked(found), ...before.map((each) => guardOf(go, file, each))].join(', '),
  );
}

/** The check of a secret in the path, as middleware before the handler. */
const pathAsked = ({ secret }: Registration): string[] =>
  secret === null ? [] : [`(request, next) => { ${askedByPath(secret)} next(); }`];

/**
 * Whether a handler is an object that the file creates and whose `ServeHTTP` is in the file:
 * `http.Handle("/hook", New(secret))`, `&Hook{secret}`.
 */
const servesItself = (go: Curly, { type, start, end }: SyntaxNode): boolean =>
  go.methods.has('ServeHTTP') &&
  /^(?:call_expression|unary_expression|composite_literal)$/.test(type) &&
  MADE_HERE.test(go.text.slice(start, Math.min(end, start + 200)));

const MADE_HERE = /^(?:&?[A-Z]\w{0,80}\{|[nN]ew\w{0,80}\()/;

/**
 * Writes a route to a handler of another file, with the middleware before it, where the route may show that the handler
 * receives webhooks. False where nothing is written.
 */
function leadsElsewhere(go: Curly, file: GoFile, node: SyntaxNode, found: Registration, around: Around): boolean {
  const { handler: written, wraps } = unwrapped(go, found.handler);
  const name = nameAtEnd(sourceOf(go.text, written));
  if (name === null || go.functions.has(name) || go.methods.has(name)) return false;
  const tells = found.secret !== null || TELLING.test(`${found.route} ${sourceOf(go.text, written)}`);
  if (isAskedFor(name) || CRUD.test(name) || !tells) return false;
  const handler = handlerElsewhere(go, around.structs, written);
  if (handler === null) return false;
  const before = [...found.before, ...wraps].filter((each) => !IDLE.test(sourceOf(go.text, each)));
  const { route, framework } = found;
  const { line, endLine } = node;
  go.out.route(
    {
      framework,
      route,
      method: 'POST',
      name: null,
      line,
      endLine,
      kind: found.secret === null ? 'route' : 'controller',
      siblings: around.siblings.get(route) ?? [],
    },
    [handler, ...pathAsked(found), ...before.map((each) => guardOf(go, file, each))].join(', '),
  );
  return true;
}

/** Names of middleware that serves other purposes. */
const IDLE =
  /log(?:g|s\b|\()|cors|csrf|headers?\b|rate|limit|throttl|recover|time_?out|trac|metric|monitor|gzip|compress|cache|request_?id/i;

/** Words in routes and handlers, some of which receive webhooks. */
const TELLING =
  /hook|\bipn\b|IPN|callback|notif|events?\b|incoming|inbound|interact|command|post_?back|mpesa|\bstk|\b[cb]2[bc]\b/i;

/**
 * Writes the middleware before a handler of another file, which is found by its name and which it guards:
 * `hooks.Use(verify)`.
 */
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

/** Lowers middleware before a handler; `func verify(next http.Handler) http.Handler` receives its `next`. */
export function guardOf(go: Curly, file: GoFile, node: SyntaxNode): string {
  const name = sourceOf(go.text, node);
  // A method, or a function of another package: `hooks.Use(security.Signed)`.
  if (node.type === 'selector_expression')
    return ownMethod(go, file, name) ?? handlerElsewhere(go, NO_STRUCTS, node) ?? expression(go, node);
  if (node.type !== 'identifier') return passwordAsked(go, node) ?? madeElsewhere(go, node) ?? expression(go, node);
  // A function of another file of the package.
  if (!go.functions.has(name)) return handlerElsewhere(go, NO_STRUCTS, node) ?? expression(go, node);
  return takesNext(go, file, name) ? wrapped(identifier(lowerFirst(name))) : expression(go, node);
}

/**
 * Middleware that a method of a local object returns, where another package creates the object: `auth.Signed()`. Null
 * for other nodes.
 */
function madeElsewhere(go: Curly, node: SyntaxNode): string | null {
  const callee = node.type === 'call_expression' ? child(node, 'function') : null;
  const [, owner, name] = /^(\w{1,80})\.(\w{1,120})$/.exec(sourceOf(go.text, callee).slice(0, 210)) ?? [];
  if (!callee || owner === undefined || go.methods.has(name!) || go.out.imported(identifier(owner))) return null;
  const made = handlerElsewhere(go, NO_STRUCTS, callee);
  return (
    made &&
    `${made}(${argumentsOf(node)
      .map((each) => expression(go, each))
      .join(', ')})`
  );
}

const wrapped = (name: string): string => `(request, next) => ${name}(next)(response, request)`;

function ownMethod(go: Curly, file: GoFile, written: string): string | null {
  const name = nameAtEnd(written);
  if (name === null || !go.methods.has(name)) return null;
  const method = `this.${propertyName(lowerFirst(name))}`;
  return takesNext(go, file, name) ? wrapped(method) : method;
}

/**
 * `middleware.KeyAuth(func(key string, c echo.Context) (bool, error) { … })`: the function that it is given checks the
 * key. Null for other calls.
 */
function passwordAsked(go: Curly, node: SyntaxNode): string | null {
  const callee = sourceOf(go.text, child(node, 'function')).slice(-80);
  const asked = /\b(?:KeyAuth|BasicAuth)\w*$/.test(callee)
    ? argumentsOf(node).find(({ type }) => type === 'func_literal')
    : null;
  if (!asked) return null;
  const given = parametersOf(go, asked).map(({ type }) =>
    /Context|Ctx/.test(sourceOf(go.text, type)) ? 'request' : "request.headers['authorization']",
  );
  return `(request, next) => { if (!(${expression(go, asked)})(${given.join(', ')})) throw 'unauthorized'; next(); }`;
}

const NO_STRUCTS: Structs = new Map();

const takesNext = (go: Curly, file: GoFile, name: string): boolean =>
  /^\(\s*\w+\s+(?:http\.Handler|http\.HandlerFunc|echo\.HandlerFunc)\s*\)/.test(
    sourceOf(go.text, child(file.declarations.get(name) ?? null, 'parameters')),
  );
