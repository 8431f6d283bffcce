import { hasSome } from '../has-some.ts';
import { CALLED_BY_GET } from '../receiver-words.ts';
import { isOwnModule } from '../judge/calls/known-calls.ts';
import { argumentsOf, bare, FUNCTIONS, literal, objectEntries, textOf } from '../judge/program/program.ts';
import type { Program } from '../judge/program/program.ts';
import { parameter } from '../judge/state/names.ts';
import { child } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { FILE_CONVENTIONS } from './file-routes.ts';
import type { FileConvention } from './file-routes.ts';
import { makeHandler } from './handler.ts';
import type { Framework, Handler } from './handler.ts';

/** Frameworks whose routes are files: SvelteKit, Nuxt, Remix, Astro, Fresh, Cloudflare Pages and others. */
export const FILE_ROUTES: Framework = {
  mayHold: (path, text) =>
    FILE_CONVENTIONS.some((convention) => isFileOf(convention, path, text)) ||
    ((PAGES_ROUTE.test(path) || API_ROUTE.test(path)) && GIVES_DEFAULT.test(text)),
  find: findFileHandlers,
};

/** Also matches `module.exports =`, which has no `default`. */
const GIVES_DEFAULT = /\bexport\s{1,9}(?:default\b|\{[^}]{0,500}\bdefault\b)|\bexports(?:\.default)?\s?=/;

/** The `GET` counterpart of each export that handles bodies. */
const BESIDE: ReadonlyMap<string, string> = new Map([
  ['POST', 'GET'],
  ['post', 'get'],
  ['action', 'loader'],
]);

/** The export names of a convention, with their `GET` counterparts at a path that providers call by `GET`. */
const namesAt = (exports: readonly string[], path: string): string[] =>
  CALLED_BY_GET.test(path) ? exports.flatMap((name) => [name, BESIDE.get(name) ?? name]) : [...exports];

/** A pattern per export name that finds its export in the source text, without parsing. */
const GIVES: ReadonlyMap<string, RegExp> = new Map(
  [...FILE_CONVENTIONS.flatMap(({ exports }) => exports), ...BESIDE.values()].map((name) => [
    name,
    name === 'default'
      ? GIVES_DEFAULT
      : new RegExp(
          String.raw`\bexport\s{1,9}(?:(?:async|function|const|let|var)\b[\s*]{1,9}){1,2}${name}\b|\bexport\s{0,9}\{[^}]{0,500}\b${name}\b|\bexports(?:\.|\s?=[^;]{0,500}\b)${name}\b`,
        ),
  ]),
);

function isFileOf({ path, exports, text }: FileConvention, file: string, source: string): boolean {
  if (!path.test(file)) return false;
  const names = namesAt(exports, file);
  return (
    (hasSome(source, names) || source.includes('exports')) &&
    (text === undefined || text.test(source)) &&
    names.some((name) => GIVES.get(name)?.test(source) === true)
  );
}

function findFileHandlers(path: string, program: Program): Handler[] {
  for (const convention of FILE_CONVENTIONS) {
    const match = convention.path.exec(path);
    if (!match || NO_ROUTE.test(path) || isOfOtherMethod(path)) continue;
    const gives = (name: string): boolean => program.exported.has(name) || reexported(program, name) !== undefined;
    const [name, ...others] = namesAt(convention.exports, path).filter(gives);
    if (name === undefined || (convention.text && !convention.text.test(program.text))) continue;
    const route = convention.route(match[1] ?? '');
    const names = [name, ...others.filter((other) => SERVES_GET.has(other))];
    const found = names.flatMap(
      (each) => handlerOf(convention, route, each, OF_GET.test(path) || SERVES_GET.has(each), program) ?? [],
    );
    if (found.length > 0) return found;
  }
  return pagesHandler(path, program);
}

const SERVES_GET: ReadonlySet<string> = new Set(BESIDE.values());

