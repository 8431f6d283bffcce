import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { argumentsOf } from '../curly/arguments-of.ts';
import type { Curly } from '../curly/curly.ts';
import { literalOf } from '../curly/literal-of.ts';
import { sourceOf } from '../spelling.ts';

/** What the call chain of a route and the groups around it add to it. `middleware` is source text. */
export type Surroundings = { prefix: string; middleware: string; controller: SyntaxNode | null };

const MAX_GROUPS = 6;

/**
 * Reads `Route::prefix('hooks')->middleware('signed')->group(function () { Route::post('/stripe', ...)->name('x'); })`
 * of Laravel, `$app->group('/hooks', function ($group) { ... })->add(Verify::class)` of Slim.
 */
export function surroundingsOf(php: Curly, route: SyntaxNode): Surroundings {
  const all: Surroundings = { prefix: '', middleware: '', controller: null };
  const own = chainOf(route).filter((each) => each !== route);
  for (const each of own) addCall(php, all, each);
  let group = groupAround(php, route);
  for (let depth = 0; group && depth < MAX_GROUPS; depth++) {
    for (const each of chainOf(group)) addCall(php, all, each);
    group = groupAround(php, group);
  }
  for (const left of own.flatMap((each) => leftOut(php, each))) all.middleware = all.middleware.replaceAll(left, "''");
  return all;
}

/**
 * Middleware of its groups that a route excludes: `->withoutMiddleware('acme.signed')`,
 * `->withoutMiddleware([Verify::class])`.
 */
const leftOut = ({ text }: Curly, call: SyntaxNode): string[] =>
  sourceOf(text, child(call, 'name')) === 'withoutMiddleware'
    ? argumentsOf(call)
        .flatMap((each) => nodesOfType(each, NAMES))
        .map((each) => sourceOf(text, each))
        .slice(0, MAX_LEFT)
    : [];

const NAMES = new Set(['string', 'encapsed_string', 'class_constant_access_expression']);
const MAX_LEFT = 20;

const CALL = /^(?:member|scoped|nullsafe_member)_call_expression$/;

/** All calls of the chain that contains the given one, last call first. */
function chainOf(node: SyntaxNode): SyntaxNode[] {
  let last: SyntaxNode | null = node;
  while (last.field === 'object' && last.parent && CALL.test(last.parent.type)) last = last.parent;
  const calls: SyntaxNode[] = [];
  for (; last && CALL.test(last.type) && calls.length < 40; last = child(last, 'object')) calls.push(last);
  return calls;
}

/** The call of `group` whose function contains the node; null where there is none. */
function groupAround(php: Curly, node: SyntaxNode): SyntaxNode | null {
  let at = node.parent;
  while (at && !CALL.test(at.type)) at = at.parent;
  while (at && sourceOf(php.text, child(at, 'name')) !== 'group') at = at.parent;
  return at && CALL.test(at.type) ? at : null;
}

function addCall(php: Curly, all: Surroundings, call: SyntaxNode): void {
  const [first] = argumentsOf(call);
  const name = sourceOf(php.text, child(call, 'name'));
  if (name === 'prefix') all.prefix = joined(literalOf(php, first), all.prefix);
  else if (/^(?:middleware|add|addMiddleware)$/.test(name))
    all.middleware += ` ${argumentsOf(call)
      .map((each) => sourceOf(php.text, each))
      .join(' ')}`;
  else if (name === 'controller') all.controller ??= first ?? null;
  else if (name === 'group') {
    const options = first?.type === 'array_creation_expression' ? first : null;
    all.prefix = joined(options ? literalOf(php, optionOf(php, options, 'prefix')) : literalOf(php, first), all.prefix);
    const before = options && (optionOf(php, options, 'middleware') ?? optionOf(php, options, 'filter'));
    if (before) all.middleware += ` ${sourceOf(php.text, before)}`;
  }
}

/** The value under a key of an array; null where it is missing. */
export function optionOf(php: Curly, options: SyntaxNode, name: string): SyntaxNode | null {
  for (const each of options.children) {
    const [key, held] = each.type === 'array_element_initializer' ? each.children : [];
    if (key && held && literalOf(php, key) === name) return held;
  }
  return null;
}

/** Two parts of a path, with one slash between them. */
export const joined = (before: string | null, after: string): string =>
  [before ?? '', after]
    .map((part) => part.replace(/^\/+|\/+$/g, ''))
    .filter((part) => part !== '')
    .join('/');
