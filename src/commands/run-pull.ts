import { auditCommits } from '../audit/audit-commits.ts';
import { GitHubError } from '../github/github-errors.ts';
import type { GitHubClient } from '../github/github-client.ts';
import { makeGitHubRepository } from '../github/github-repository.ts';
import { makeRestClient, REST_RETRIES } from '../github/make-rest-client.ts';
import { readPullRequest } from '../github/read-pull-request.ts';
import type { RetryPolicy } from '../github/retry-request.ts';
import { UsageError, type CommandContext, type ExitCode, type AuditFormat } from './command.ts';
import { writeAudit } from './write-audit.ts';

export type PullOptions = { target: string; apiUrl?: string; format: AuditFormat; retry?: RetryPolicy };

/** Audits a pull request over the API exactly as the App does, and posts nothing. */
export async function runPull(context: CommandContext, options: PullOptions): Promise<ExitCode> {
  const { host, owner, repo, number } = parseTarget(options.target);
  // Do not send the token to a host that only the pull request's URL names.
  if (host !== null && host !== 'github.com' && options.apiUrl === undefined)
    throw new UsageError(`Say with --api-url where the API of ${host} is, such as https://${host}/api/v3.`);
  const retry = options.retry ?? REST_RETRIES;
  // In a workflow, a secret that does not exist leaves the variable empty.
  const token = context.env['GITHUB_TOKEN'] || context.env['GH_TOKEN'] || undefined;
  const client = makeRestClient({
    ...(token === undefined ? {} : { token }),
    ...(options.apiUrl === undefined ? {} : { baseUrl: parseApiUrl(options.apiUrl) }),
    onWait: (seconds, limit) => context.progress.step(`waiting ${seconds} s for GitHub's ${limit} rate limit`),
  }) as unknown as GitHubClient;
  try {
    context.progress.step('reading the pull request');
    const pull = await readPullRequest(client, { owner, repo, number, retry });
    const repository = makeGitHubRepository(client, { owner, repo, pull: number, retry });
    const base = (await repository.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha;
    const judged = await auditCommits(await context.engine(), {
      repository,
      name: `${owner}/${repo}`,
      base,
      head: pull.headSha,
      onProgress: context.progress.step,
    });
    return writeAudit(context, judged, options.format);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const { kind, message } = error.trouble;
    const isMissing = kind === 'not-found';
    const sentence = isMissing ? `${owner}/${repo}#${number} is not there, or may not be seen.` : message;
    const asksForToken = token === undefined && (isMissing || kind === 'unauthorized' || kind === 'rate-limited');
    const hint = asksForToken ? ' Set GITHUB_TOKEN for private repositories and a higher limit.' : '';
    throw new UsageError(`${sentence}${hint}`);
  }
}

function parseApiUrl(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw new UsageError(`--api-url takes an address that starts with https://; got ${JSON.stringify(text)}.`);
  return text.replace(/\/+$/, '');
}

/** `acme/shop#12`, or the URL of a pull request or of one of its tabs. */
const TARGET =
  /^(?:https?:\/\/(?<host>[^/]+)\/)?(?<owner>[A-Za-z0-9][A-Za-z0-9-]{0,38})\/(?<repo>[A-Za-z0-9._-]{1,100})(?:#|\/pull\/)(?<number>[1-9]\d{0,8})(?:\/(?:files|commits|checks))?\/?$/;

function parseTarget(text: string): { host: string | null; owner: string; repo: string; number: number } {
  const parts = TARGET.exec(text);
  if (parts === null) throw new UsageError(`${JSON.stringify(text)} names no pull request: write OWNER/REPO#NUMBER.`);
  const { host = null, owner = '', repo = '', number = '' } = parts.groups ?? {};
  return { host, owner, repo, number: Number(number) };
}
