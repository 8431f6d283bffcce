import { z } from 'zod';
import type { AuditJob } from '../queue/audit-job.ts';

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
 * The job of a `pull_request` or `merge_group` event.
 *
 * @param payload as GitHub sent it; only the fields that matter are looked at.
 * @returns null for a payload that is no such event, or that comes from a repository's own webhook instead of an installation.
 */
export function readDeliveredJob(payload: unknown, deliveryId: string): AuditJob | null {
  const { data } = event.safeParse(payload);
  if (data === undefined) return null;
  const { installation, repository, pull_request: pull, merge_group: group } = data;
  const where = { installationId: installation.id, owner: repository.owner.login, repo: repository.name };
  if (group !== undefined)
    return { ...where, headSha: group.head_sha, ...mergeGroup(group.base_sha), deliveryId, checkRunId: null };
  if (pull === undefined) return null;
  return {
    ...where,
    number: pull.number,
    headSha: pull.head.sha,
    pull: { state: pull.state, draft: pull.draft ?? false, baseSha: pull.base.sha },
    updatedAt: Date.parse(pull.updated_at),
    deliveryId,
    checkRunId: null,
  };
}

/** The fields of a job that are particular to a merge group. Its base is the commit that it is stacked on. */
export function mergeGroup(baseSha: string): Pick<AuditJob, 'number' | 'pull' | 'updatedAt'> {
  return { number: null, pull: { state: 'open', draft: false, baseSha }, updatedAt: null };
}
