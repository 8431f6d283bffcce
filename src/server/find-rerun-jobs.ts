import { CHECK_RUN_NAME } from '../github/fit-check-run-output.ts';
import { parseExternalId, type AuditJob, type AuditSubject } from '../queue/audit-job.ts';
import { readRerun, type Rerun } from './read-rerun.ts';

export type HeadPlace = { installationId: number; owner: string; repo: string; headSha: string };

/** What has to be asked of GitHub where the event does not tell. */
export type RerunLookup = {
  /** The external ids of our check runs of a head, newest first. */
  findExternalIds: (where: HeadPlace) => Promise<readonly string[]>;
  /** The open pull requests of a head commit: GitHub names none in the events of a fork's push. */
  findPullRequests: (where: HeadPlace) => Promise<readonly number[]>;
};

/**
 * The jobs that a `check_run` or `check_suite` event asks for: what our check runs of its head are about. GitHub leaves it to us
 * to complete anew what it has set back, whatever became of the pull request since.
 *
 * @returns null for what is no such event.
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
  const { run, numbers: _named, ...where } = rerun;
  // A suite's re-run is sent to its own App alone; a run's may name any run of the suite.
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
  const { run, numbers: named } = rerun;
  const ids = run === null ? await lookup.findExternalIds(where) : [run.externalId];
  const told = ids.flatMap((id) => parseExternalId(id) ?? []);
  if (run !== null && told.length > 0) return told;
  const numbers = named.length > 0 ? named : await lookup.findPullRequests(where);
  const all: RerunSubject[] = [...told, ...numbers.map((number) => ({ number, baseSha: null }))];
  // Of several runs of one pull request the newest tells the base.
  const first = new Map<number | string | null, RerunSubject>();
  for (const subject of all) {
    const key = subject.number ?? subject.baseSha;
    if (!first.has(key)) first.set(key, subject);
  }
  return [...first.values()];
}
