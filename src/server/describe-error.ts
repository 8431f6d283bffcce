import { GitHubError } from '../github/github-errors.ts';

/** Characters of an error's message and stack that are logged. */
const MAX_TEXT = 4_000;

/**
 * The fields of an error that may be logged: name, message and stack. Never the others: octokit's errors contain the
 * request with its token, those of unsigned webhooks the whole body that a stranger sent.
 */
export function describeError(error: unknown): Record<string, string | number | null> {
  if (!(error instanceof Error)) return { error: 'unknown', message: String(error).slice(0, MAX_TEXT) };
  if (error instanceof GitHubError) {
    const { kind, status, message } = error.trouble;
    const told = { error: error.name, message, kind, status };
    return error.trouble.kind === 'forbidden' ? { ...told, needs: error.trouble.permissions } : told;
  }
  return {
    error: error.name,
    message: error.message.slice(0, MAX_TEXT),
    stack: error.stack?.slice(0, MAX_TEXT) ?? null,
  };
}
