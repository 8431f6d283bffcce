import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { identifier, sourceOf } from '../spelling.ts';
import { guardsOf, pathOf } from './go-routers.ts';
import { guardOf } from './go-routes.ts';
import type { Around, GoFile } from './go-routes.ts';
import { SDK } from './service-types.ts';

/**
 * Writes a router that is passed to another package as a mount, since its middleware guards the handlers there:
 * `hooks := r.Group("/hooks", verify())` and then `webhooks.Register(hooks, db)`, or
 * `register(hooks, &webhooks.Handler{})`.
 */
export function mountOf(go: Curly, file: GoFile, call: SyntaxNode, { routers: all }: Around): void {
  if (all.guards.length + all.routers.length === 0) return;
  const args = argumentsOf(call);
  for (const router of args.filter(({ type }) => /^(?:identifier|selector_expression|call_expression)$/.test(type))) {
    const guards = guardsOf(go, all, router, call);
    const module = guards.length > 0 ? packageIn(go, call, router) : null;
    if (module === null) continue;
    const local = `${module.replace(/\W+/g, '_')}__mounted`;
    go.out.import(local, module, '*', call);
    const { line, endLine } = call;
    go.out.route(
      {
        framework: file.framework,
        route: pathOf(go, all, router, ''),
        method: null,
        name: null,
        line,
        endLine,
        kind: 'mount',
      },
      [local, ...guards.map((each) => guardOf(go, file, each))].join(', '),
    );
    return;
  }
}

/**
 * The package of the project whose function is called, or one of whose values is passed beside the router; null where
 * there is none.
 */
function packageIn(go: Curly, call: SyntaxNode, router: SyntaxNode): string | null {
  const callee = child(call, 'function');
  const others = argumentsOf(call).filter((each) => each !== router);
  for (const node of [callee, ...others].flatMap((each) => (each ? nodesOfType(each, NAMES) : []))) {
    const owner = /^(\w{1,80})\.[A-Z]\w*$/.exec(sourceOf(go.text, node))?.[1];
    const known = owner === undefined ? undefined : go.out.imported(identifier(owner));
    if (known?.name === '*' && !SDK.test(known.module)) return known.module;
  }
  return null;
}

const NAMES = new Set(['selector_expression', 'qualified_type']);
