import { expect, test } from 'vitest';

import { externalId, jobKey, parseExternalId, type AuditJob, type Job } from '../../src/queue/audit-job.ts';

const BASE = 'b'.repeat(40);
const DELIVERED = {
  installationId: 1,
  owner: 'Acme',
  repo: 'Shop',
  headSha: 'a'.repeat(40),
  deliveryId: 'guid',
  progress: { stage: 'new' },
} as const;
const PULL: AuditJob = { ...DELIVERED, kind: 'pull-request', number: 7, pull: null, updatedAt: 1 };
const GROUP: AuditJob = { ...DELIVERED, kind: 'merge-group', number: null, baseSha: BASE };
const RERUN: AuditJob = { ...DELIVERED, kind: 'rerun', number: 7, baseSha: null };
const GROUP_RERUN: AuditJob = { ...DELIVERED, kind: 'rerun', number: null, baseSha: BASE };
const SEARCH: Job = { ...DELIVERED, kind: 'rerun-search', number: null, pullNumbers: [] };

test.each([
  ["a pull request's", { number: 7, baseSha: BASE }, PULL, `pr=7 base=${BASE}`],
  ["a merge group's", { number: null, baseSha: BASE }, GROUP, `merge-group=${BASE}`],
  ['that of a re-run', { number: 7, baseSha: BASE }, RERUN, `pr=7 base=${BASE} rerun=guid`],
  ['that of a re-run of a merge group', { number: null, baseSha: BASE }, GROUP_RERUN, `merge-group=${BASE} rerun=guid`],
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
  expect([PULL, RERUN, GROUP, GROUP_RERUN, SEARCH].map(jobKey)).toEqual([
    'acme/shop#7',
    `acme/shop#7@${DELIVERED.headSha}`,
    `acme/shop@${DELIVERED.headSha}`,
    `acme/shop@${DELIVERED.headSha}`,
    'acme/shop guid',
  ]);
});
