import type { Conclusion } from '../types.ts';

/** What the comment says as a whole: how the audit ended, or that what it said before is settled. */
export type CommentState = Conclusion | 'resolved';

const STATES: readonly string[] = ['success', 'neutral', 'failure', 'resolved'] satisfies readonly CommentState[];

/** The first line of our comment, by which it is found again; unseen on the page. */
export function renderCommentMarker(sha: string, state: CommentState): string {
  return `<!-- integration-audit:v1 sha=${sha.replaceAll(/[^0-9A-Za-z]/g, '').slice(0, 64)} state=${state} -->`;
}

/** What the marker of a comment of ours says, or null where there is none at its start. */
export function parseCommentMarker(body: string): { sha: string; state: CommentState } | null {
  const [, sha, state] = /^<!-- integration-audit:v1 sha=([0-9A-Za-z]{0,64}) state=([a-z]{1,20}) -->/.exec(body) ?? [];
  return sha === undefined || state === undefined || !STATES.includes(state)
    ? null
    : { sha, state: state as CommentState };
}
