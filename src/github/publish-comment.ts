import { z } from 'zod';

import { COMMENT_MARKER_START } from '../core/comment-marker-start.ts';
import { cutCharacters } from './fit-check-run-output.ts';
import type { GitHubClient } from './github-client.ts';
import { isTroubleOf } from './github-errors.ts';
import { readAnswer, readPages, requestGitHub } from './request-github.ts';
import type { RetryPolicy } from './retry-request.ts';

export type CommentPlace = {
  owner: string;
  repo: string;
  number: number;
  appId: number;
  /** `<slug>[bot]` */
  botLogin: string;
  retry?: RetryPolicy;
};

/**
 * Our comment, the oldest if there are several. `duplicates` are the ids of the others, which concurrent processes can
 * create.
 */
export type OwnComment = { id: number; body: string; duplicates: readonly number[] };

export type CommentOutcome = 'created' | 'updated' | 'unchanged';

/** `Body is too long (maximum is 65536 characters)` */
const MAX_BODY = 65_536;
/** 30,000 comments. No useful pull request has more. */
const MAX_PAGES = 300;

const LIST = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
const CREATE = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
const UPDATE = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
const DELETE = 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}';

const comment = z.object({
  id: z.number(),
  body: z.string().nullish(),
  user: z.object({ login: z.string(), type: z.string().nullish() }).nullish(),
  performed_via_github_app: z.object({ id: z.number() }).nullish(),
});
const comments = z.array(comment);
const written = z.object({ id: z.number() });

/**
 * Finds our comment on a pull request, on all pages. It must contain the marker and be written by the App or its bot,
 * because anyone can quote the marker.
 *
 * @throws GitHubError
 */
export async function findOwnComment(client: GitHubClient, place: CommentPlace): Promise<OwnComment | null> {
  const { owner, repo, number, retry } = place;
  const own: { id: number; body: string }[] = [];
  const listed = readPages(client, {
    route: LIST,
    parameters: { owner, repo, issue_number: number },
    retry,
    read: readAnswer(comments, LIST),
    maxPages: MAX_PAGES,
  });
  for await (const { id, body, user, performed_via_github_app: app } of listed) {
    const isByUs = app?.id === place.appId || (user?.login === place.botLogin && user.type === 'Bot');
    if (isByUs && body?.includes(COMMENT_MARKER_START) === true) own.push({ id, body });
  }
  own.sort((a, b) => a.id - b.id);
  const [oldest, ...younger] = own;
  return oldest === undefined ? null : { ...oldest, duplicates: younger.map(({ id }) => id) };
}

/**
 * Makes `body` the text of our comment: creates it, edits it only if its text differs, and deletes our duplicates.
 *
 * @param previous the current result of `findOwnComment`
 * @throws GitHubError
 */
export async function publishComment(
  client: GitHubClient,
  place: CommentPlace,
  body: string,
  previous: OwnComment | null,
): Promise<CommentOutcome> {
  for (const id of previous?.duplicates ?? []) await deleteComment(client, place, id);
  const text = fitBody(body);
  if (previous === null) return createComment(client, place, text);
  if (isSameText(previous.body, text)) return 'unchanged';
  try {
    return await updateComment(client, place, previous.id, text);
  } catch (error) {
    // Someone has deleted it since it was found.
    if (!isGone(error)) throw error;
    return createComment(client, place, text);
  }
}

async function createComment(client: GitHubClient, place: CommentPlace, body: string): Promise<CommentOutcome> {
  const { owner, repo, number, retry } = place;
  const read = readAnswer(written, CREATE);
  return requestGitHub<CommentOutcome>(client, {
    route: CREATE,
    parameters: { owner, repo, issue_number: number, body },
    retry,
    read: (response) => (read(response), 'created'),
    isSafe: false,
    findDone: async () => ((await findOwnComment(client, place)) === null ? null : 'created'),
  });
}

function updateComment(client: GitHubClient, place: CommentPlace, id: number, body: string): Promise<CommentOutcome> {
  const { owner, repo, retry } = place;
  const parameters = { owner, repo, comment_id: id, body };
  return requestGitHub<CommentOutcome>(client, {
    route: UPDATE,
    parameters,
    retry,
    read: () => 'updated',
    isSafe: true,
  });
}

async function deleteComment(client: GitHubClient, place: CommentPlace, id: number): Promise<void> {
  const { owner, repo, retry } = place;
  const parameters = { owner, repo, comment_id: id };
  try {
    await requestGitHub(client, { route: DELETE, parameters, retry, read: () => true, isSafe: true });
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

function isGone(error: unknown): boolean {
  return isTroubleOf(error, ['not-found', 'gone']);
}

/** GitHub may return other line ends and trailing white space than it received. */
function isSameText(a: string, b: string): boolean {
  return normalise(a) === normalise(b);
}

function normalise(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}

/** Cuts the body to GitHub's limit, but keeps the marker, without which the comment would not be found again. */
function fitBody(body: string): string {
  if (body.length <= MAX_BODY) return body;
  const start = body.indexOf(COMMENT_MARKER_START);
  const end = start < 0 ? -1 : body.indexOf('-->', start);
  const marker = end < 0 ? '' : body.slice(start, end + 3);
  const kept = cutCharacters(body, MAX_BODY - marker.length - 2);
  return kept.includes(marker) ? kept : `${kept}\n\n${marker}`;
}
