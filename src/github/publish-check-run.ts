import { z } from 'zod';

import type { Annotation, CheckRunOutput } from '../core/check-run-types.ts';
import { CHECK_RUN_NAME, fitCheckRunOutput } from './fit-check-run-output.ts';
import { findCheckRun, readCheckRun } from './find-check-run.ts';
import type { GitHubClient } from './github-client.ts';
import { GitHubError } from './github-errors.ts';
import { readAnswer, requestGitHub } from './request-github.ts';
import type { RetryPolicy } from './retry-request.ts';

export type CheckRunStart = {
  owner: string;
  repo: string;
  headSha: string;
  /** Our id of the job, which GitHub's events return and by which the run is found. */
  externalId: string;
  /** The job was tried before. Its check run is reused if it was never completed. */
  resume?: boolean;
  retry?: RetryPolicy;
};

export type CheckRunPlace = {
  owner: string;
  repo: string;
  id: number;
  /** The run may have annotations from an earlier try, which are counted and not sent again. */
  resume?: boolean;
  retry?: RetryPolicy;
};

const CREATE = 'POST /repos/{owner}/{repo}/check-runs';
const UPDATE = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}';
/** Annotations per request. GitHub rejects more with 422. */
const BATCH = 50;

const created = z.object({ id: z.number() }).transform(({ id }) => id);

/** Added to the summary if GitHub only accepts the result without annotations, or without texts. */
export const ANNOTATIONS_REFUSED = 'GitHub refused the annotations of this run, so its findings are listed here only.';
export const OUTPUT_REFUSED = 'GitHub refused the texts of this run. Its conclusion stands.';

/**
 * Starts the check run of a head, `in_progress`. If the response is lost, the run is looked up before another is
 * created.
 *
 * @returns the run's id
 * @throws GitHubError
 */
export async function startCheckRun(client: GitHubClient, start: CheckRunStart): Promise<number> {
  const { owner, repo, headSha, externalId, retry } = start;
  const findStarted = async (): Promise<number | null> => {
    const found = await findCheckRun(client, start);
    return found === null || found.isCompleted ? null : found.id;
  };
  const known = start.resume === true ? await findStarted() : null;
  if (known !== null) return known;
  return requestGitHub(client, {
    route: CREATE,
    parameters: {
      owner,
      repo,
      name: CHECK_RUN_NAME,
      head_sha: headSha,
      external_id: externalId,
      status: 'in_progress',
    },
    retry,
    read: readAnswer(created, CREATE),
    isSafe: false,
    findDone: findStarted,
  });
}

/**
 * Completes a check run. Annotations are sent in batches of 50, each once: GitHub appends those of every update, so
 * after a lost response the run is read before the batch is repeated. If GitHub rejects the output (because of a path,
 * for example), the run is completed without annotations, and finally without texts, so that it is never left in
 * progress.
 *
 * @throws GitHubError
 */
export async function completeCheckRun(
  client: GitHubClient,
  place: CheckRunPlace,
  output: CheckRunOutput,
): Promise<void> {
  const fitted = fitCheckRunOutput(output);
  const summary = `${ANNOTATIONS_REFUSED}\n\n${fitted.summary}`;
  const bare = { ...fitted, summary: OUTPUT_REFUSED, text: null, annotations: [] };
  const isPlain = fitted.annotations.length === 0;
  const tries = isPlain ? [fitted, bare] : [fitted, fitCheckRunOutput({ ...fitted, summary, annotations: [] }), bare];
  for (const [index, attempt] of tries.entries()) {
    try {
      await sendOutput(client, place, attempt);
      return;
    } catch (error) {
      const isRefused = error instanceof GitHubError && error.trouble.status === 422;
      if (!isRefused || index === tries.length - 1) throw error;
    }
  }
}

async function sendOutput(client: GitHubClient, place: CheckRunPlace, output: CheckRunOutput): Promise<void> {
  let sent = place.resume === true ? (await readCheckRun(client, place)).annotations : 0;
  // An earlier try may have sent more annotations than there are now. They cannot be removed.
  sent = Math.min(sent, output.annotations.length);
  do {
    const batch = output.annotations.slice(sent, sent + BATCH);
    const isLast = sent + batch.length === output.annotations.length;
    await sendBatch(client, place, output, { batch, total: sent + batch.length, isLast });
    sent += batch.length;
    if (isLast) return;
  } while (sent < output.annotations.length);
}

type Batch = { batch: readonly Annotation[]; total: number; isLast: boolean };

function sendBatch(client: GitHubClient, place: CheckRunPlace, output: CheckRunOutput, part: Batch): Promise<true> {
  const { owner, repo, id, retry } = place;
  const { title, summary, text, conclusion } = output;
  return requestGitHub<true>(client, {
    route: UPDATE,
    parameters: {
      owner,
      repo,
      check_run_id: id,
      ...(part.isLast ? { status: 'completed', conclusion } : { status: 'in_progress' }),
      output: {
        title,
        summary,
        ...(text !== null && { text }),
        ...(part.batch.length > 0 && { annotations: part.batch }),
      },
    },
    retry,
    read: () => true,
    isSafe: part.batch.length === 0,
    async findDone() {
      const run = await readCheckRun(client, place);
      return run.annotations >= part.total && (run.isCompleted || !part.isLast) ? true : null;
    },
  });
}
