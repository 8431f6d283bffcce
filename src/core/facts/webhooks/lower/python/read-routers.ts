import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import type { Routers } from './python.ts';

/** Reads the routers of a file: `Blueprint(url_prefix=...)`, `APIRouter(prefix=..., dependencies=[Depends(...)])`. */
export function readRouters(text: string, root: SyntaxNode): Routers {
  const found = new Map<string, Router>();
  for (const node of root.children) {
    const assignment = node.type === 'expression_statement' ? node.children[0] : null;
    const right = assignment?.type === 'assignment' ? child(assignment, 'right') : null;
    if (!assignment || right?.type !== 'call') continue;
    const source = sourceOf(text, right).slice(0, 2000);
    if (!/^(?:[\w.]*\.)?(?:APIRouter|Blueprint|FastAPI|Router)\(/.test(source)) continue;
    found.set(sourceOf(text, child(assignment, 'left')), {
      prefix: prefixIn(source),
      dependencies: dependenciesIn(source),
    });
  }
  for (const node of root.children) noteMount(text, node, found);
  return found;
}

/**
 * Adds the prefix and dependencies with which a router of the file is mounted:
 * `app.include_router(router, prefix='/hooks', dependencies=[Depends(verify)])`.
 */
function noteMount(text: string, node: SyntaxNode, found: Map<string, Router>): void {
  const call = node.type === 'expression_statement' ? node.children[0] : null;
  if (call?.type !== 'call' || !sourceOf(text, child(call, 'function')).endsWith('.include_router')) return;
  const source = sourceOf(text, call).slice(0, 2000);
  const name = /^[\w.]{1,100}\(\s*(\w{1,60})/.exec(source)?.[1] ?? '';
  const router = found.get(name);
  if (router)
    found.set(name, {
      prefix: prefixIn(source) + router.prefix,
      dependencies: [...dependenciesIn(source), ...router.dependencies],
    });
}

type Router = { prefix: string; dependencies: readonly string[] };

const prefixIn = (source: string): string => /(?:url_)?prefix\s*=\s*["']([^"'\n]*)["']/.exec(source)?.[1] ?? '';

/**
 * The dependencies in source text, as expressions to call: `verify`, or `signed_by('x-acme-signature')` for a function
 * that returns another one.
 */
export const dependenciesIn = (source: string): string[] =>
  [...source.matchAll(DEPENDENCIES)].map(([, name = '', given]) => dependencyAs(name, given));

const DEPENDENCIES = /\b(?:Depends|Security)\(\s*([\w.]{1,100})(?:\(([^()\n]{0,200})\))?/g;

/** A dependency as an expression to call: its name, with the arguments that create it where they are all literals. */
export function dependencyAs(name: string, given: string | undefined): string {
  if (given === undefined) return name;
  const plain = given.replace(/\b\w{1,40}\s?=\s?(?!=)/g, '').trim();
  return LITERALS.test(plain) ? `${name}(${plain})` : name;
}

const LITERALS = /^(?:(?:["'][\w .:/-]{0,80}["']|\d{1,9})(?:,\s?|$)){0,6}$/;
