import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import { typeName } from '../curly/class-fields.ts';
import type { Curly } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import type { ClassParts } from '../curly/lower-classes.ts';
import { toldByParameters } from '../curly/told-by-parameters.ts';
import { expression } from '../curly/visit.ts';
import { askedByPath, secretAmong } from '../secret-path.ts';
import { identifier, propertyName, sourceOf } from '../spelling.ts';

const HOOK = /web_?hook|\bipn\b/i;

const MANAGES = /^(?:create|list|delete|update|get|test|retry|register|subscribe|send|add|replay|save)/;

/** Paths that receive events, whatever the name of the method: `updateOrder` at `orders/webhook`. */
const RECEIVES = /(?:^|\/)web-?hook$/i;

/** An untyped body: `save(@RequestBody String body)`. A method that creates a resource declares the type of it. */
const TAKES_TEXT = /@RequestBody\s{1,9}(?:String|byte\[\]|JsonNode|Map<)/;

const annotations = (java: Curly, node: SyntaxNode): string =>
  sourceOf(java.text, node.children.find((each) => each.type === 'modifiers') ?? null);

const pathIn = (source: string, name: RegExp): string | null => {
  const found = name.exec(source);
  return found
    ? (/^\s*\(\s*(?:(?:value|path)\s*=\s*)?(?:\{\s*)?"([^"]*)"/.exec(
        source.slice(found.index + found[0].length),
      )?.[1] ?? '')
    : null;
};

/** `@WebServlet("/ipn")`, `@WebServlet(name = "Ipn", urlPatterns = {"/ipn"})`. */
const SERVLET =
  /@WebServlet\s{0,5}\(\s{0,20}(?:[^)]{0,200}?\b(?:value|urlPatterns)\s{0,5}=\s{0,5})?\{?\s{0,20}"([^"]{0,200})"/;

/** Adds the routes of a class whose methods a framework calls, mostly by their annotations. */
export function controllerRoutes(java: Curly, { node, name, methods }: ClassParts): void {
  const head = annotations(java, node);
  const base =
    pathIn(head, /@(?:RequestMapping|Path)\b/) ?? pathIn(head, /@Controller\b/) ?? SERVLET.exec(head)?.[1] ?? '';
  if (/PreAuthorize|RolesAllowed|Secured\b/.test(head)) return;
  for (const method of methods) {
    const own = annotations(java, method.node);
    if (/\/admin\//i.test(java.path) && !/@PermitAll\b/.test(own)) continue;
    let route = pathIn(own, /@Post(?:Mapping)?\b/);
    if (route === null && /@POST\b/.test(own)) route = pathIn(own, /@Path\b/) ?? '';
    if (route === null && /@RequestMapping\b/.test(own) && /RequestMethod\.POST|^(?!.*method\s*=)/s.test(own))
      route = pathIn(own, /@RequestMapping\b/);
    route ??= reactivePath(own);
    if (route === null && method.name === 'doPost') route = '';
    if (route === null && servesReactively(method)) route = '';
    const isMapped = route === null && mapped(java, node, method, own);
    if (isMapped) route = '';
    if (route === null || /PreAuthorize|RolesAllowed|Secured\b/.test(own)) continue;
    const full = `/${`${base}/${route}`
      .split('/')
      .filter((part) => part !== '')
      .join('/')}`;
    const receives = RECEIVES.test(route) || (RECEIVES.test(full) && TAKES_TEXT.test(method.source.slice(0, 800)));
    if (MANAGES.test(method.name) && !receives) continue;
    java.out.route(
      {
        framework: method.name === 'doPost' ? 'servlet' : 'spring',
        route: full,
        method: 'POST',
        name: method.name,
        line: method.node.line,
        endLine: method.node.endLine,
        kind:
          HOOK.test(name) || isMapped || toldByParameters(java, method) || isOpenToAll(full, own)
            ? 'controller'
            : 'route',
      },
      `(request) => { ${pathAsked(full)}${askedBefore(java, head + own, method.node)}return ${name}.${propertyName(method.name)}(${method.given}); }`,
    );
  }
}

/**
 * The path of a reactive route of Quarkus: `@Route(path = "/webhook", methods = HttpMethod.POST)`. Null for others; the
 * `@Route` of a Vaadin view has no methods.
 */
function reactivePath(own: string): string | null {
  const [, told = ''] = /@Route\s{0,5}\(([^)]{0,300})\)/.exec(own) ?? [];
  return /\bPOST\b/.test(told) ? (/\bpath\s{0,5}=\s{0,5}"([^"]{0,200})"/.exec(told)?.[1] ?? '') : null;
}

/** Whether anybody may call a method whose path names an event, wherever the class is. */
const isOpenToAll = (route: string, written: string): boolean =>
  /@PermitAll\b/.test(written) && /web_?hook|(?:^|[/_-])(?:notify|call_?back|ipn)(?:[/_-]|$)/i.test(route);

/**
 * The check of a secret in the path, a setting that only the provider knows: `@PostMapping("/bot/${telegram.token}")`.
 * Empty where there is none.
 */
