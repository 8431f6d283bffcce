import { child, nodesOfType } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Curly } from '../curly/curly.ts';
import { expression } from '../curly/visit.ts';
import { identifier, sourceOf } from '../spelling.ts';
import { declarationAround } from './go-functions.ts';

// An inline handler is a closure over the variables of the enclosing function: `bot, err := linebot.New(secret)`.

/** Writes, before the route, the variables of the enclosing function that packages create and the handler uses. */
export function liftMade(go: Curly, handler: SyntaxNode): void {
  const around = declarationAround(handler);
  if (!around) return;
  const source = sourceOf(go.text, handler);
  for (const node of nodesOfType(around, DECLARES).slice(0, MAX_DECLARED)) {
    const name = sourceOf(go.text, child(node, 'left')).split(',', 1)[0]!.trim();
    const [made] = child(node, 'right')?.children ?? [];
    if (node.start > handler.start || !/^\w{1,60}$/.test(name) || !isOfPackage(go, made)) continue;
    if (!new RegExp(`\\b${name}\\.`).test(source) || isLifted(go, name)) continue;
    go.out.add(`let ${identifier(name)} = ${expression(go, made!)};`, node);
  }
}

const DECLARES = new Set(['short_var_declaration']);
const MAX_DECLARED = 60;

/** Whether a package that the file imports creates the value: `linebot.New(secret)`. */
function isOfPackage(go: Curly, made: SyntaxNode | undefined): boolean {
  const [, owner] = made?.type === 'call_expression' ? (CALLED.exec(sourceOf(go.text, made).slice(0, 200)) ?? []) : [];
  return owner !== undefined && go.out.imported(identifier(owner))?.name === '*';
}

const CALLED = /^(\w{1,80})\.[A-Z]\w{0,80}\(/;

/**
 * Whether a variable of that name is written already. Each name is written once, as two declarations would be
 * ambiguous.
 */
function isLifted(go: Curly, name: string): boolean {
  let names = LIFTED.get(go);
  if (!names) LIFTED.set(go, (names = new Set()));
  const known = names.has(name);
  names.add(name);
  return known;
}

const LIFTED = new WeakMap<Curly, Set<string>>();