/** In Nitro, the last suffix of a file is its HTTP method. */
const isOfOtherMethod = (path: string): boolean =>
  /\.(?:put|patch|delete|head)\.[cm]?[jt]s$/.test(path) || (OF_GET.test(path) && !CALLED_BY_GET.test(path));

const OF_GET = /\.get\.[cm]?[jt]s$/;

/** Middleware of Cloudflare Pages, which runs before the routes of its folder, is not a route itself. */
const NO_ROUTE = /(?:^|\/)_middleware\.[cm]?[jt]s$/;

function handlerOf(
  convention: FileConvention,
  route: string,
  name: string,
  inQuery: boolean,
  program: Program,
): Handler | null {
  const node = program.exported.get(name) ?? reexported(program, name)!;
  const inner = bare(node);
  if (convention.defaultIs && !convention.defaultIs.test(textOf(program, inner).slice(0, 80))) return null;
  const handler = receiverIn(program, inner);
  if (!handler) return null;
  return makeHandler({
    framework: convention.framework,
    route: route === '' ? null : route,
    ...(inQuery ? { method: 'GET', inQuery } : { method: methodOf(name) }),
    at: inner,
    handler,
    name,
    siblings: METHODS.filter((method) => served(program, method)).map((method) => method.toLowerCase()),
    given: GIVEN,
  });
}

const methodOf = (name: string): string | null =>
  /^(?:default|ALL|all|onRequest|fallback|handlers?)$/.test(name) ? null : 'POST';

/** The node that re-exports a name: `export { POST } from '@/lib/billing'`. */
const reexported = (program: Program, name: string): SyntaxNode | undefined =>
  program.reexports.find((each) => each.name === name)?.node;

/** The first parameter is the request, or contains it, whatever its name. */
export const GIVEN = [parameter('request', 0)];
const METHODS = ['GET', 'PUT', 'PATCH', 'DELETE'];

function served(program: Program, method: string): boolean {
  const names = [method, method.toLowerCase(), `onRequest${method[0]}${method.slice(1).toLowerCase()}`];
  const found = [...names, ...(method === 'GET' ? ['loader'] : [])].map((name) => program.exported.get(name));
  return found.some((node) => node !== undefined && !(method === 'GET' && isNote(textOf(program, node))));
}