function pathAsked(route: string): string {
  const names = [...route.matchAll(/\$\{([\w.-]{1,100})/g)].map(([, name = '']) => name.replaceAll('-', '_'));
  const secret = secretAmong(names.join(' '));
  return secret === null ? '' : `${askedByPath(secret)} `;
}

/**
 * Calls for the project's own annotations such as `@VerifySignature`: most likely an aspect or filter that is bound to
 * the annotation verifies, and it names no handler.
 */
const askedBefore = (java: Curly, annotated: string, at: SyntaxNode): string =>
  [...new Set(annotated.match(/(?<=@)(?:\w{0,60}(?:Verif|Signature|Signed|Hmac)\w{0,60}|Validate[A-Z]\w{0,60})/g))]
    .map((each) => {
      java.out.import(identifier(each), `@${each}`, identifier(each), at);
      return `${identifier(each)}.verify(request); `;
    })
    .join('');

/**
 * Whether a method is a WebFlux handler, which a router function of another file names:
 * `Mono<ServerResponse> handle(ServerRequest request)`.
 */
const servesReactively = ({ name, owner, source }: ClassParts['methods'][number]): boolean =>
  (HOOK.test(name) || HOOK.test(owner)) &&
  /^[^({]{0,300}\bServerResponse\b[^({]{0,100}\([^)]{0,100}\bServerRequest\b/.test(source);

/**
 * Whether the mapping of a method is on the interface that the class implements, and its names show that it receives
 * webhooks.
 */
const mapped = (
  java: Curly,
  node: SyntaxNode,
  { name, source, owner }: ClassParts['methods'][number],
  own: string,
): boolean =>
  /@Override\b/.test(own) &&
  (HOOK.test(name) || HOOK.test(owner)) &&
  !/^(?:process|build|parse|verify|validate|is|has|on)/.test(name) &&
  /\bResponseEntity\b|\bResponse\b/.test(source.slice(0, 400)) &&
  (/@(?:Rest)?Controller\b|@Path\b/.test(annotations(java, node)) ||
    /(?:Api|Controller|Resource|Endpoint)\w*/.test(sourceOf(java.text, child(node, 'interfaces'))));

/**
 * Adds a route that a call defines: `post("/webhook", (request, response) -> ...)` of Spark, `app.post(...)` of
 * Javalin, `route().POST("/webhook", ...)` of WebFlux.
 */
export function callRoute(java: Curly, node: SyntaxNode): void {
  const verb = sourceOf(java.text, child(node, 'name'));
  if (verb === 'handler') return routerRoute(java, node);
  if (!/^(?:post|POST)$/.test(verb)) return;
  const args = argumentsOf(node);
  const route = literalOf(java, args[0]);
  const handler = args.at(-1);
  // `route(POST("/webhook"), handler::take)`: a call of its own makes the path and method.
  const { parent } = node;
  if (route !== null && args.length === 1 && parent?.type === 'argument_list')
    return handledBy(java, node, route, parent.children.filter(({ type }) => type !== 'comment')[1]);
  if (route !== null && args.length > 1) handledBy(java, node, route, handler);
}

/** Adds a route of Vert.x: `router.post("/webhook").handler(BodyHandler.create()).handler(this::take)`. */
function routerRoute(java: Curly, node: SyntaxNode): void {
  if (node.parent?.type === 'method_invocation' && sourceOf(java.text, child(node.parent, 'name')) === 'handler')
    return;
  let call = child(node, 'object');
  for (let depth = 0; call && sourceOf(java.text, child(call, 'name')) === 'handler' && depth < 8; depth++)
    call = child(call, 'object');
  if (call?.type !== 'method_invocation' || sourceOf(java.text, child(call, 'name')) !== 'post') return;
  const route = literalOf(java, argumentsOf(call)[0]);
  if (route !== null) handledBy(java, node, route, argumentsOf(node)[0]);
}

/** Writes a route with its handler: a lambda, a method of this class, or a method of an object of another class. */
function handledBy(java: Curly, { line, endLine }: SyntaxNode, route: string, handler: SyntaxNode | undefined): void {
  const found = { framework: 'spark', route, method: 'POST', name: null, line, endLine, kind: 'route' as const };
  if (handler?.type === 'lambda_expression') {
    const first = /^\(?\s*(\w+)/.exec(sourceOf(java.text, child(handler, 'parameters')))?.[1];
    if (first) java.names.set(first, 'request');
    const written = expression(java, handler);
    if (first) java.names.delete(first);
    return java.out.route(found, written);
  }
  const [, owner = '', referred] = /(\w{1,80})::(\w{1,80})$/.exec(sourceOf(java.text, handler ?? null)) ?? [];
  if (referred === undefined) return;
  // `app.post("/webhook", App::hook)`
  if (java.methods.has(referred)) return java.out.route({ ...found, name: referred }, `this.${propertyName(referred)}`);
  const type = new RegExp(`\\b([A-Z]\\w{0,100})\\s{1,9}${owner}\\b`).exec(java.text)?.[1];
  if (type !== undefined) java.out.route(found, `${typeName(java, type, { line })}.${propertyName(referred)}`);
}
