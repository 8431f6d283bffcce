import { nodesOfType } from '../../syntax.ts';
import { filterRoutes } from '../curly/filter-routes.ts';
import { lowerClasses } from '../curly/lower-classes.ts';
import { makeCurly } from '../curly/make-curly.ts';
import { statement } from '../curly/visit.ts';
import type { Lower } from '../lowering.ts';
import { sourceOf } from '../spelling.ts';
import { branchMiddleware, middlewareInPlace } from './branch-middleware.ts';
import { DIALECT } from './csharp-dialect.ts';
import { controllerRoutes } from './csharp-routes.ts';
import { fastEndpointRoute, minimalRoute, readMinimalFile } from './minimal-routes.ts';
import { conventionalRoute } from './secret-routes.ts';

/** C# to the common language, with the actions of ASP.NET controllers and minimal APIs. */
export const lowerCsharp: Lower = (path, text, root) => {
  const csharp = makeCurly(path, text, root, DIALECT);
  for (const node of root.children) {
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
