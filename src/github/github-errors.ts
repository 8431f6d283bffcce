type Answer = { status: number | null; message: string };

/** Why a call to GitHub failed. `message` is one sentence without secrets. */
export type GitHubTrouble =
  | (Answer & { kind: 'not-found' | 'unauthorized' | 'gone' | 'unprocessable' })
  /**
   * `permissions` are those that the call needs according to GitHub (`x-accepted-github-permissions`): `checks=write`.
   */
  | (Answer & { kind: 'forbidden'; permissions: string | null })
  /** `retryAt` is in milliseconds since the epoch, by the clock that the caller passed. */
  | (Answer & { kind: 'rate-limited'; retryAt: number; limit: 'primary' | 'secondary' })
  /** 5xx, no connection, a timeout or a malformed response. It is unknown whether GitHub did the work. */
  | (Answer & { kind: 'unavailable' });

/** The only error that this folder throws deliberately. Any other is a bug. */
export class GitHubError extends Error {
  readonly trouble: GitHubTrouble;

  constructor(trouble: GitHubTrouble, cause?: unknown) {
    super(trouble.message, { cause });
    this.name = 'GitHubError';
    this.trouble = trouble;
  }
}

/** Whether an error is of one of these kinds, for callers that can handle them. */
export function isTroubleOf(error: unknown, kinds: readonly GitHubTrouble['kind'][]): error is GitHubError {
  return error instanceof GitHubError && kinds.includes(error.trouble.kind);
}

/** The part of octokit's RequestError that is used here. `response` is absent if none arrived. */
type RequestFailure = Error & {
  status: number;
  response?: { headers?: Record<string, string | number | undefined>; data?: unknown };
};

/** Wait for a secondary limit without a time, for which GitHub recommends at least one minute. */
const DEFAULT_WAIT_MS = 60_000;
const MAX_MESSAGE_LENGTH = 200;

/**
 * Interprets an error of octokit; null for any other error, which is a bug of ours and must be rethrown.
 *
 * @param route the call: `GET /repos/acme/shop`
 * @param now milliseconds since the epoch
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function readTrouble(error: unknown, route: string, now: number): GitHubTrouble | null {
  if (error instanceof GitHubError) return error.trouble;
  if (isAborted(error))
    return { kind: 'unavailable', status: null, message: `GitHub did not answer ${route} in time.` };
  if (!isRequestFailure(error)) return null;
  if (error.response === undefined) {
    const message = `GitHub could not be reached for ${route} (${cleanMessage(error.message)}).`;
    return { kind: 'unavailable', status: null, message };
  }
  const headers = error.response.headers ?? {};
  const message = `GitHub answered ${error.status} to ${route} (${cleanMessage(error.message)}).`;
  const answer = { status: error.status, message };
  const limit = findLimit(error, headers);
  if (limit !== null) return { ...answer, kind: 'rate-limited', limit, retryAt: findRetryTime(headers, now) };
  if (error.status === 403) {
    const permissions = headers['x-accepted-github-permissions'];
    return { ...answer, kind: 'forbidden', permissions: permissions === undefined ? null : String(permissions) };
  }
  return { ...answer, kind: kindOfStatus(error.status) };
}

function kindOfStatus(status: number): 'not-found' | 'unauthorized' | 'gone' | 'unprocessable' | 'unavailable' {
  if (status === 401) return 'unauthorized';
  if (status === 404) return 'not-found';
  if (status === 410 || status === 451) return 'gone';
  return status >= 400 && status < 500 && status !== 408 ? 'unprocessable' : 'unavailable';
}

/** A 403 is only a rate limit if it says so. Otherwise a permission is missing. */
function findLimit(error: RequestFailure, headers: Record<string, unknown>): 'primary' | 'secondary' | null {
  if (error.status !== 403 && error.status !== 429) return null;
  if (/secondary rate|abuse detection/iu.test(error.message)) return 'secondary';
  if (String(headers['x-ratelimit-remaining']) === '0') return 'primary';
  if (error.status === 429 || headers['retry-after'] !== undefined) return 'secondary';
  return null;
}

function findRetryTime(headers: Record<string, unknown>, now: number): number {
  const after = Number(headers['retry-after'] ?? Number.NaN);
  if (Number.isFinite(after) && after >= 0) return now + after * 1000;
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  if (String(headers['x-ratelimit-remaining']) !== '0' || !Number.isFinite(reset)) return now + DEFAULT_WAIT_MS;
  // Uses GitHub's clock, because ours may be wrong, and adds a second, because both times are truncated to seconds.
  const sent = Date.parse(String(headers['date'] ?? ''));
  const wait = reset * 1000 - (Number.isNaN(sent) ? now : sent);
  return now + Math.max(0, wait) + 1000;
}

function isAborted(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
}

function isRequestFailure(error: unknown): error is RequestFailure {
  return (
    error instanceof Error && error.name === 'HttpError' && typeof (error as { status?: unknown }).status === 'number'
  );
}

/** GitHub's message on one line, cut, and without anything that looks like a token. */
function cleanMessage(message: string): string {
  const line = message.slice(0, 4 * MAX_MESSAGE_LENGTH).replaceAll(/\s+/gu, ' ');
  return line.replaceAll(/\b(?:gh[a-z]_|github_pat_|v1\.)\w{8,}/gu, '…').slice(0, MAX_MESSAGE_LENGTH);
}
