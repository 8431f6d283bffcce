import { expect, test } from 'vitest';

import { findViolations, makeCheckedFetch } from './check-requests-against-openapi.ts';

const sha = 'a'.repeat(40);

test.each([
  ['GET', '/repos/o/r/git/trees/main', 'recursive=1', ''],
  ['GET', '/repos/o/r/git/trees/feature/x', '', ''],
  ['GET', `/repos/o/r/compare/${sha}...${sha}`, 'per_page=1&page=2', ''],
  ['GET', '/repos/o/r/issues/7/comments', 'per_page=100', ''],
  ['GET', '/repos/o/r/issues/comments/7', '', ''],
  ['GET', `/repos/o/r/commits/${sha}/check-runs`, 'check_name=x&filter=all', ''],
  ['GET', '/repos/o/r/commits/feature/x', 'per_page=1', ''],
  ['POST', '/app/installations/77/access_tokens', '', ''],
  ['PATCH', '/repos/o/r/issues/comments/12', '', '{"body":"x"}'],
  ['POST', '/repos/o/r/check-runs', '', JSON.stringify({ name: 'n', head_sha: sha, status: 'in_progress' })],
  ['PATCH', '/repos/o/r/check-runs/1', '', JSON.stringify({ status: 'completed', conclusion: 'neutral' })],
])('finds nothing wrong with %s %s', (method, path, query, body) => {
  expect(findViolations(method, path, new URLSearchParams(query), body)).toEqual([]);
});

const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'm' };

test.each([
  ['GET', '/repos/o/r/no-such', '', '', 'no such call'],
  ['PUT', '/repos/o/r/check-runs', '', '{}', 'no such call'],
  ['GET', '/repos/o/r/pulls/seven', '', '', 'parameter pull_number: data/value must be integer'],
  [
    'GET',
    '/repos/o/r/pulls',
    'state=merged',
    '',
    'parameter state: data/value must be equal to one of the allowed values',
  ],
  ['GET', '/repos/o/r/pulls', 'order=up', '', 'unknown query parameter order'],
  ['GET', '/search/code', '', '', 'query parameter q is missing'],
  ['GET', '/repos/o/r/pulls/7', '', '{}', 'a body where none is known'],
  ['POST', '/repos/o/r/issues/7/comments', '', '', 'no body'],
  [
    'POST',
    '/repos/o/r/issues/7/comments',
    '',
    '{"text":"x"}',
    "body: data must have required property 'body', data must NOT have additional properties",
  ],
  [
    'PATCH',
    '/repos/o/r/check-runs/1',
    '',
    JSON.stringify({ output: { summary: 's', annotations: Array.from({ length: 51 }, () => annotation) } }),
    'body: data/output/annotations must NOT have more than 50 items',
  ],
  [
    'PATCH',
    '/repos/o/r/check-runs/1',
    '',
    JSON.stringify({ output: { summary: 's', annotations: [{ ...annotation, annotation_level: 'error' }] } }),
    'body: data/output/annotations/0/annotation_level must be equal to one of the allowed values',
  ],
])('finds fault with %s %s %s', (method, path, query, body, violation) => {
  const found = findViolations(method, path, new URLSearchParams(query), body);

  expect(found).toEqual([`${method} ${path}: ${violation}`]);
});

test('a checked fetch lets good requests pass as they are, and stops and keeps bad ones', async () => {
  const sent: string[] = [];
  const checked = makeCheckedFetch(async (input, init) => {
    sent.push(`${init?.method} ${String(input)} ${String(init?.body)}`);
    return new Response('{}');
  }, '/api/v3');
  const url = 'https://ghes.test/api/v3/repos/o/r/issues/7/comments';
  await checked(url, { method: 'POST', body: '{"body":"x"}' });
  const bad = checked(url, { method: 'POST', body: '{"body":7}' });

  await expect(bad).rejects.toThrow("not in GitHub's description");
  expect(sent).toEqual([`POST ${url} {"body":"x"}`]);
  expect(checked.violations).toEqual(['POST /repos/o/r/issues/7/comments: body: data/body must be string']);
});
