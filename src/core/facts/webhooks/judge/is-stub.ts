import { child, nodesOfType } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { isCheckName } from './state/names.ts';
import { bare, FUNCTIONS, textOf } from './program/program.ts';
import type { Program } from './program/program.ts';
import type { Walked } from './verdict-of.ts';

/**
 * Whether a function named for a check accepts everything, `verifyAcme() { return true; }`, or everything that is
 * present, `if (!signature) return false; return true;`.
 */
export function isStub({ run, result }: Walked, fn: SyntaxNode, name: string): boolean {
  if (!isCheckName(name) || run.checks.length + run.candidates.length > 0 || !result?.truthy.possible) return false;
  return (
    (result.text === 'true' && !result.falsy.possible) || (run.program.language.shared && asksNobody(run.program, fn))
  );
}

/** Whether a comparison of this file accepts whatever it receives: `const safeEqual = (a, b) => true`. */
export const acceptsAll = (program: Program, fn: SyntaxNode): boolean =>
  textOf(program, bare(child(fn, 'body') ?? fn)) === 'true' || asksNobody(program, fn);

/** It returns only literals, calls nothing but a logger, and compares its arguments with nothing but literals. */
function asksNobody(program: Program, handler: SyntaxNode): boolean {
  const fn = bare(handler);
  if (!FUNCTIONS.has(fn.type) && fn.type !== 'method_definition') return false;
  const answers = nodesOfType(fn, RETURNS).map((node) => textOf(program, node.children[0] ?? node));
  return (
    answers.includes('true') &&
    answers.every((each) => ANSWER.test(each)) &&
    nodesOfType(fn, DOES).every((node) => isLog(program, node) || isPresence(program, node))
  );
}

const RETURNS = new Set(['return_statement']);
const DOES = new Set(['call_expression', 'new_expression', 'binary_expression', 'for_in_statement', 'while_statement']);

/** `true`, `false`, nothing, or a test of the environment. */
const ANSWER = /^(?:true|false|null|return;?|\(*process\.env\.NODE_ENV [!=]==? '[\w-]{1,30}'\)*)$/;

/** `logger.warn('no signature')` */
const isLog = (program: Program, node: SyntaxNode): boolean =>
  node.type === 'call_expression' && LOG.test(textOf(program, child(node, 'function') ?? node));

const LOG = /^(?:this\.)?(?:_?(?:console|log|logger|logging|Log|Rails\.logger)\.\w{1,20}|print|puts)$/;

/** `!secret || !signature`, `secret == ''`, `a.length !== b.length`: tests presence only, or lengths. */
function isPresence(program: Program, node: SyntaxNode): boolean {
  if (node.type !== 'binary_expression') return false;
  const sides = [child(node, 'left'), child(node, 'right')];
  return (
    JOINS.test(textOf(program, child(node, 'operator') ?? node)) ||
    sides.some((side) => side && isLiteral(side)) ||
    sides.every((side) => side && LENGTH.test(textOf(program, side)))
  );
}

const LENGTH = /\.length$/;
const JOINS = /^(?:&&|\|\||\?\?)$/;

const isLiteral = ({ type }: SyntaxNode): boolean => /^(?:string|number|null|true|false|undefined)$/.test(type);
