import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { identifier, sourceOf } from '../spelling.ts';
import type { Python } from './python.ts';

/** What stands before the routes of a router: functions that refuse by what they give back, and middleware that goes on. */
export type Guards = { asked: readonly string[]; passed: readonly string[] };

/** Functions that a router asks before each of its routes, by the router's name. */
export type GuardFunctions = ReadonlyMap<string, readonly { name: string; passes: boolean }[]>;

/** `@bp.before_request` of Flask, `@app.middleware('http')` of FastAPI. */
export function readGuardFunctions(text: string, root: SyntaxNode): GuardFunctions {
  const found = new Map<string, { name: string; passes: boolean }[]>();
  if (!/before_(?:app_)?request|\.middleware\(/.test(text)) return found;
  for (const node of root.children) {
    const definition = node.type === 'decorated_definition' ? child(node, 'definition') : null;
    if (definition?.type !== 'function_definition') continue;
    for (const each of node.children) {
      const [, router, kind] = GUARD.exec(each.type === 'decorator' ? sourceOf(text, each) : '') ?? [];
      if (router === undefined) continue;
      const passes = kind === 'middleware';
      const list = found.get(router) ?? [];
      found.set(router, [...list, { name: sourceOf(text, child(definition, 'name')), passes }]);
    }
  }
  return found;
}

const GUARD = /^@(\w+)\.(before_request|before_app_request|middleware)\b/;

/** The application's functions stand before the routes of all of its routers. */
export function guardsOf({ guards, text }: Python, router: string): Guards {
  const isApp = (name: string): boolean =>
    name !== router &&
    new RegExp(`\\b${name}\\s*(?::[^=\\n]+)?=\\s*(?:\\w+\\.)?(?:Flask|FastAPI|Quart|Sanic)\\(`).test(text);
  const own = [...guards].filter(([name]) => name === router || isApp(name)).flatMap(([, each]) => each);
  return {
    asked: own
      .filter((each) => !each.passes)
      .map(({ name }) => `{ const refused = ${identifier(name)}(request); if (refused) return refused; }`),
    passed: own.filter((each) => each.passes).map(({ name }) => identifier(name)),
  };
}
