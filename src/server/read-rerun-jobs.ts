import { z } from 'zod';
import { CHECK_RUN_NAME } from '../github/fit-check-run-output.ts';
import { makeRerunJob, parseExternalId, type RerunJob, type RerunSearch } from '../queue/audit-job.ts';

const check = {
  head_sha: z.string(),
  pull_requests: z.array(z.object({ number: z.number() }).nullable()),
};
const event = z.object({
  installation: z.object({ id: z.number() }),
  repository: z.object({ name: z.string(), owner: z.object({ login: z.string() }) }),
  check_run: z.object({ ...check, name: z.string(), external_id: z.string().nullish() }).optional(),
  check_suite: z.object(check).optional(),
});

/**
 * The jobs that a `check_run` or `check_suite` event requests, for our check runs of its head. GitHub resets the runs
 * and leaves it to us to complete them again, whatever the state of the pull request.
 *
 * @param payload as GitHub sent it; only the relevant fields are validated.
 * @returns one `rerun-search` if the event does not contain enough; null if the payload is no such event.
 * @see https://docs.github.com/en/rest/checks/runs#rerequest-a-check-run
 */
export function readRerunJobs(payload: unknown, deliveryId: string): (RerunJob | RerunSearch)[] | null {
  const { data } = event.safeParse(payload);
  const named = data?.check_run ?? data?.check_suite;
  if (data === undefined || named === undefined) return null;
  const { installation, repository, check_run: run } = data;
  // GitHub sends the re-run of a suite only to its App, but that of a run may be for another App's run.
  if (run !== undefined && run.name !== CHECK_RUN_NAME) return [];
  const head = {
    installationId: installation.id,
    owner: repository.owner.login,
    repo: repository.name,
    headSha: named.head_sha,
    deliveryId,
    progress: { stage: 'new' },
  } as const;
  const subject = parseExternalId(run?.external_id ?? '');
  if (subject !== null) return [makeRerunJob(head, subject)];
  const pullNumbers = named.pull_requests.flatMap((pull) => (pull === null ? [] : [pull.number]));
  if (run === undefined || pullNumbers.length === 0)
    return [{ ...head, kind: 'rerun-search', number: null, pullNumbers }];
  return pullNumbers.map((number) => makeRerunJob(head, { number, baseSha: null }));
}
