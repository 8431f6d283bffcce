import type { GitHub } from '../test/support/start-github.ts';
import type { Pushed } from './wait-for-audits.ts';

/** An annotation with the field names of GitHub's API. The emulator keeps neither its title nor its columns. */
export type ShownAnnotation = {
  path: string;
  start_line: number;
  end_line: number;
  annotation_level: 'failure' | 'warning' | 'notice';
  message: string;
};

type ShownCheckRun = {
  name: string;
  conclusion: string;
  title: string;
  summary: string;
  text: string | null;
  annotations: ShownAnnotation[];
};

/** A file's text in the base and in the head; null if it does not exist there. */
export type ShownFile = { path: string; base: string | null; head: string | null };

/** A pull request after one push, as GitHub has it. */
export type Answer = {
  number: number;
  title: string;
  author: string;
  branch: string;
  base: string;
  headSha: string;
  commitMessage: string;
  checkRun: ShownCheckRun;
  /** The bot's comment, since nobody else comments here. */
  comment: { author: string; body: string; isEdited: boolean } | null;
  /** The files that annotations refer to. */
  files: ShownFile[];
  /** URL of the repository's files at the head, with which links to lines begin. */
  blobUrl: string;
};

/**
 * Reads the check run and the comment that the App left on a pull request.
 *
 * @param before the answer to the previous push, which shows whether the comment was edited
 */
export async function readAnswer(github: GitHub, { number, headSha }: Pushed, before?: Answer): Promise<Answer> {
  const { call, owner, repo, url } = github;
  const root = `/repos/${owner}/${repo}`;
  const [pull, commit, checkRun, comments] = await Promise.all([
    call('GET', `${root}/pulls/${number}`),
    call('GET', `${root}/git/commits/${headSha}`),
    readCheckRun(github, headSha),
    call('GET', `${root}/issues/${number}/comments`),
  ]);
  const comment = comments.find((c: { user: { type: string } }) => c.user.type === 'Bot');
  const paths = [...new Set(checkRun.annotations.map(({ path }) => path))].toSorted();
  return {
    number,
    title: pull.title,
    author: pull.user.login,
    branch: pull.head.ref,
    base: pull.base.ref,
    headSha,
    commitMessage: commit.message,
    checkRun,
    comment: comment === undefined ? null : readComment(comment, before?.comment?.body),
    files: await Promise.all(paths.map((path) => readFile(github, path, pull.base.sha, headSha))),
    blobUrl: `${url}/${owner}/${repo}/blob/${headSha}/`,
  };
}

/** A comment was edited if it had another text after the previous push. */
function readComment(
  { user, body }: { user: { login: string }; body: string },
  before: string | undefined,
): NonNullable<Answer['comment']> {
  return { author: user.login, body, isEdited: before !== undefined && before !== body };
}

async function readCheckRun({ call, owner, repo }: GitHub, headSha: string): Promise<ShownCheckRun> {
  const root = `/repos/${owner}/${repo}`;
  const { check_runs: runs } = await call('GET', `${root}/commits/${headSha}/check-runs`);
  const [run] = runs;
  // On GitHub a plain array, which the emulator wraps in an object.
  const { check_annotations: annotations } = await call('GET', `${root}/check-runs/${run.id}/annotations?per_page=100`);
  const { title, summary, text } = run.output;
  return { name: run.name, conclusion: run.conclusion, title, summary, text: text ?? null, annotations };
}

async function readFile(github: GitHub, path: string, base: string, head: string): Promise<ShownFile> {
  const [before, after] = await Promise.all([readText(github, path, base), readText(github, path, head)]);
  return { path, base: before, head: after };
}

async function readText({ call, owner, repo }: GitHub, path: string, commit: string): Promise<string | null> {
  const { tree } = await call('GET', `/repos/${owner}/${repo}/git/trees/${commit}?recursive=1`);
  const entry = tree.find((e: { path: string }) => e.path === path);
  if (entry === undefined) return null;
  const blob = await call('GET', `/repos/${owner}/${repo}/git/blobs/${entry.sha}`);
  return Buffer.from(blob.content, 'base64').toString('utf8');
}
