import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { lowerClasses } from '../curly/lower-classes.ts';
import { lowerFunction } from '../curly/lower-function.ts';
import { makeCurly } from '../curly/make-curly.ts';
import type { Lower } from '../lowering.ts';
import { identifier, sourceOf } from '../spelling.ts';
import { shortNames, writtenRoute } from './written-routes.ts';
import { controllerRoutes } from './php-controllers.ts';
import { DIALECT } from './php-dialect.ts';
import { script } from './php-script.ts';
import { wordpressRoutes } from './wordpress-routes.ts';

/** Lowers PHP to the common language, with the handlers of Laravel, Symfony, WordPress and plain scripts. */
export const lowerPhp: Lower = (path, text, root) => {
  const php = makeCurly(path, text, root, DIALECT);
  php.names.set('this', 'this');
  for (const node of nodesOfType(root, new Set(['namespace_use_clause']))) importOf(php, node);
  const switched = new Set<string>();
  for (const node of root.children) switchOf(php, node, switched);
  for (const node of nodesOfType(root, new Set(['function_definition'])))
    lowerFunction(php, node, `export function ${identifier(sourceOf(text, child(node, 'name')))}`);
  const classes = lowerClasses(php, root);
  for (const each of classes) controllerRoutes(php, each);
  wordpressRoutes(php, root, classes);
  for (const node of nodesOfType(root, CALLS)) writtenRoute(php, node);
  shortNames(php, root);
  if (classes.length === 0) script(php, root);
  return php.out.finish();
};

const CALLS = new Set(['scoped_call_expression', 'member_call_expression']);

/**
 * Writes a boolean constant of the file: `const DRY_RUN = false;`, `define('DRY_RUN', false);`. PHP keeps the first
 * definition.
 */
function switchOf(php: Curly, node: SyntaxNode, switched: Set<string>): void {
  const source = /^(?:const_declaration|expression_statement)$/.test(node.type)
    ? sourceOf(php.text, node).slice(0, 120)
    : '';
  const [, name, is] = SWITCH.exec(source) ?? [];
  if (!name || !is || switched.has(name)) return;
  switched.add(name);
  php.out.add(`const ${identifier(name)} = ${is.toLowerCase()};`, node);
}

const SWITCH = /^(?:const\s+|define\(\s*['"])(\w{1,60})(?:\s*=\s*|['"]\s*,\s*)(true|false)\s*\)?\s*;$/i;

function importOf(php: Curly, node: SyntaxNode): void {
  const asName = child(node, 'alias');
  const group =
    node.parent?.type === 'namespace_use_group'
      ? sourceOf(php.text, node.parent.parent?.children.find((each) => each.type === 'namespace_name') ?? null)
      : '';
  const path = sourceOf(php.text, node)
    .replace(/(?<!\s)\s+as\s+\w+$/i, '')
    .replace(/^\\/, '');
  const module = group ? `${group}\\${path}` : path;
  if (/^(?:Illuminate|Symfony|Psr|GuzzleHttp|Carbon|Monolog|Doctrine)\\/.test(module)) return;
  const last = module.split('\\').at(-1) ?? module;
  php.out.import(identifier(asName ? sourceOf(php.text, asName) : last), module, identifier(last), node);
}
