import type { WebhookFact } from '../../webhook-types.ts';
import { nodesOfType, type SyntaxNode } from './syntax.ts';

const ERRORS = new Set(['ERROR']);

/**
 * The same handlers, but `unknown` where a syntax error lies within one: the part that was not parsed may verify.
 * Verified handlers stay as they are.
 */
export function doubtMisread(handlers: readonly WebhookFact[], root: SyntaxNode): WebhookFact[] {
  const errors = handlers.length > 0 ? nodesOfType(root, ERRORS) : [];
  return handlers.map((fact) => {
    const isWithin = errors.some(({ line, endLine }) => line <= fact.endLine && endLine >= fact.line);
    if (fact.verification === 'verified' || !isWithin) return fact;
    const { otherwise: _, ...rest } = fact;
    return { ...rest, verification: 'unknown', why: 'syntax-error', delegations: [] };
  });
}
