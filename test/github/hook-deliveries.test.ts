import nock from 'nock';
import { expect, test } from 'vitest';

import { listHookDeliveries, readHookPayload, redeliverHook } from '../../src/github/hook-deliveries.ts';
import { makeTestRetries } from './make-test-client.ts';
import { API, mockGitHub } from './mock-github.ts';

const client = mockGitHub();
const { retry } = makeTestRetries();

function makeAttempt(id: number, at: string, more: Record<string, unknown> = {}) {
  return {
    id,
    guid: `guid-${id}`,
    delivered_at: `2026-01-02T${at}:00Z`,
    redelivery: false,
    duration: 0.1,
    status: 'OK',
    status_code: 200,
    event: 'pull_request',
    action: 'opened',
    installation_id: 1,
    repository_id: 2,
    ...more,
  };
}

const linkTo = (cursor: string) => ({ link: `<${API}/app/hook/deliveries?per_page=100&cursor=${cursor}>; rel="next"` });
const list = (cursor?: string) =>
  nock(API)
    .get('/app/hook/deliveries')
    .query({ per_page: '100', ...(cursor !== undefined && { cursor }) });

test('reads page after page as the links lead, and no further than asked', async () => {
  list().reply(200, [makeAttempt(9, '12:00'), makeAttempt(8, '11:00', { status_code: 502 })], linkTo('v1_8'));
  list('v1_8').reply(200, [makeAttempt(7, '10:00', { status_code: 0 }), makeAttempt(6, '08:59')], linkTo('v1_6'));
  const found = await listHookDeliveries(client, { since: Date.parse('2026-01-02T09:00:00Z'), retry });

  expect(found.map(({ id, isTaken }) => [id, isTaken])).toEqual([
    [9, true],
    [8, false],
    [7, false],
  ]);
});

test('tells the event with its action, the guid and the time', async () => {
  const at = Date.parse('2026-01-02T12:00:00Z');
  list().reply(200, [makeAttempt(9, '12:00'), makeAttempt(8, '12:00', { event: 'push', action: null })]);

  expect(await listHookDeliveries(client, { since: 0, retry })).toEqual([
    { id: 9, guid: 'guid-9', deliveredAt: at, event: 'pull_request.opened', status: 200, isTaken: true },
    { id: 8, guid: 'guid-8', deliveredAt: at, event: 'push', status: 200, isTaken: true },
  ]);
});

test('does not go round in circles', async () => {
  list().reply(200, [makeAttempt(9, '12:00')], linkTo('v1_9'));
  list('v1_9').reply(200, [], linkTo('v1_9'));

  expect((await listHookDeliveries(client, { since: 0, retry })).length).toBe(1);
});

test('reads what was delivered', async () => {
  const request = { headers: { 'X-GitHub-Event': 'pull_request' }, payload: { action: 'opened' } };
  nock(API)
    .get('/app/hook/deliveries/9')
    .reply(200, { ...makeAttempt(9, '12:00'), request });

  expect(await readHookPayload(client, { id: 9, retry })).toEqual({ action: 'opened' });
});

test('asks for a delivery once more', async () => {
  const asked = nock(API).post('/app/hook/deliveries/9/attempts').reply(202, {});
  await redeliverHook(client, { id: 9, retry });

  expect(asked.isDone()).toBe(true);
});
