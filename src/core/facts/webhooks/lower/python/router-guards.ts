import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, sourceOf } from '../spelling.ts';
import type { Python } from './python.ts';

/**
 * What runs before the routes of a router: functions that reject by returning a response (`asked`), and middleware that
 * passes the request on (`passed`).
 */
export type Guards = { asked: readonly string[]; passed: readonly string[] };

/**
 * A function that runs before routes. It rejects by returning a response or, with `passes`, passes the request on
 * itself.
 */
type GuardFunction = { name: string; passes: boolean };

/**
 * Functions that run before each route: those of an application for all routers of the file, those of a router for its
 * own.
 */
export type GuardFunctions = {
  ofAll: readonly GuardFunction[];
  ofRouter: ReadonlyMap<string, readonly GuardFunction[]>;
  /**
   * Those that reject a request by returning a response
   * (https://flask.palletsprojects.com/en/stable/api/#flask.Flask.before_request).
   */
  refusing: ReadonlySet<string>;
};

/**
 * Reads `@bp.before_request` of Flask, `@app.middleware('http')` of FastAPI, and the middleware that an application is
 * created with.
 */
export function readGuardFunctions(text: string, root: SyntaxNode): GuardFunctions {
  const ofAll = middlewareOf(text);
  const ofRouter = new Map<string, GuardFunction[]>();
  if (/before_(?:app_)?request|\.middleware\(|\.on_request/.test(text)) {
    const found = guardsByRouter(text, root);
    const applications = new Set([...text.matchAll(APPLICATION)].map(([, name = '']) => name));
    const definitions = definitionsIn(text);
    for (const [router, all] of found)
      if (applications.has(router)) ofAll.push(...all.filter((each) => mayRefuse(text, definitions, each)));
      else ofRouter.set(router, all);
  }
  const refusing = [...ofAll, ...[...ofRouter.values()].flat()].filter(({ passes }) => !passes);
  return { ofAll, ofRouter, refusing: new Set(refusing.map(({ name }) => name)) };
}

/** The guards of each router, limited to the first few, as each of its routes repeats them. */
function guardsByRouter(text: string, root: SyntaxNode): ReadonlyMap<string, GuardFunction[]> {
  const found = new Map<string, GuardFunction[]>();
  const note = (router: string, name: string, passes: boolean): void => {
    const all = found.get(router) ?? [];
    if (all.length < MAX_MIDDLEWARE) found.set(router, [...all, { name: identifier(name), passes }]);
  };
  for (const node of nodesOfType(root, DECORATED)) {
    const definition = child(node, 'definition');
    if (definition?.type !== 'function_definition') continue;
    for (const each of node.children) {
      const [, router, kind] = guardOf(each.type === 'decorator' ? sourceOf(text, each) : '');
      if (router !== undefined) note(router, sourceOf(text, child(definition, 'name')), kind === 'middleware');
    }
  }
  for (const [, router = '', name = ''] of text.matchAll(REGISTERED)) note(router, name, false);
  return found;
}

/**
 * Whether a guard of a whole application may reject a caller; one that does not, such as a logger, is irrelevant to the
 * routes.
 */
function mayRefuse(text: string, definitions: Definitions, { name, passes }: GuardFunction): boolean {
  const definition = definitionOf(text, definitions, name);
  return definition === '' || passes || REFUSES.test(definition);
}

const REFUSES = /\babort\(|\braise\b|\b40[13]\b|nauthori|orbidden|verif|hmac|compare_digest/i;

/** `app: Flask = flask.Flask(__name__)` */
const APPLICATION = /(?<!\w)(\w{1,60})\s{0,4}(?::[^=\n]{1,80})?=\s{0,4}(?:\w{1,60}\.)?(?:Flask|FastAPI|Quart|Sanic)\(/g;

const DECORATED = new Set(['decorated_definition']);
/** `bp.before_request(verify)` */
const REGISTERED = /^[ \t]{0,20}(\w{1,60})\.before_(?:app_)?request\((\w{1,60})\)/gm;

/**
 * The middleware of a whole application: `web.Application(middlewares=[verify])` of aiohttp, which calls a function;
 * `app.add_middleware(Verify)` and `Middleware(Verify)` of Starlette, which call the `dispatch` of a class. Only
 * middleware that may authenticate the caller is kept.
 */
function middlewareOf(text: string): GuardFunction[] {
  const functions = [...text.matchAll(/\bmiddlewares\s?=\s?\[([\w\s,.]{1,300})\]/g)].flatMap(
    ([, names = '']) => names.match(/\b[a-z_]\w*/g) ?? [],
  );
  const classes = [...text.matchAll(/\b(?:add_middleware|Middleware)\(\s*([A-Z]\w*)/g)].map(([, name = '']) => name);
  const all = [...functions, ...classes].slice(0, MAX_MIDDLEWARE);
  const definitions = all.length > 0 ? definitionsIn(text) : new Map();
  return all
    .filter((name) => VERIFIES.test(name) || VERIFIES.test(definitionOf(text, definitions, name)))
    .map((name) => ({ name: `${identifier(name)}${/^[A-Z]/.test(name) ? '.dispatch' : ''}`, passes: true }));
}

const MAX_MIDDLEWARE = 12;

/** Names and code of middleware that may authenticate the caller; most of it does not. */
export const VERIFIES = /verif|signature|hmac|compare_digest|web_?hook/i;

/** The start offset of the first function or class of each name. */
type Definitions = ReadonlyMap<string, number>;

const definitionsIn = (text: string): Definitions =>
  new Map([...text.matchAll(DEFINED)].toReversed().map(({ 1: name = '', index }) => [name, index]));

const DEFINED = /^[ \t]{0,12}(?:async )?(?:def|class) (\w{1,120})\b/gm;

/** The source of a function or class of the file, up to 3000 characters; empty where there is none. */
function definitionOf(text: string, definitions: Definitions, name: string): string {
  const at = definitions.get(name) ?? text.length;
  return text.slice(at, at + 3000).split(/\n(?=\S)/, 1)[0] ?? '';
}

/** A decorator that runs a function before the routes of a router. */
export const GUARD = /^@(\w+)\.(before_request|before_app_request|middleware|on_request)\b/;

/**
 * Matches such a decorator: its text, the router, and its kind. The kind is `middleware` where the function passes the
 * request on itself. Middleware of Sanic, `@app.middleware('request')`, rejects by returning a response instead
 * (https://sanic.dev/en/guide/basics/middleware.html). Empty for other decorators.
 */
export function guardOf(decorator: string): readonly (string | undefined)[] {
  if (/^@\w+\.middleware\(\s*["']response["']/.test(decorator)) return [];
  const found = GUARD.exec(decorator) ?? [];
  return /^@\w+\.middleware\(\s*["']request["']/.test(decorator) ? [found[0], found[1], 'on_request'] : [...found];
}

/** The guards of a router's routes, those of the application first. */
export function guardsOf({ guards: { ofAll, ofRouter } }: Python, router: string): Guards {
  const own = [...ofAll, ...(ofRouter.get(router) ?? [])];
  return {
    asked: own
      .filter((each) => !each.passes)
      .map(({ name }) => `{ const refused = ${name}(request); if (refused) return refused; }`),
    passed: own.filter((each) => each.passes).map(({ name }) => name),
  };
}
