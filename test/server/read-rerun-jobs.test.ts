import { expect, test } from 'vitest';

import { readRerunJobs } from '../../src/server/read-rerun-jobs.ts';

const BASE = 'b'.repeat(40);
const REPOSITORY = { name: 'shop', owner: { login: 'acme' } };
const HEAD = {
  installationId: 77,
  owner: 'acme',
  repo: 'shop',
  headSha: 'head',
  deliveryId: 'guid',
  progress: { stage: 'new' },
};
const read = (event: object) =>
  readRerunJobs({ action: 'rerequested', installation: { id: 77 }, repository: REPOSITORY, ...event }, 'guid');
const makeRun = (given: object) => ({
  check_run: { name: 'Integration audit', head_sha: 'head', pull_requests: [], ...given },
});

test('repeats what the external id of the run tells, against the base of then', () => {
  expect(read(makeRun({ external_id: `pr=7 base=${BASE}`, pull_requests: [{ number: 8 }] }))).toEqual([
    { ...HEAD, kind: 'rerun', number: 7, baseSha: BASE, deliveryId: 'guid/7' },
  ]);
  expect(read(makeRun({ external_id: `merge-group=${BASE}` }))).toEqual([
    { ...HEAD, kind: 'rerun', number: null, baseSha: BASE, deliveryId: `guid/${BASE}` },
  ]);
});

test('takes the pull requests that the event of a run names where its external id is none of ours', () => {
  expect(read(makeRun({ external_id: null, pull_requests: [{ number: 7 }, null, { number: 8 }] }))).toEqual([
    { ...HEAD, kind: 'rerun', number: 7, baseSha: null, deliveryId: 'guid/7' },
    { ...HEAD, kind: 'rerun', number: 8, baseSha: null, deliveryId: 'guid/8' },
  ]);
});

test.each([
  ['a run that names nothing', makeRun({}), []],
  ['a suite', { check_suite: { head_sha: 'head', pull_requests: [{ number: 7 }] } }, [7]],
])('leaves %s to a search', (_name, event, pullNumbers) => {
  expect(read(event)).toEqual([{ ...HEAD, kind: 'rerun-search', number: null, pullNumbers }]);
});

test("asks for nothing where the run is another App's", () => {
  expect(read(makeRun({ name: 'build', pull_requests: [{ number: 7 }] }))).toEqual([]);
});

test.each([
  ['another event', {}],
  ["a repository's own webhook", { ...makeRun({}), installation: undefined }],
])('is null for %s', (_name, event) => {
  expect(read(event)).toBeNull();
});
