import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { CALLED_BY_GET } from '../../receiver-words.ts';
import { sourceOf } from '../spelling.ts';
import { argumentsOf } from './arguments-of.ts';
import type { Python } from './python.ts';
import { dependenciesIn } from './read-routers.ts';
import { routeText } from './route-text.ts';
import { secretIn } from './secret-paths.ts';

/**
 * A route that a decorator registers. `router` is the name of the object that it is called on, empty where there is
 * none.
 */
export type Registration = {
  route: string;
  method: string | null;
  framework: string;
  router: string;
  /** The secret that is part of the path, as a setting: `f'/{BOT_TOKEN}'`. */
  secret: string | null;
  dependencies: readonly string[];
  /** The provider calls by `GET` and sends all its data in the query. */
  inQuery?: true;
  /** Other methods at the same path, where the router serves a collection that it also lists and changes. */
  siblings?: readonly string[];
};

/**
 * The routes that a decorator registers: `@app.post('/webhook')`, `@bp.route('/webhook', methods=['POST'])`,
 * `@post('/webhook')`, `@http.route('/webhook', auth='public')`.
 */
export function registrationOf(python: Python, decorator: SyntaxNode): Registration[] {
  const { text, routers } = python;
  const node = decorator.children.find((each) => each.type !== 'comment') ?? null;
  const callee = node?.type === 'call' ? child(node, 'function') : node;
  const called = sourceOf(text, callee);
  const framework = FUNCTIONS.find(([pattern]) => pattern.test(called))?.[1];
  // A cloud function, whose URL is not in the code; the last part of it is the name of the function.
  if (framework !== undefined)
    return [{ route: '', method: 'POST', framework, router: '', secret: null, dependencies: [] }];
  if (node?.type !== 'call') return [];
  const verb = called.slice(called.lastIndexOf('.') + 1);
  const router = called.slice(0, Math.max(0, called.lastIndexOf('.')));
  const isNamed = callee?.type === 'attribute' || BARE.test(text);
  if (!isNamed || !/^(?:route|get|post|api_route)$/.test(verb)) return [];
  const source = sourceOf(text, node);
  const isOdoos = python.framework === 'odoo';
  const posts =
    verb === 'post' ||
    /methods?\s*=\s*(?:[[({][^\])}]*)?["']POST["']/.test(source) ||
    (isOdoos && !/methods\s*=/.test(source));
  const inQuery = !posts && callsByGet(source);
  if (!(posts || inQuery) || (isOdoos && !/auth\s*=\s*["'](?:public|none)["']/.test(source))) return [];
  const first = argumentsOf(node).find(
    (each) =>
      /^(?:string|list)$/.test(each.type) ||
      (each.type === 'keyword_argument' && /^(?:path|rule|route|uri)\b/.test(sourceOf(text, each))),
  );
  const written = argumentsOf(node)[0];
  const literal =
    first?.type === 'string'
      ? routeText(text, first)
      : (/["']([^"'\n]*)["']/.exec(sourceOf(text, first ?? null))?.[1] ?? (written ? routeText(text, written) : null));
  const known = routers.get(router);
  return [
    {
      route: `${known?.prefix ?? ''}${literal ?? ''}`,
      ...(inQuery ? { method: 'GET', inQuery } : { method: 'POST' }),
      framework: python.framework,
      router,
      secret: secretIn(text, first ?? written ?? null),
      dependencies: [...(known?.dependencies ?? []), ...dependenciesIn(source), ...guardsIn(source)],
      ...(python.manages && python.lists && /^\/?$/.test(literal ?? '') ? { siblings: ['get', 'put'] } : {}),
    },
  ];
}

/** The guards of a Litestar route: `guards=[verify]` (https://docs.litestar.dev/latest/usage/security/guards.html). */
const guardsIn = (decorator: string): string[] =>
  (/\bguards\s?=\s?\[([\w\s,]{1,200})\]/.exec(decorator)?.[1]?.match(/\w+/g) ?? []).slice(0, MAX_GUARDS);

const MAX_GUARDS = 6;

/** Whether a decorator registers a path that providers call by `GET`: `@bp.route('/acme_ipn')`. */
export const callsByGet = (decorator: string): boolean =>
  CALLED_BY_GET.test(/["']([^"'\n]*)["']/.exec(decorator)?.[1] ?? '');

/** Decorators of functions that a platform calls at a URL of their own. */
const FUNCTIONS: readonly [RegExp, string][] = [
  [/^functions_framework\.http$/, 'gcp'],
  [/^https_fn\.on_request$/, 'firebase'],
];

/** Frameworks whose decorators are imported and used as bare names. */
const BARE = /^from (?:bottle|litestar|starlite|blacksheep)\b[^\n]*\bimport\b/m;
