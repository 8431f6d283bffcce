import { describe, expect, test } from 'vitest';
import type { HookDelivery } from '../../src/github/hook-deliveries.ts';
import type { AppHook, Installation, RegisteredApp } from '../../src/github/read-app.ts';
import {
  examineClock,
  examineDeliveries,
  examineHook,
  examineInstallations,
  examineRegistration,
  type Diagnosis,
} from '../../src/server/examine-app.ts';

const PERMISSIONS = {
  metadata: 'read',
  contents: 'read',
  checks: 'write',
  pull_requests: 'write',
  merge_queues: 'read',
};
const EVENTS = ['pull_request', 'check_run'];
const HOOK: AppHook = {
  url: 'https://audit.acme.example/api/github/webhooks',
  contentType: 'json',
  hasSecret: true,
  checksCertificate: true,
};

const states = (diagnoses: readonly Diagnosis[]) => diagnoses.map(({ state }) => state);

test.each([
  [0, 'ok', "0 s ahead of GitHub's"],
  [-30_000, 'ok', "30 s behind GitHub's"],
  [
    31_000,
    'warning',
    "31 s ahead of GitHub's: set it. GitHub refuses the first try of what it signs, and lost deliveries are looked for at the wrong time.",
  ],
])('A clock that is %s ms ahead is %s.', (skew, state, text) => {
  expect(examineClock(skew)).toEqual({ state, about: 'Clock', text });
});

test('A clock that nothing is known of is told as such.', () => {
  expect(examineClock(null).state).toBe('warning');
});

describe('The registration', () => {
  const examine = (over: Partial<RegisteredApp>) =>
    examineRegistration({ slug: 'audit', permissions: PERMISSIONS, events: EVENTS, ...over }, EVENTS);

  test('is right with what is needed, and events beyond do no harm.', () => {
    expect(states(examine({ events: [...EVENTS, 'push'] }))).toEqual(['ok', 'ok']);
  });

  test.each([
    ['contents', undefined, 'error', 'contents: read is not asked for, so nothing can be audited.'],
    ['checks', 'read', 'error', 'checks: write is not asked for, so no result is shown.'],
    ['pull_requests', 'read', 'warning', 'pull_requests: write is not asked for, so no comment is written.'],
    ['merge_queues', undefined, 'warning', 'merge_queues: read is not asked for, so a merge queue'],
    ['contents', 'write', 'warning', 'contents: write: more than is needed.'],
    ['issues', 'read', 'warning', 'issues: read: more than is needed.'],
  ])('with %s at %s has a permission that is no good (%s).', (name, level, state, text) => {
    const permissions = Object.fromEntries(
      Object.entries({ ...PERMISSIONS, [name]: level }).filter((entry): entry is [string, string] => !!entry[1]),
    );
    const [first, ...rest] = examine({ permissions });
    expect([first?.state, first?.about, states(rest)]).toEqual([state, 'Permissions', ['ok']]);
    expect(first?.text).toContain(text);
  });

  test('without permission for pull requests is told both losses.', () => {
    const { pull_requests: _, ...permissions } = PERMISSIONS;
    expect(states(examine({ permissions }))).toEqual(['error', 'warning', 'ok']);
  });

  test('without an event names it.', () => {
    expect(examine({ events: ['check_run'] })[1]).toEqual({
      state: 'error',
      about: 'Events',
      text: "pull_request missing: tick them on the App's page under Permissions & events.",
    });
  });
});

test.each<[string, Partial<AppHook>, Diagnosis['state'][], string]>([
  ['as it should be', {}, ['ok'], 'https://audit.acme.example/api/github/webhooks'],
  ['missing', { url: null }, ['error'], 'has no webhook'],
  ['at another path', { url: 'https://audit.acme.example/' }, ['error'], 'does not end in /api/github/webhooks'],
  [
    'behind a longer path',
    { url: 'https://acme.example/audit/api/github/webhooks' },
    ['warning'],
    'the proxy in front of the server has to remove the rest',
  ],
  ['without a secret', { hasSecret: false }, ['error'], 'every delivery is refused'],
  ['sent as a form', { contentType: 'form' }, ['error'], 'choose application/json'],
  ['unencrypted', { url: 'http://audit.acme.example/api/github/webhooks' }, ['warning'], 'is not encrypted'],
  ['of any certificate', { checksCertificate: false }, ['warning'], 'SSL verification is off'],
])('A webhook %s is told.', (_title, over, expected, text) => {
  const found = examineHook({ ...HOOK, ...over }, '/api/github/webhooks');
  expect(states(found)).toEqual(expected);
  expect(found[0]?.text).toContain(text);
});

describe('Installations', () => {
  const make = (account: string, over: Partial<Installation> = {}): Installation => ({
    account,
    isSuspended: false,
    permissions: PERMISSIONS,
    ...over,
  });

  test('are counted.', () => {
    expect(examineInstallations([make('acme'), make('umbrella')])).toEqual([
      { state: 'ok', about: 'Installations', text: '2' },
    ]);
  });

  test('that are none are told.', () => {
    expect(states(examineInstallations([]))).toEqual(['warning']);
  });

  test('that are suspended, or lag behind what is asked for, are named, five at most.', () => {
    const stale = Array.from({ length: 7 }, (_, i) => make(`org-${i}`, { permissions: { metadata: 'read' } }));
    const found = examineInstallations([
      make('acme'),
      make('umbrella', { isSuspended: true, permissions: {} }),
      ...stale,
    ]);
    expect(found.map(({ state, text }) => [state, text.split(' did')[0]])).toEqual([
      ['ok', '1'],
      ['warning', 'Suspended by umbrella.'],
      ['warning', 'org-0, org-1, org-2, org-3, org-4 and 2 more'],
    ]);
  });
});

describe('Deliveries', () => {
  const make = (guid: string, status: number): HookDelivery => ({
    id: 1,
    guid,
    deliveredAt: 0,
    event: 'pull_request.opened',
    status,
    isTaken: status === 200,
  });

  test('that were taken, some at a second attempt, are well.', () => {
    expect(examineDeliveries([make('b', 200), make('a', 200), make('a', 502)])).toEqual({
      state: 'ok',
      about: 'Deliveries',
      text: '2 within a day, all accepted',
    });
    expect(examineDeliveries([]).state).toBe('ok');
  });

  test.each([
    [400, 'was answered with 400: is WEBHOOK_SECRET the same'],
    [404, 'was answered with 404: does the path'],
    [503, 'was answered with 503: what does the log say'],
    [0, 'met nobody: is the server up'],
  ])('of which one was answered with %s hint at the cause.', (status, text) => {
    const found = examineDeliveries([make('b', status), make('a', 200)]);
    expect(found.state).toBe('warning');
    expect(found.text).toContain(`1 of 2 within a day were not taken; the newest ${text}`);
  });

  test('of which none was taken are an error.', () => {
    expect(examineDeliveries([make('a', 400)]).state).toBe('error');
  });
});
