import { z } from 'zod';
import type { EarlierFile, Tree } from '../core/repository-types.ts';
import type { GitHubClient } from './github-client.ts';
import { readAnswer, readPages } from './request-github.ts';
import type { RetryPolicy } from './retry-request.ts';

const ROUTE = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/commits';
const commits = z.array(z.object({ sha: z.string(), parents: z.array(z.object({ sha: z.string() })) }));

/**
 * Commits of a pull request whose trees are read, newest first. Each costs one request: the trees of audited heads are
 * cached, so a push of one more commit costs none.
 */
const MOST_COMMITS = 10;
const MOST_FILES = 500;
/** GitHub lists the oldest 250 commits. For a longer change, the newest are missing. */
const MAX_PAGES = 3;

type Place = { owner: string; repo: string; pull: number; retry?: RetryPolicy };

/**
 * `Repository.earlierFiles` for a pull request. Merge commits are skipped, because they add nothing of their own. The
 * changes of a commit are found by comparing its tree with its parent's.
 *
 * @throws GitHubError
 * @see https://docs.github.com/en/rest/pulls/pulls#list-commits-on-a-pull-request
 */
export async function listEarlierFiles(
  client: GitHubClient,
  { owner, repo, pull, retry }: Place,
  head: string,
  known: ReadonlySet<string>,
  readTree: (commit: string) => Promise<Tree>,
): Promise<EarlierFile[]> {
  const parameters = { owner, repo, pull_number: pull };
  const read = readAnswer(commits, ROUTE);
  const listed = await Array.fromAsync(
    readPages(client, { route: ROUTE, parameters, retry, read, maxPages: MAX_PAGES }),
  );
  const end = listed.findIndex(({ sha }) => sha === head);
  const way = end < 0 ? listed : listed.slice(0, end);
  const earlier = way.filter(({ parents }) => parents.length === 1);
  const trees = new Map<string, Promise<Tree>>();
  const treeOf = (commit: string): Promise<Tree> => {
    const tree = trees.get(commit) ?? readTree(commit);
    trees.set(commit, tree);
    return tree;
  };
  const files: EarlierFile[] = [];
  for (const { sha, parents } of earlier.toReversed().slice(0, MOST_COMMITS)) {
    const { entries } = await treeOf(sha);
    if (entries.every(({ id }) => known.has(id))) continue;
    const before = new Set((await treeOf(parents[0]!.sha)).entries.map(({ id }) => id));
    for (const entry of entries)
      if (entry.kind === 'file' && !known.has(entry.id) && !before.has(entry.id)) files.push({ commit: sha, entry });
  }
  return files.slice(0, MOST_FILES);
}
