import { typeName } from '../curly/class-fields.ts';
import type { Curly } from '../curly/curly.ts';

// Filters that a Spring configuration registers for the handlers of other files, which do not name them.

/**
 * `registry.addInterceptor(new Verify()).addPathPatterns("/hooks/**")`; the interceptor may also be a field, or the
 * result of a method.
 */
const INTERCEPTOR =
  /\.addInterceptor\(\s{0,40}(?:new\s{1,9}(\w{1,100})|(?:this\.)?(\w{1,100}))\b([^;]{0,600})\.addPathPatterns\(([^;()]{0,400})\)([^;]{0,400});/g;

/** `FilterRegistrationBean<Verify> bean = …; bean.addUrlPatterns("/hooks/*")`. */
const FILTER =
  /\bFilterRegistrationBean<(\w{1,100})>\s{1,9}\w{1,60}\s{0,9}=[^{}]{0,800}?\.(?:addUrlPatterns|setUrlPatterns)\(([^;]{0,400});/g;

/** Filters that may authenticate the caller; one that logs calls does not. */
const GUARDING = /verif|sign|hmac|hook|authentic/i;
const MAX_PATHS = 4;
/** Each is looked up in the whole file; a hand-written file has a handful. */
const MAX_FILTERS = 20;

/** Adds the registered filters that may authenticate the caller as guards of the paths that they cover. */
export function registeredFilters(java: Curly): void {
  const { text } = java;
  if (text.includes('addInterceptor(')) {
    for (const { 1: made, 2: name, 4: paths, 3: before, 5: behind, index } of text
      .matchAll(INTERCEPTOR)
      .take(MAX_FILTERS)) {
      const type = made ?? typeOf(text, name!);
      if (type === null || /exclude/.test(`${before}${behind}`)) continue;
      const called = `${typeName(java, type, { line: 1 })}.preHandle(request, 'response')`;
      standsBefore(
        java,
        { type, paths: paths!, index },
        `(request, next) => { if (!${called}) throw 'denied'; next(); }`,
      );
    }
  }
  if (text.includes('FilterRegistrationBean<')) {
    for (const { 1: type, 2: paths, index } of text.matchAll(FILTER).take(MAX_FILTERS)) {
      const called = `${typeName(java, type!, { line: 1 })}.doFilterInternal(request, response, next)`;
      standsBefore(java, { type: type!, paths: paths!, index }, `(request, response, next) => ${called}`);
    }
  }
}

/** The declared type of a field or parameter, or the return type of a method; null where it is unknown. */
const typeOf = (text: string, name: string): string | null =>
  new RegExp(`\\b([A-Z]\\w{0,100})\\s{1,9}${name}\\b`).exec(text)?.[1] ?? null;

function standsBefore(
  java: Curly,
  { type, paths, index }: { type: string; paths: string; index: number },
  handler: string,
): void {
  const line = java.text.slice(0, index).split('\n').length;
  for (const [, path = ''] of [...paths.matchAll(/"(\/[^"\n]{0,200})"/g)].slice(0, MAX_PATHS)) {
    if (!GUARDING.test(`${type} ${path}`)) continue;
    const route = path.replace(/\/?(?<!\*)\*+$/, '') || '/';
    java.out.route(
      { framework: 'spring', route, method: null, name: null, line, endLine: line, kind: 'route', guards: true },
      handler,
    );
  }
}
