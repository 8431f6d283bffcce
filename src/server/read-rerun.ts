import { z } from 'zod';

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

/** What a re-run event names. */
export type Rerun = {
  installationId: number;
  owner: string;
  repo: string;
  headSha: string;
  /** Null for the re-run of a whole suite, which GitHub sends to the suite's App only. */
  run: { name: string; externalId: string } | null;
  /** The pull requests that GitHub names: never those of forks. */
  numbers: readonly number[];
};

/**
 * Reads a `check_run` or `check_suite` event.
 *
 * @param payload as GitHub sent it; only the fields that matter are looked at.
 * @returns null for a payload that is no such event.
 */
export function readRerun(payload: unknown): Rerun | null {
  const { data } = event.safeParse(payload);
  const named = data?.check_run ?? data?.check_suite;
  if (data === undefined || named === undefined) return null;
  const { installation, repository, check_run: run } = data;
  return {
    installationId: installation.id,
    owner: repository.owner.login,
    repo: repository.name,
    headSha: named.head_sha,
    run: run === undefined ? null : { name: run.name, externalId: run.external_id ?? '' },
    numbers: named.pull_requests.flatMap((pull) => (pull === null ? [] : [pull.number])),
  };
}
