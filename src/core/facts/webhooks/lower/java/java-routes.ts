import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import type { ClassParts } from '../curly/lower-classes.ts';
import { toldByParameters } from '../curly/told-by-parameters.ts';
import { expression } from '../curly/visit.ts';
import { propertyName, sourceOf } from '../spelling.ts';

const HOOK = /web_?hook|\bipn\b/i;

const MANAGES = /^(?:create|list|delete|update|get|test|retry|register|subscribe|send|add|replay|save)/;

/** `updateOrder` at `orders/webhook` takes an event. */
const RECEIVES = /(?:^|\/)web-?hook$/i;

const annotations = (java: Curly, node: SyntaxNode): string =>
  sourceOf(java.text, node.children.find((each) => each.type === 'modifiers') ?? null);

const pathIn = (source: string, name: RegExp): string | null => {
  const found = name.exec(source);
  return found
    ? (/^\s*\(\s*(?:(?:value|path)\s*=\s*)?\{?\s*"([^"]*)"/.exec(source.slice(found.index + found[0].length))?.[1] ??
        '')
    : null;
};

/** `@WebServlet("/ipn")`, `@WebServlet(name = "Ipn", urlPatterns = {"/ipn"})`. */
const SERVLET =
  /@WebServlet\s{0,5}\(\s{0,20}(?:[^)]{0,200}?\b(?:value|urlPatterns)\s{0,5}=\s{0,5})?\{?\s{0,20}"([^"]{0,200})"/;

export function controllerRoutes(java: Curly, { node, name, methods }: ClassParts): void {
  const head = annotations(java, node);
  const base = pathIn(head, /@(?:RequestMapping|Path|Controller)\b/) ?? SERVLET.exec(head)?.[1] ?? '';
  if (/PreAuthorize|RolesAllowed|Secured\b/.test(head) || /\/admin\//i.test(java.path)) return;
  for (const method of methods) {
    const own = annotations(java, method.node);
    let route = pathIn(own, /@Post(?:Mapping)?\b/);
    if (route === null && /@POST\b/.test(own)) route = pathIn(own, /@Path\b/) ?? '';
    if (route === null && /@RequestMapping\b/.test(own) && /RequestMethod\.POST|^(?!.*method\s*=)/s.test(own))
      route = pathIn(own, /@RequestMapping\b/);
    if (route === null && method.name === 'doPost') route = '';
    if (route === null && servesReactively(method)) route = '';
    if (route === null && mapped(java, node, method, own)) route = '';
    if (route === null || /PreAuthorize|RolesAllowed|Secured\b/.test(own)) continue;
    if (MANAGES.test(method.name) && !RECEIVES.test(route)) continue;
    const full = `/${`${base}/${route}`
      .split('/')
      .filter((part) => part !== '')
      .join('/')}`;
    java.out.route(
      {
        framework: method.name === 'doPost' ? 'servlet' : 'spring',
        route: full,
        method: 'POST',
        name: method.name,
        line: method.node.line,
        endLine: method.node.endLine,
        kind: HOOK.test(name) || toldByParameters(java, method) ? 'controller' : 'route',
      },
      `(request) => { return ${name}.${propertyName(method.name)}(${method.given}); }`,
    );
  }
}

/** A handler of WebFlux that a router function of another file names: `Mono<ServerResponse> handle(ServerRequest request)`. */
const servesReactively = ({ name, owner, source }: ClassParts['methods'][number]): boolean =>
  (HOOK.test(name) || HOOK.test(owner)) &&
  /^[^({]{0,300}\bServerResponse\b[^({]{0,100}\([^)]{0,100}\bServerRequest\b/.test(source);

/** The mapping stands at the interface that the class implements; the names tell that it is one of webhooks. */
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

/** `post("/webhook", (request, response) -> ...)` of Spark, `app.post(...)` of Javalin. */
export function callRoute(java: Curly, node: SyntaxNode): void {
  if (sourceOf(java.text, child(node, 'name')) !== 'post') return;
  const args = argumentsOf(node);
  const route = literalOf(java, args[0]);
  const handler = args.find((each) => each.type === 'lambda_expression');
  if (route === null) return;
  const referred = /::(\w{1,80})$/.exec(sourceOf(java.text, args.at(-1) ?? null))?.[1];
  const { line, endLine } = node;
  // `app.post("/webhook", App::hook)`
  if (!handler && referred !== undefined && java.methods.has(referred))
    return java.out.route(
      { framework: 'spark', route, method: 'POST', name: referred, line, endLine, kind: 'route' },
      `this.${propertyName(referred)}`,
    );
  if (!handler) return;
  const first = /^\(?\s*(\w+)/.exec(sourceOf(java.text, child(handler, 'parameters')))?.[1];
  if (first) java.names.set(first, 'request');
  const written = expression(java, handler);
  if (first) java.names.delete(first);
  java.out.route({ framework: 'spark', route, method: 'POST', name: null, line, endLine, kind: 'route' }, written);
}
