import type { WebhookFact } from '../../webhook-types.ts';
import { nodesOfType, type SyntaxNode } from './syntax.ts';

const ERRORS = new Set(['ERROR']);

/** The same handlers, unknown where the grammar did not understand a part of them: that part may be what verifies. */
export function doubtMisread(handlers: readonly WebhookFact[], root: SyntaxNode): WebhookFact[] {
  const errors = handlers.length > 0 ? nodesOfType(root, ERRORS) : [];
  return handlers.map((fact) => {
    const isWithin = errors.some(({ line, endLine }) => line <= fact.endLine && endLine >= fact.line);
    if (fact.verification === 'verified' || !isWithin) return fact;
    const { otherwise: _, ...rest } = fact;
    return { ...rest, verification: 'unknown', why: 'syntax-error', delegations: [] };
  });
}
