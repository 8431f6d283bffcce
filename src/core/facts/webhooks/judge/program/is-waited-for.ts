import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { textOf } from './program.ts';
import type { Program } from './program.ts';

/** Whether a call's result is awaited, or returned to the caller, who may await it. */
export function isWaitedFor(call: SyntaxNode): boolean {
  const node = outermost(call);
  const { parent } = node;
  if (parent === null) return false;
  return WAITS.test(parent.type) || (parent.type === 'arrow_function' && child(parent, 'body') === node);
}

/** Whether a function returns the result of the call. */
export function isReturned(call: SyntaxNode): boolean {
  let node = outermost(call);
  while (node.parent?.type === 'await_expression') node = outermost(node.parent);
  return node.parent?.type === 'return_statement';
}

/** Whether the function goes on to use the call's result, which a deferred job could not provide. */
export function isTaken(call: SyntaxNode): boolean {
  let node = outermost(call);
  while (node.parent?.type === 'await_expression') node = outermost(node.parent);
  return node.parent !== null && !LEAVES.test(node.parent.type);
}

/** Whether a statement is the call alone, awaited or not, so that its result is dropped. */
export function isDropped(call: SyntaxNode): boolean {
  let node = outermost(call);
  while (node.parent?.type === 'await_expression') node = outermost(node.parent);
  return node.parent?.type === 'expression_statement';
}

const LEAVES = /^(?:expression_statement|return_statement|arrow_function)$/;

/** Whether a node only wraps an expression, as parentheses and casts do. */
export const isTransparent = ({ type }: SyntaxNode): boolean => TRANSPARENT.test(type);

const TRANSPARENT = /^(?:parenthesized_expression|as_expression|satisfies_expression|non_null_expression)$/;
const WAITS = /^(?:await_expression|return_statement|yield_expression)$/;

/** The widest expression that has the value of the call. */
function outermost(call: SyntaxNode): SyntaxNode {
  let node = call;
  while (node.parent && (isTransparent(node.parent) || givesOut(node.parent, node))) node = node.parent;
  return node;
}

/** `known ? verify(a) : verify(b)`, `known && verify(a)`: the part provides the value of the whole. */
const givesOut = (parent: SyntaxNode, part: SyntaxNode): boolean =>
  (parent.type === 'ternary_expression' && child(parent, 'condition') !== part) ||
  (parent.type === 'binary_expression' && child(parent, 'right') === part);

/**
 * Whether the promise that a call returns is never awaited: it is dropped, tested for truthiness, or stored under a
 * name that is not awaited. If it is passed on, the receiver may await it.
 */
export function isNeverAwaited(program: Program, call: SyntaxNode): boolean {
  if (isWaitedFor(call)) return false;
  const { parent } = outermost(call);
  const target = child(parent, 'name') ?? child(parent, 'left');
  if (parent?.type === 'variable_declarator' || parent?.type === 'assignment_expression')
    return target?.type === 'identifier' && !isAwaitedBy(around(program, call), textOf(program, target));
  return parent !== null && DROPS.test(parent.type);
}

/**
 * `verify(request).catch(report)`: the call to `catch` or `finally`, which returns a promise in turn; any other call as
 * it is.
 */
export function caughtBy(program: Program, call: SyntaxNode): SyntaxNode {
  const { parent } = call;
  const method = parent?.type === 'member_expression' ? child(parent, 'property') : null;
  const catches = method !== null && /^(?:catch|finally)$/.test(textOf(program, method));
  return catches && parent?.parent?.type === 'call_expression' ? parent.parent : call;
}

const DROPS = /^(?:expression_statement|unary_expression|binary_expression|ternary_expression|if_statement)$/;

/**
 * Characters on either side of a call within which its promise is awaited, if at all. Bounded because every call of a
 * file may be looked at.
 */
const REACH = 25_000;

const around = ({ text }: Program, { start }: SyntaxNode): string =>
  text.slice(Math.max(0, start - REACH), start + REACH);

const isAwaitedBy = (text: string, name: string): boolean =>
  !/^\w{1,60}$/.test(name) ||
  new RegExp(
    `\\b(?:await|return|yield)\\b[^;\\n]{0,120}(?<!['"])\\b${name}\\b(?!['":])|\\b${name}\\.(?:then|catch|finally)\\b|\\bPromise\\.\\w{1,20}\\(\\s{0,20}\\[[^\\]]{0,300}\\b${name}\\b`,
  ).test(text);
