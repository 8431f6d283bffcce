import { CHECK_RUN_NAME } from '../github/fit-check-run-output.ts';
import { parseExternalId, type AuditJob, type AuditSubject } from '../queue/audit-job.ts';
import { readRerun, type Rerun } from './read-rerun.ts';

export type HeadPlace = { installationId: number; owner: string; repo: string; headSha: string };

/** What GitHub has to be asked, as the events do not say it. */
export type RerunLookup = {
  /** The external ids of our check runs of a head, newest first. */
  findExternalIds: (where: HeadPlace) => Promise<readonly string[]>;
  /** The open pull requests of a head commit: GitHub names none in the events of a fork's push. */
  findPullRequests: (where: HeadPlace) => Promise<readonly number[]>;
};

/**
 * The jobs that a `check_run` or `check_suite` event asks for: those of our check runs of its head. GitHub resets the runs and
 * leaves it to us to complete them again, whatever became of the pull request since.
 *
 * @returns null for a payload that is no such event.
 * @throws GitHubError
 * @see https://docs.github.com/en/rest/checks/runs#rerequest-a-check-run
 */
export async function findRerunJobs(
  payload: unknown,
  deliveryId: string,
  lookup: RerunLookup,
): Promise<AuditJob[] | null> {
  const rerun = readRerun(payload);
  if (rerun === null) return null;
  const { run, numbers: _numbers, ...where } = rerun;
  // GitHub sends a suite's re-run to its App only, but that of a run may name another App's run of the suite.
  if (run !== null && run.name !== CHECK_RUN_NAME) return [];
  const subjects = await findSubjects(rerun, where, lookup);
  return subjects.map(({ number, baseSha }) => ({
    ...where,
    number,
    pull: number === null && baseSha !== null ? { state: 'open', draft: false, baseSha } : null,
    updatedAt: null,
    deliveryId: `${deliveryId}/${number ?? baseSha}`,
    checkRunId: null,
    rerun: { baseSha },
  }));
}

type RerunSubject = Pick<AuditSubject, 'number'> & { baseSha: string | null };

async function findSubjects(rerun: Rerun, where: HeadPlace, lookup: RerunLookup): Promise<RerunSubject[]> {
  const { run } = rerun;
  const ids = run === null ? await lookup.findExternalIds(where) : [run.externalId];
  const known = ids.flatMap((id) => parseExternalId(id) ?? []);
  if (run !== null && known.length > 0) return known;
  const numbers = rerun.numbers.length > 0 ? rerun.numbers : await lookup.findPullRequests(where);
  const all: RerunSubject[] = [...known, ...numbers.map((number) => ({ number, baseSha: null }))];
  // The runs come newest first, and of several for one pull request the newest has the base to audit against.
  const first = new Map<number | string | null, RerunSubject>();
  for (const subject of all) {
    const key = subject.number ?? subject.baseSha;
    if (!first.has(key)) first.set(key, subject);
  }
  return [...first.values()];
}
