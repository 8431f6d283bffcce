import { nodesOfType } from '../../syntax.ts';
import { filterRoutes } from '../curly/filter-routes.ts';
import { lowerClasses } from '../curly/lower-classes.ts';
import { makeCurly } from '../curly/make-curly.ts';
import { statement } from '../curly/visit.ts';
import type { Lower } from '../lowering.ts';
import { identifier, sourceOf } from '../spelling.ts';
import { branchMiddleware, middlewareInPlace } from './branch-middleware.ts';
import { DIALECT } from './csharp-dialect.ts';
import { controllerRoutes } from './csharp-routes.ts';
import { fastEndpointRoute, minimalRoute, readMinimalFile } from './minimal-routes.ts';
import { conventionalRoute } from './secret-routes.ts';

/** A namespace that belongs neither to the language nor to its framework. */
const USED = /^using\s{1,9}(?!System\b|Microsoft\b|static\b)([\w.]{1,120});/;

/** Lowers C#, with ASP.NET controllers, filters, middleware, minimal APIs and FastEndpoints. */
export const lowerCsharp: Lower = (path, text, root) => {
  const csharp = makeCurly(path, text, root, DIALECT);
  for (const node of root.children) {
    // `using Acme.Client;` does not say which classes of the file come from the namespace, so it is imported whole.
    const [, namespace] = (node.type === 'using_directive' && USED.exec(sourceOf(text, node))) || [];
    if (namespace !== undefined) csharp.out.import(`using_${identifier(namespace)}`, namespace, '*', node);
    if (node.type !== 'global_statement') continue;
    const isShort = /^\s*var\s/.test(sourceOf(text, node)) && sourceOf(text, node).length < 200;
    if (isShort || node.children[0]?.type === 'local_function_statement') statement(csharp, node);
  }
  for (const each of lowerClasses(csharp, root)) {
    controllerRoutes(csharp, each);
    filterRoutes(csharp, each, 'aspnet');
    fastEndpointRoute(csharp, each);
  }
  branchMiddleware(csharp);
  const file = readMinimalFile(text);
  for (const node of nodesOfType(root, new Set(['invocation_expression']))) {
    minimalRoute(csharp, node, file);
    middlewareInPlace(csharp, node);
    conventionalRoute(csharp, node);
  }
  return csharp.out.finish();
};
