import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { guardedPaths } from '../guarded-path.ts';
import { identifier, sourceOf } from '../spelling.ts';
import { argumentsOf } from './arguments-of.ts';
import type { Ruby } from './ruby.ts';

/** Code that passes the request on, which only middleware does. */
export const HANDS_ON = /@app\.call\b|\bapp\.call\(/;
const VERIFIES = /verif|signature|hmac|secure_compare/i;
const READS = /rack\.input|\bRequest\.new\(/;
/** The webhook path that an application compares the path of the request with. */
const ASKED =
  /(?:path(?:_info)?|PATH_INFO['"]\])\s*(?:==|=~)\s*["'%]\S{0,3}?(\/[\w/-]{0,80}(?:hook|ipn|callback)[\w/-]{0,40})|\bwhen\s+["'](\/[\w/-]{0,80}hook[\w/-]{0,40})["']/i;

/**
 * Adds the route of a class that is a Rack application or middleware: `call(env)`
 * (https://github.com/rack/rack/blob/main/SPEC.rdoc).
 */
export function addRackApp(ruby: Ruby, node: SyntaxNode, className: string): void {
  const { text, out, path } = ruby;
  if (node.type !== 'class') return;
  for (const each of child(node, 'body')?.children ?? []) {
    const name = /^(?:singleton_)?method$/.test(each.type) ? sourceOf(text, child(each, 'name')) : '';
    const source = name === 'call' ? sourceOf(text, each) : '';
    if (!/^\(?\s*env\b/.test(sourceOf(text, child(each, 'parameters'))) || !READS.test(source)) continue;
    const { line, endLine } = each;
    if (HANDS_ON.test(source)) {
      addMiddleware(ruby, node, className, { line, endLine });
      continue;
    }
    const [, compared, matched] = ASKED.exec(source) ?? [];
    const route = compared ?? matched ?? null;
    if (route === null && !/hook/i.test(`${className} ${path}`)) continue;
    out.route(
      { framework: 'rack', route, method: 'POST', name, line, endLine, kind: 'controller' },
      `(request) => ${className}.call(request)`,
    );
  }
}

/**
 * Adds middleware of a package as a guard of the paths that it is configured with:
 * `config.middleware.use Rack::AcmeAuthentication, token, '/acme/webhook'`, or `use` in a `config.ru`.
 */
export function installedMiddleware(ruby: Ruby, root: SyntaxNode): void {
  const { text, out } = ruby;
  if (!INSTALLS.test(text)) return;
  for (const call of nodesOfType(root, CALLS).filter((each) => sourceOf(text, child(each, 'method')) === 'use')) {
    const receiver = sourceOf(text, child(call, 'receiver'));
    const [middleware, ...rest] = argumentsOf(call);
    if (middleware?.type !== 'scope_resolution' || !/^(?:[\w.]{1,60}\.middleware)?$/.test(receiver)) continue;
    const paths = rest.flatMap((each) => /^["'](\/[\w/-]{1,100})["']$/.exec(sourceOf(text, each))?.[1] ?? []);
    const { line, endLine } = call;
    const path = sourceOf(text, middleware).replace(/[^\w:]/g, '');
    const name = identifier(path.replaceAll('::', '__'));
    // Imports middleware below `Rack` too, which `lowerConstant` takes for built-in.
    if (paths.length > 0) out.import(name, path, path.slice(path.lastIndexOf(':') + 1), call);
    for (const route of paths.slice(0, MAX_PATHS))
      out.route(
        { framework: 'rack', route, method: null, name: null, line, endLine, kind: 'route', guards: true },
        `(request, next) => { ${name}(request); next(); }`,
      );
  }
}

/** Middleware of packages that authenticates the caller, by name. */
const INSTALLS = /\buse \w{1,40}::\w{1,60}(?:Authentication|Verif\w{1,12}|Signature)\b/;
const CALLS = new Set(['call']);
const MAX_PATHS = 4;

/**
 * Adds middleware that verifies as a guard of the webhook paths that it names. It counts only if an application
 * installs it, which this file does not show.
 */
function addMiddleware({ text, out }: Ruby, node: SyntaxNode, className: string, place: Place): void {
  const source = sourceOf(text, node);
  for (const route of VERIFIES.test(source) ? guardedPaths(source, className) : [])
    out.route(
      { framework: 'rack', route, method: null, name: null, ...place, kind: 'route', guards: true },
      `(request, next) => { if (isInstalled) return ${className}.call(request, request, next); next(); }`,
    );
}

type Place = Pick<SyntaxNode, 'line' | 'endLine'>;
