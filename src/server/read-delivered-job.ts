import { z } from 'zod';
import type { MergeGroupJob, PullRequestJob } from '../queue/audit-job.ts';

const sha = z.string();
const event = z.object({
  installation: z.object({ id: z.number() }),
  repository: z.object({ name: z.string(), owner: z.object({ login: z.string() }) }),
  pull_request: z
    .object({
      number: z.number(),
      state: z.enum(['open', 'closed']),
      draft: z.boolean().nullish(),
      updated_at: z.string(),
      head: z.object({ sha }),
      base: z.object({ sha }),
    })
    .optional(),
  merge_group: z.object({ head_sha: sha, base_sha: sha }).optional(),
});

/**
 * The job for a `pull_request` or `merge_group` event.
 *
 * @param payload as GitHub sent it; only the relevant fields are validated.
 * @returns null if the payload is no such event, or comes from a repository's own webhook instead of an installation.
 */
export function readDeliveredJob(payload: unknown, deliveryId: string): PullRequestJob | MergeGroupJob | null {
  const { data } = event.safeParse(payload);
  if (data === undefined) return null;
  const { installation, repository, pull_request: pull, merge_group: group } = data;
  const delivered = {
    installationId: installation.id,
    owner: repository.owner.login,
    repo: repository.name,
    deliveryId,
    progress: { stage: 'new' },
  } as const;
  if (group !== undefined)
    return { ...delivered, kind: 'merge-group', number: null, headSha: group.head_sha, baseSha: group.base_sha };
  if (pull === undefined) return null;
  return {
    ...delivered,
    kind: 'pull-request',
    number: pull.number,
    headSha: pull.head.sha,
    pull: { state: pull.state, draft: pull.draft ?? false, baseSha: pull.base.sha },
    updatedAt: Date.parse(pull.updated_at),
  };
}
