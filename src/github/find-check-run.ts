import { z } from 'zod';

import { CHECK_RUN_NAME } from './fit-check-run-output.ts';
import type { GitHubClient } from './github-client.ts';
import { readAnswer, readPages, requestGitHub } from './request-github.ts';
import type { RetryPolicy } from './retry-request.ts';

export type CheckRun = {
  id: number;
  isCompleted: boolean;
  /** Null while it runs. */
  conclusion: string | null;
  annotations: number;
  externalId: string;
};

const run = z
  .object({
    id: z.number(),
    status: z.string(),
    conclusion: z.string().nullish(),
    external_id: z.string().nullish(),
    output: z.object({ annotations_count: z.number() }),
  })
  .transform(({ id, status, conclusion, external_id, output }): CheckRun => ({
    id,
    isCompleted: status === 'completed',
    conclusion: conclusion ?? null,
    annotations: output.annotations_count,
    externalId: external_id ?? '',
  }));
const runs = z.object({ check_runs: z.array(run) }).transform(({ check_runs }) => check_runs);

const LIST = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs';
const GET = 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}';
/** GitHub keeps 1,000 runs with the same name per suite. */
const MAX_PAGES = 10;

/**
 * Our newest check run of a head, identified by name and, since other Apps may use the same name, by our id of the job.
 *
 * @throws GitHubError
 */
export async function findCheckRun(
  client: GitHubClient,
  place: { owner: string; repo: string; headSha: string; externalId: string; retry?: RetryPolicy },
): Promise<CheckRun | null> {
  let newest: CheckRun | null = null;
  for (const found of await listCheckRuns(client, place)) {
    if (found.externalId === place.externalId && found.id > (newest?.id ?? 0)) newest = found;
  }
  return newest;
}

/**
 * All check runs of a head with our name, in GitHub's order. Other Apps may use the name too.
 *
 * @throws GitHubError
 */
export function listCheckRuns(
  client: GitHubClient,
  { owner, repo, headSha, retry }: { owner: string; repo: string; headSha: string; retry?: RetryPolicy },
): Promise<CheckRun[]> {
  const listed = readPages(client, {
    route: LIST,
    parameters: { owner, repo, ref: headSha, check_name: CHECK_RUN_NAME, filter: 'all' },
    retry,
    read: readAnswer(runs, LIST),
    maxPages: MAX_PAGES,
  });
  return Array.fromAsync(listed);
}

/** Reads the current state of a check run. */
export function readCheckRun(
  client: GitHubClient,
  place: { owner: string; repo: string; id: number; retry?: RetryPolicy },
): Promise<CheckRun> {
  const { owner, repo, id, retry } = place;
  return requestGitHub(client, {
    route: GET,
    parameters: { owner, repo, check_run_id: id },
    retry,
    read: readAnswer(run, GET),
  });
}
