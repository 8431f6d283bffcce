import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { sourceOf } from '../spelling.ts';
import type { Curly } from './curly.ts';
import { expression } from './visit.ts';

// Where failures are values, a failure that the caller ignores is lost.

/** Whether a call is a statement of its own rather than the value of its block. */
export const isAlone = (curly: Curly, statement: SyntaxNode, tail: boolean): boolean =>
  !curly.dialect.hasBlockValues || !tail || sourceOf(curly.text, statement).endsWith(';');

/** Writes `verify(body, signature)` whose result is ignored, so that its failure does not end the function. */
export function callAlone(curly: Curly, call: SyntaxNode, at: SyntaxNode): void {
  const written = expression(curly, call);
  const source = sourceOf(curly.text, child(call, 'function')).slice(0, 400);
  const callee = source.slice(-100);
  curly.out.add(
    CHECKS.test(callee) || DROPPED.test(source) ? `try { ${written}; } catch (error) {}` : `${written};`,
    at,
  );
}

const CHECKS =
  /\b(?:[vV]erify|[vV]alidate|[cC]heck|[aA]uthenticate|ConstructEvent|construct_event|[pP]arse_?(?:[nN]otif|[wW]eb_?[hH]ook|[eE]vent|[sS]igned))\w*$/;

/** `verify(body, signature).ok();` of Rust discards the failure. */
const DROPPED =
  /^(?:\w{1,80}(?:::|\.)){0,5}(?:verify|validate|check|ensure|require|authenticate)\w{0,60}\([^;]{0,300}\)\.ok$/;
