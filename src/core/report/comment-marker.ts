import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Audit, Conclusion, Finding } from '../audit-types.ts';
import { COMMENT_MARKER_START } from '../comment-marker-start.ts';
import { isSecretKey } from '../is-secret-key.ts';

/**
 * The state of the comment as a whole: the conclusion, that secrets leak or leaked in an earlier version, or that
 * everything it reported is resolved.
 */
export type CommentState = Conclusion | 'leaked' | 'resolved';

const STATES: readonly string[] = [
  'success',
  'neutral',
  'failure',
  'leaked',
  'resolved',
] satisfies readonly CommentState[];

export type CommentMarker = { sha: string; state: CommentState; content: string };

/** The first line of our comment, which identifies it. Not visible on the page. */
export function renderCommentMarker(audit: Pick<Audit, 'head' | 'findings' | 'change'>, state: CommentState): string {
  const sha = audit.head.replaceAll(/[^0-9A-Za-z]/g, '').slice(0, 64);
  return `${COMMENT_MARKER_START}sha=${sha} state=${state} content=${contentOf(audit, state)} -->`;
}

/**
 * The state of a comment on an audit. It stays `leaked` until the comment is resolved, and then the text asks to revoke
 * the secrets.
 */
export function commentStateOf(
  { conclusion, findings }: Pick<Audit, 'conclusion' | 'findings'>,
  previous: CommentState | null = null,
): CommentState {
  return previous === 'leaked' || findings.some(isLeakedSecret) ? 'leaked' : conclusion;
}

function isLeakedSecret({ check, severity, keyClass }: Finding): boolean {
  return check === 'leaked-key' && severity !== 'notice' && isSecretKey(keyClass);
}

/** Parses the marker at the start of our comment; null if there is none. */
export function parseCommentMarker(body: string): CommentMarker | null {
  if (!body.startsWith(COMMENT_MARKER_START)) return null;
  const fields = /^sha=([0-9A-Za-z]{0,64}) state=([a-z]{1,20}) content=([0-9a-f]{16}) -->/;
  const [, sha, state, content] = fields.exec(body.slice(COMMENT_MARKER_START.length)) ?? [];
  if (sha === undefined || state === undefined || content === undefined || !STATES.includes(state)) return null;
  return { sha, state: state as CommentState, content };
}

/**
 * True if two comments say the same about a pull request. Moved lines and a newer commit in the links do not matter:
 * the comment is not updated for them, and the old links stay valid for their commit.
 */
export function saysTheSame(previous: string, body: string): boolean {
  const [before, now] = [parseCommentMarker(previous), parseCommentMarker(body)];
  return before !== null && now !== null && before.content === now.content;
}

/** A digest of what is said: the state, each finding with its severity, and the removed providers. */
function contentOf({ findings, change }: Pick<Audit, 'findings' | 'change'>, state: CommentState): string {
  const said =
    state === 'resolved' ? [] : findings.map((f) => `${f.code} ${f.severity} ${f.provider} ${f.fingerprint} ${f.path}`);
  const gone = change.removed.map((i) => i.provider);
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([state, said.toSorted(), gone.toSorted()])))).slice(0, 16);
}
