import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import { verbOf, wholeRoute } from './go-routers.ts';
import type { Routers } from './go-routers.ts';

/** Other HTTP methods of a route, and of the items below it by id. A route that has them manages webhooks. */
export type Siblings = ReadonlyMap<string, readonly string[]>;

const OTHER = /^(?:GET|Get|PUT|Put|PATCH|Patch|DELETE|Delete)$/;
const BY_ID = /\/(?::\w+|\{\w+\})$/;

/**
 * Reads them from registrations: `r.GET("/webhooks", list)`, `r.DELETE("/webhooks/:id", remove)`,
 * `mux.HandleFunc("GET /webhooks", list)`.
 */
export function readSiblings(go: Curly, routers: Routers, calls: Iterable<SyntaxNode>): Siblings {
  const found = new Map<string, string[]>();
  for (const call of calls) {
    const verb = verbOf(go, call);
    const written = verb === null ? null : literalOf(go, argumentsOf(call)[0]);
    if (verb === null || written === null) continue;
    const pattern = /^HandleFunc$|^Handle$/.test(verb) ? /^(GET|PUT|PATCH|DELETE)\s+(\/.*)$/.exec(written) : null;
    if (!pattern && !OTHER.test(verb)) continue;
    const route = wholeRoute(go, routers, call, pattern?.[2] ?? written);
    for (const each of new Set([route, route.replace(BY_ID, '')])) {
      const verbs = found.get(each) ?? [];
      verbs.push((pattern?.[1] ?? verb).toLowerCase());
      found.set(each, verbs);
    }
  }
  return found;
}
