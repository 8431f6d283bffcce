import type { CheckRunOutput } from '../check-run-types.ts';

/** Why an audit ended without a verdict. */
export type Interruption =
  | { kind: 'superseded' }
  | { kind: 'shutdown' }
  /** `trouble` is a sentence about GitHub's answer; null if the fault is ours. */
  | { kind: 'failed'; deliveryId: string; trouble: string | null };

/**
 * The check run of an audit without a verdict. It is never successful, never left in progress, and always says what to
 * do.
 */
export function renderInterruption(interruption: Interruption): CheckRunOutput {
  const output = { text: null, annotations: [] };
  if (interruption.kind === 'superseded') {
    return {
      ...output,
      conclusion: 'cancelled',
      title: 'Superseded by a newer push',
      summary: 'The pull request has a newer head; that one is audited instead.',
    };
  }
  if (interruption.kind === 'shutdown') {
    return {
      ...output,
      conclusion: 'neutral',
      title: 'Not audited: the service was restarted',
      summary: 'The audit was interrupted by a restart. Use **Re-run** to audit this commit.',
    };
  }
  const { deliveryId, trouble } = interruption;
  const cause = trouble ?? 'Something unexpected went wrong on our side.';
  return {
    ...output,
    conclusion: 'neutral',
    title: 'Not audited: the audit could not be completed',
    summary: `${cause}\n\nThis commit was not judged. Use **Re-run** to try again. If this persists, give the App's operator this delivery id: \`${deliveryId.replaceAll('`', '')}\`.`,
  };
}
