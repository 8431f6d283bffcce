import { expect, test } from 'vitest';

import type { GitHubClient } from '../../src/github/github-client.ts';
import { listEarlierFiles } from '../../src/github/list-earlier-files.ts';

const PLACE = { owner: 'acme', repo: 'shop', pull: 1 };

/** Commits `c1` to `c<count>`, each on the one before, by pages as GitHub lists them: the oldest first. */
function makeClient(count: number): GitHubClient {
  const commits = Array.from({ length: count }, (_, i) => ({ sha: `c${i + 1}`, parents: [{ sha: `c${i}` }] }));
  return {
    async request(_route, { page = 1 } = {}) {
      const from = (Number(page) - 1) * 100;
      return { status: 200, url: '', headers: {}, data: commits.slice(from, from + 100) };
    },
  };
}

test.each([
  ['a change that has more than a page of them', 'c150', 149],
  ['those before a head that was pushed over', 'c120', 119],
  ['a change whose head is not listed', 'of a longer one', 150],
])('reads the newest commits of %s', async (_name, head, newest) => {
  const files = await listEarlierFiles(makeClient(150), PLACE, head, new Set(), async (commit) => ({
    detail: null,
    complete: true,
    entries: [{ path: 'a.ts', id: `blob-of-${commit}`, kind: 'file' as const, size: 1 }],
  }));

  expect(files.map(({ commit }) => commit)).toEqual(Array.from({ length: 10 }, (_, i) => `c${newest - i}`));
});
