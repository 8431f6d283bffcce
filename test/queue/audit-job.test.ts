import { expect, test } from 'vitest';

import { externalId, jobKey, parseExternalId, type AuditJob } from '../../src/queue/audit-job.ts';

const BASE = 'b'.repeat(40);
const JOB: AuditJob = {
  installationId: 1,
  owner: 'Acme',
  repo: 'Shop',
  number: 7,
  headSha: 'a'.repeat(40),
  pull: null,
  updatedAt: null,
  deliveryId: 'guid',
  checkRunId: null,
};
const RERUN: AuditJob = { ...JOB, rerun: { baseSha: null } };

test.each([
  ["a pull request's", { number: 7, baseSha: BASE }, JOB, `pr=7 base=${BASE}`],
  ["a merge group's", { number: null, baseSha: BASE }, { ...JOB, number: null }, `merge-group=${BASE}`],
  ['that of a re-run', { number: 7, baseSha: BASE }, RERUN, `pr=7 base=${BASE} rerun=guid`],
  ['that of a re-run of a merge group', { number: null, baseSha: BASE }, RERUN, `merge-group=${BASE} rerun=guid`],
])('the id of %s check run tells what it is about', (_name, subject, job, id) => {
  expect([externalId(subject, job), parseExternalId(id)]).toEqual([id, subject]);
});

test.each(['', 'pr=7', `pr= base=${BASE}`, 'pr=7 base=main', `pr=7 base=${BASE}!`, `build pr=7 base=${BASE}`])(
  'the id %j is none of ours',
  (id) => {
    expect(parseExternalId(id)).toBeNull();
  },
);

test('jobs of one pull request follow each other, whatever their head; those of re-runs and merge groups go by head', () => {
  expect([jobKey(JOB), jobKey(RERUN), jobKey({ ...JOB, number: null })]).toEqual([
    'acme/shop#7',
    `acme/shop#7@${JOB.headSha}`,
    `acme/shop@${JOB.headSha}`,
  ]);
});
