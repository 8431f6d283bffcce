import { child } from '../../syntax.ts';
import { asksWholePath, guardedPaths } from '../guarded-path.ts';
import { propertyName, sourceOf } from '../spelling.ts';
import type { Curly } from './curly.ts';
import type { ClassParts } from './lower-classes.ts';

/** How a framework calls a filter, by the name of its method. */
const CALLS: Readonly<Record<string, (called: string) => string>> = {
  doFilterInternal: (called) => `(request, response, next) => ${called}(request, response, next)`,
  doFilter: (called) => `(request, response, next) => ${called}(request, response, next)`,
  preHandle: (called) => `(request, next) => { if (!${called}(request, 'response')) throw 'denied'; next(); }`,
  // Of WebFlux a filter answers with what `next` gives, of JAX-RS it ends the request where it has not let it pass.
  webFilter: (called) => `(request, next) => ${called}(request, next)`,
  // What a method of Quarkus answers for the request ends it (https://quarkus.io/guides/rest#request-or-response-filters).
  serverRequestFilter: (called) => `(request, next) => { if (${called}(request)) throw 'denied'; next(); }`,
  filter: (called) => `(request, next) => { ${called}(request); next(); }`,
  Invoke: (called) => `(request, next) => ${called}(request, next)`,
  InvokeAsync: (called) => `(request, next) => ${called}(request, next)`,
};

/**
 * Routes for a servlet filter, Spring interceptor or ASP.NET middleware that guards webhooks: the framework runs it
 * before handlers of other files, which do not name it.
 */
export function filterRoutes(curly: Curly, { node, name, methods }: ClassParts, framework: string): void {
  const source = sourceOf(curly.text, node);
  const [route] = guardedPaths(source, name);
  const isFilter = IS_FILTER.test(source.slice(0, source.indexOf('{'))) || source.includes('RequestDelegate');
  const annotated = methods.find((each) => ANNOTATED.test(each.source));
  if (!isFilter && !annotated) return;
  if (route === undefined) return;
  const method = annotated ?? methods.find((each) => each.name in CALLS && child(each.node, 'body') !== null);
  if (!method) return;
  const own = annotated ? 'serverRequestFilter' : method.name;
  const how = own === 'filter' && /\bWebFilterChain\b/.test(source) ? 'webFilter' : own;
  const called = `${name}.${propertyName(curly.dialect.methodName(method.name))}`;
  const { line, endLine } = method.node;
  const exact = route !== null && asksWholePath(source, route) ? { exact: true as const } : {};
  curly.out.route(
    { framework, route, method: null, name: null, line, endLine, kind: 'route', guards: true, ...exact },
    CALLS[how]!(called),
  );
}

const ANNOTATED = /^[^{}]{0,300}@ServerRequestFilter\b/;

const IS_FILTER =
  /\b(?:OncePerRequestFilter|GenericFilterBean|HttpFilter|ContainerRequestFilter|WebFilter|Filter|HandlerInterceptor\w{0,10}|AsyncHandlerInterceptor)\b/;
