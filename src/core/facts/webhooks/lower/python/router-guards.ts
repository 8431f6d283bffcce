import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, sourceOf } from '../spelling.ts';
import type { Python } from './python.ts';

/** What stands before the routes of a router: functions that refuse by what they give back, and middleware that goes on. */
export type Guards = { asked: readonly string[]; passed: readonly string[] };

/** Functions that a router asks before each of its routes, by the router's name. */
export type GuardFunctions = ReadonlyMap<string, readonly { name: string; passes: boolean }[]>;

/** `@bp.before_request` of Flask, `@app.middleware('http')` of FastAPI, and what a whole application is made with. */
export function readGuardFunctions(text: string, root: SyntaxNode): GuardFunctions {
  const found = new Map<string, { name: string; passes: boolean }[]>();
  const ofAll = middlewareOf(text);
  if (ofAll.length > 0) found.set(ALL, ofAll);
  if (!/before_(?:app_)?request|\.middleware\(/.test(text)) return found;
  const note = (router: string, name: string, passes: boolean): void => {
    found.set(router, [...(found.get(router) ?? []), { name: identifier(name), passes }]);
  };
  for (const node of nodesOfType(root, DECORATED)) {
    const definition = child(node, 'definition');
    if (definition?.type !== 'function_definition') continue;
    for (const each of node.children) {
      const [, router, kind] = GUARD.exec(each.type === 'decorator' ? sourceOf(text, each) : '') ?? [];
      if (router !== undefined) note(router, sourceOf(text, child(definition, 'name')), kind === 'middleware');
    }
  }
  for (const [, router = '', name = ''] of text.matchAll(REGISTERED)) note(router, name, false);
  for (const [router, all] of found) if (isApplication(text, router)) found.set(router, all.filter(mayRefuse(text)));
  return found;
}

/** What stands before a whole application and turns nobody away for what he is says nothing of its routes: it notes what comes. */
const mayRefuse =
  (text: string) =>
  ({ name, passes }: { name: string; passes: boolean }): boolean => {
    const definition = definitionOf(text, name);
    return definition === '' || passes || REFUSES.test(definition);
  };

const REFUSES = /\babort\(|\braise\b|\b40[13]\b|nauthori|orbidden|verif|hmac|compare_digest/i;

const isApplication = (text: string, name: string): boolean =>
  new RegExp(`\\b${name}\\s*(?::[^=\\n]+)?=\\s*(?:\\w+\\.)?(?:Flask|FastAPI|Quart|Sanic)\\(`).test(text);

const DECORATED = new Set(['decorated_definition']);
/** `bp.before_request(verify)` */
const REGISTERED = /^[ \t]{0,20}(\w{1,60})\.before_(?:app_)?request\((\w{1,60})\)/gm;

/** The functions that turn a request away by what they give back (https://flask.palletsprojects.com/en/stable/api/#flask.Flask.before_request). */
export const refusingIn = (guards: GuardFunctions): ReadonlySet<string> =>
  new Set([...guards.values()].flatMap((each) => each.filter(({ passes }) => !passes).map(({ name }) => name)));

/** Stands for all routers of the file. */
const ALL = '*';

/**
 * `web.Application(middlewares=[verify])` of aiohttp, which calls a function; `app.add_middleware(Verify)` and
 * `Middleware(Verify)` of Starlette, which call the `dispatch` of a class. Of all that stands before an application, few have
 * to do with who calls.
 */
function middlewareOf(text: string): { name: string; passes: boolean }[] {
  const functions = [...text.matchAll(/\bmiddlewares\s?=\s?\[([\w\s,.]{1,300})\]/g)].flatMap(
    ([, names = '']) => names.match(/\b[a-z_]\w*/g) ?? [],
  );
  const classes = [...text.matchAll(/\b(?:add_middleware|Middleware)\(\s*([A-Z]\w*)/g)].map(([, name = '']) => name);
  return [...functions, ...classes]
    .slice(0, MAX_MIDDLEWARE)
    .filter((name) => VERIFIES.test(name) || VERIFIES.test(definitionOf(text, name)))
    .map((name) => ({ name: `${identifier(name)}${/^[A-Z]/.test(name) ? '.dispatch' : ''}`, passes: true }));
}

/** Each is looked for in the text. */
const MAX_MIDDLEWARE = 12;

/** Few of all that stands before an application have to do with who calls. */
export const VERIFIES = /verif|signature|hmac|compare_digest|web_?hook/i;

/** The first lines of a function or a class of the file. */
function definitionOf(text: string, name: string): string {
  const at = text.search(new RegExp(`^[ \\t]{0,12}(?:async )?(?:def|class) ${name}\\b`, 'm'));
  return at === -1 ? '' : (text.slice(at, at + 3000).split(/\n(?=\S)/, 1)[0] ?? '');
}

/** A decorator that puts a function before the routes of a router. */
export const GUARD = /^@(\w+)\.(before_request|before_app_request|middleware)\b/;

/** The application's functions stand before the routes of all of its routers. */
export function guardsOf({ guards, text }: Python, router: string): Guards {
  const own = [...guards]
    .filter(([name]) => name === router || name === ALL || isApplication(text, name))
    .flatMap(([, each]) => each);
  return {
    asked: own
      .filter((each) => !each.passes)
      .map(({ name }) => `{ const refused = ${name}(request); if (refused) return refused; }`),
    passed: own.filter((each) => each.passes).map(({ name }) => name),
  };
}
