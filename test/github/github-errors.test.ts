import { RequestError } from '@octokit/request-error';
import { expect, test } from 'vitest';

import { GitHubError, readTrouble } from '../../src/github/github-errors.ts';

const NOW = Date.parse('2026-01-02T03:04:05Z');
const ROUTE = 'GET /repos/{owner}/{repo}';

function makeFailure(status: number, message: string, headers: Record<string, string> | null = {}): RequestError {
  const request = {
    method: 'GET',
    url: 'https://api.github.com/repos/o/r',
    headers: { authorization: 'token secret-of-ours' },
  } as const;
  const response = { url: request.url, status, headers: headers ?? {}, data: {} };
  return new RequestError(message, status, headers === null ? { request } : { request, response });
}

test.each([
  [401, 'unauthorized'],
  [404, 'not-found'],
  [410, 'gone'],
  [451, 'gone'],
  [400, 'unprocessable'],
  [409, 'unprocessable'],
  [422, 'unprocessable'],
  [408, 'unavailable'],
  [500, 'unavailable'],
  [502, 'unavailable'],
  [503, 'unavailable'],
])('reads %i as %s', (status, kind) => {
  expect(readTrouble(makeFailure(status, 'Said so'), ROUTE, NOW)).toEqual({
    kind,
    status,
    message: `GitHub answered ${status} to GET /repos/{owner}/{repo} (Said so).`,
  });
});

test('names the permission that a 403 lacks', () => {
  const headers = { 'x-accepted-github-permissions': 'checks=write', 'x-ratelimit-remaining': '4999' };
  const failure = makeFailure(403, 'Resource not accessible by integration', headers);

  expect(readTrouble(failure, ROUTE, NOW)).toEqual({
    kind: 'forbidden',
    status: 403,
    message: 'GitHub answered 403 to GET /repos/{owner}/{repo} (Resource not accessible by integration).',
    permissions: 'checks=write',
  });
});

test('has no permission to name when GitHub names none', () => {
  expect(readTrouble(makeFailure(403, 'Blocked'), ROUTE, NOW)).toMatchObject({ kind: 'forbidden', permissions: null });
});

const inTenSeconds = String(NOW / 1000 + 10);

test.each([
  [
    'a primary limit by its reset',
    403,
    'API rate limit exceeded',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inTenSeconds },
    'primary',
    11_000,
  ],
  [
    "a reset on GitHub's clock, an hour ahead of ours",
    403,
    'API rate limit exceeded',
    {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(NOW / 1000 + 3610),
      date: new Date(NOW + 3_600_000).toUTCString(),
    },
    'primary',
    11_000,
  ],
  [
    'a reset that is over',
    429,
    'API rate limit exceeded',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' },
    'primary',
    1000,
  ],
  [
    'a secondary limit by retry-after',
    403,
    'You have exceeded a secondary rate limit',
    { 'retry-after': '7', 'x-ratelimit-remaining': '31' },
    'secondary',
    7000,
  ],
  ['a secondary limit as 429', 429, 'Too many', { 'retry-after': '2' }, 'secondary', 2000],
  ['a secondary limit that names no time', 403, 'You have exceeded a secondary rate limit', {}, 'secondary', 60_000],
  ['a time that is none', 429, 'Too many', { 'retry-after': 'soon' }, 'secondary', 60_000],
] as const)('reads %s', (_name, status, message, headers, limit, wait) => {
  expect(readTrouble(makeFailure(status, message, headers), ROUTE, NOW)).toMatchObject({
    kind: 'rate-limited',
    status,
    limit,
    retryAt: NOW + wait,
  });
});

test('reads a broken connection and an answer that never comes as out of reach', () => {
  expect(readTrouble(makeFailure(500, 'read ECONNRESET', null), ROUTE, NOW)).toEqual({
    kind: 'unavailable',
    status: null,
    message: 'GitHub could not be reached for GET /repos/{owner}/{repo} (read ECONNRESET).',
  });
  expect(readTrouble(new DOMException('aborted', 'AbortError'), ROUTE, NOW)).toEqual({
    kind: 'unavailable',
    status: null,
    message: 'GitHub did not answer GET /repos/{owner}/{repo} in time.',
  });
});

test('passes its own error through, and knows nothing of a bug', () => {
  const trouble = { kind: 'gone', status: 410, message: 'Gone.' } as const;

  expect(readTrouble(new GitHubError(trouble), ROUTE, NOW)).toEqual(trouble);
  expect(readTrouble(new TypeError('x is not a function'), ROUTE, NOW)).toBeNull();
  expect(readTrouble('a string', ROUTE, NOW)).toBeNull();
});

test('tells one short line without tokens', () => {
  const token = `ghs_${'a1B2'.repeat(10)}`;
  const trouble = readTrouble(makeFailure(422, `bad\n\n<html>\t${token} ${'x'.repeat(500)}`), ROUTE, NOW);

  expect(trouble?.message).toBe(`GitHub answered 422 to GET /repos/{owner}/{repo} (bad <html> … ${'x'.repeat(187)}).`);
});
