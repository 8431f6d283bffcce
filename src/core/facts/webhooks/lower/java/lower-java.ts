import { nodesOfType } from '../../syntax.ts';
import { filterRoutes } from '../curly/filter-routes.ts';
import { lowerClasses } from '../curly/lower-classes.ts';
import { makeCurly } from '../curly/make-curly.ts';
import type { Lower } from '../lowering.ts';
import { identifier, sourceOf } from '../spelling.ts';
import { DIALECT } from './java-dialect.ts';
import { registeredFilters } from './registered-filters.ts';
import { callRoute, controllerRoutes } from './java-routes.ts';

/** Lowers Java to the common language, with the handlers of Spring, JAX-RS, Spark, Javalin and servlets. */
export const lowerJava: Lower = (path, text, root) => {
  const java = makeCurly(path, text, root, DIALECT);
  for (const node of nodesOfType(root, new Set(['import_declaration']))) {
    const module = sourceOf(text, node)
      .replace(/^import\s+(?:static\s+)?|;\s*$/g, '')
      .trim();
    if (
      /^(?:java|javax|jakarta|org\.springframework|org\.slf4j|lombok|com\.fasterxml|com\.google\.gson|org\.apache)\./.test(
        module,
      ) ||
      module.endsWith('*')
    )
      continue;
    const last = identifier(module.split('.').at(-1) ?? module);
    java.out.import(last, module, last, node);
  }
  for (const each of lowerClasses(java, root)) {
    controllerRoutes(java, each);
    filterRoutes(java, each, 'spring');
  }
  registeredFilters(java);
  for (const node of nodesOfType(root, new Set(['method_invocation']))) callRoute(java, node);
  return java.out.finish();
};