/** A `GET` that only reports that the endpoint exists, or that `POST` is required, and returns no data. */
const isNote = (text: string): boolean =>
  NOTE.test(text) && !/\b(?:find|select|query|list|fetch)\w{0,20}\(/i.test(text);

const NOTE =
  /405|not allowed|\b(?:use|only|accepts?) post\b|\b(?:endpoint|webhook)(?: is)? (?:\w{1,20} )?(?:ready|active|live|running|working|healthy|online|up)\b/i;

/**
 * The handler function, or an expression that leads to it; for `{ GET() {}, POST() {} }`, the one that handles bodies.
 */
function receiverIn(program: Program, node: SyntaxNode): SyntaxNode | null {
  const object = node.type === 'object' ? node : objectArgument(node);
  if (!object) return node;
  const entries = objectEntries(program, object);
  const own = entries.get('POST') ?? entries.get('post') ?? entries.get('handler');
  if (own) return own;
  return node.type === 'object' ? null : node;
}

/** The object in `define.handlers({ POST() {} })`; null for any other node. */
function objectArgument(node: SyntaxNode): SyntaxNode | null {
  if (node.type !== 'call_expression') return null;
  const first = child(node, 'arguments')?.children.find((each) => each.type !== 'comment');
  return first && bare(first).type === 'object' ? bare(first) : null;
}

const PAGES_ROUTE = /(?:^|\/)pages\/(api\/.+)\.[cm]?[jt]sx?$/;
const API_ROUTE = /(?:^|\/)((?:api|functions)\/.+)\.[cm]?[jt]s$/;

/**
 * Supabase functions serve themselves, and a name that begins with an underscore is not a function
 * (https://vercel.com/docs/functions).
 */
const SERVED_OTHERWISE = /(?:^|\/)(?:supabase\/functions\/|_)/;

/** Default exports: `pages/api` of Next.js, and functions of Vercel and Netlify. */
function pagesHandler(path: string, program: Program): Handler[] {
  const node = program.exported.get('default') ?? reexported(program, 'default');
  const pages = PAGES_ROUTE.exec(path);
  const api = pages ? null : API_ROUTE.exec(path);
  const part = pages?.[1] ?? api?.[1];
  if (!node || part === undefined || (api && SERVED_OTHERWISE.test(path)) || isRouterOfFile(program, bare(node)))
    return [];
  if (api && !takesRequest(program, bare(node)) && !isOfOtherFile(program, bare(node))) return [];
  const netlify = /(?:^|\/)netlify\//.test(path);
  const route = `/${part.replace(/^functions\//, '').replace(/\/index$/, '')}`;
  return [
    makeHandler({
      framework: pages ? 'next-pages' : netlify ? 'netlify' : 'vercel',
      route,
      method: 'POST',
      ...(CALLED_BY_GET.test(route) && !/\bbody\b/i.test(program.text) ? { inQuery: true as const } : {}),
      at: bare(node),
      handler: node,
      name: 'default',
      siblings: METHODS.filter((method) => program.text.includes(`'${method}'`)).map((each) => each.toLowerCase()),
    }),
  ];
}

/**
 * `const handler = nc(); handler.post(take); export default handler`, `export default nc().post(take)`: the routes are
 * found where they are registered.
 */
function isRouterOfFile(program: Program, node: SyntaxNode): boolean {
  if (node.type !== 'call_expression') return false;
  if (ROUTES_IN_CHAIN.test(textOf(program, node))) return true;
  const [name] = /^\w{1,40}(?=\.handler\()/.exec(textOf(program, node).slice(0, 60)) ?? [];
  const [router] = [...program.declared].find(([each, made]) => each === name || made === node) ?? [];
  return (
    router !== undefined && new RegExp(String.raw`\b${router}(?:\.use\([^;]{0,300}\))?\s?\.post\(`).test(program.text)
  );
}

const ROUTES_IN_CHAIN =
  /^\w{1,40}\([^()]{0,200}\)[^;]{0,2000}?\.post\(\s?(?:[\w.]{1,80},\s?){0,4}(?:async\s?)?(?:function\b|\()/;

/**
 * Whether an exported handler is from another file: `import take from '../lib/take'; export default take`,
 * `module.exports = require('../lib/take')`, `export { default } from '../lib/take'`.
 */
function isOfOtherFile(program: Program, node: SyntaxNode): boolean {
  if (node.type === 'export_specifier') return true;
  const loaded = node.type === 'call_expression' && textOf(program, child(node, 'function') ?? node) === 'require';
  const module = loaded ? literal(program, argumentsOf(node)[0]) : program.imports.get(textOf(program, node))?.module;
  return typeof module === 'string' && isOwnModule(module);
}

/**
 * A function with a request parameter, a call that wraps one, or a call that makes one from a bot:
 * `webhookCallback(bot, 'https')`.
 */
function takesRequest(program: Program, fn: SyntaxNode): boolean {
  if (fn.type === 'call_expression') {
    const wrapped = argumentsOf(fn).map((each) => bare(program.declared.get(textOf(program, each)) ?? each));
    const makes = /web_?hook/i.test(textOf(program, child(fn, 'function') ?? fn).slice(-60));
    return (
      (makes && wrapped.length > 0) ||
      wrapped.some((each) => each.type !== 'call_expression' && takesRequest(program, each))
    );
  }
  if (!FUNCTIONS.has(fn.type)) return false;
  const first = child(fn, 'parameters')?.children.find((node) => node.type !== 'comment');
  if (!first) return false;
  return /^_?(?:req|request)\b/i.test(textOf(program, child(first, 'pattern') ?? first));
}
