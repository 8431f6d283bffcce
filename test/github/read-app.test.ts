import nock from 'nock';
import { expect, test } from 'vitest';

import { listInstallations, readAppHook, readRegisteredApp } from '../../src/github/read-app.ts';
import { makeTestRetries } from './make-test-client.ts';
import { API, mockGitHub } from './mock-github.ts';

const client = mockGitHub();
const { retry } = makeTestRetries();

test('reads how the App is registered', async () => {
  const permissions = { contents: 'read', checks: 'write' };
  nock(API)
    .get('/app')
    .reply(200, { id: 1, slug: 'audit', name: 'Audit', permissions, events: ['pull_request'], installations_count: 3 });

  expect(await readRegisteredApp(client, { retry })).toEqual({ slug: 'audit', permissions, events: ['pull_request'] });
});

test.each([
  [
    { url: 'https://acme.example/hook', content_type: 'json', insecure_ssl: '0', secret: '********' },
    { url: 'https://acme.example/hook', contentType: 'json', hasSecret: true, checksCertificate: true },
  ],
  [
    { url: 'https://acme.example/hook', content_type: 'form', insecure_ssl: 1 },
    { url: 'https://acme.example/hook', contentType: 'form', hasSecret: false, checksCertificate: false },
  ],
  [{}, { url: null, contentType: null, hasSecret: false, checksCertificate: true }],
])('reads the webhook %o', async (answer, expected) => {
  nock(API).get('/app/hook/config').reply(200, answer);

  expect(await readAppHook(client, { retry })).toEqual(expected);
});

test('lists installations page by page, by the names of their accounts', async () => {
  const make = (account: object | null, suspended_at: string | null = null) => ({
    id: 1,
    account,
    suspended_at,
    permissions: {},
  });
  const page = (number: number) =>
    nock(API)
      .get('/app/installations')
      .query({ per_page: '100', page: String(number) });
  page(1).reply(
    200,
    Array.from({ length: 100 }, () => make({ login: 'acme' })),
  );
  page(2).reply(200, [make({ slug: 'umbrella' }, '2026-01-02T03:04:05Z'), make(null)]);
  const found = await listInstallations(client, { retry });

  expect(found.length).toBe(102);
  expect(found.slice(99)).toEqual([
    { account: 'acme', isSuspended: false, permissions: {} },
    { account: 'umbrella', isSuspended: true, permissions: {} },
    { account: 'unknown', isSuspended: false, permissions: {} },
  ]);
});
