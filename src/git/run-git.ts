import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve as resolvePath } from 'node:path';

/** What git said when it failed, in its own words, cut to one line. */
export class GitError extends Error {
  constructor(command: string, stderr: string) {
    super(`git ${command}: ${pickLine(stderr)}`);
    this.name = 'GitError';
  }
}

/** The line that says why git gave up: warnings may stand before it. */
function pickLine(stderr: string): string {
  const lines = stderr.trim().split('\n');
  return lines.find((line) => line.startsWith('fatal: ')) ?? lines[0] ?? '';
}

/**
 * Runs git in a repository and gives its output. Neither hooks nor the repository's own configured programs run:
 * only plumbing commands are used, without a pager, a prompt or lazy fetching.
 *
 * @throws GitError when git answers with an error.
 */
export async function runGit(dir: string, args: readonly string[], asking: Asking = {}): Promise<Buffer> {
  const { status, output, errors } = await askGit(dir, args, asking);
  if (status !== 0) throw new GitError(args[0] ?? '', errors);
  return output;
}

export type Asking = {
  /** What git reads; nothing by default. */
  input?: string;
  /** How paths among the arguments are meant: as they are (the default), or as patterns. */
  pathspecs?: Pathspecs;
  /** The index, where it is not the repository's own. */
  indexFile?: string;
};

type Pathspecs = 'literal' | 'glob';

/** What git said, for commands whose exit status is part of the answer. `status` is null where a signal ended it. */
export type GitAnswer = { status: number | null; output: Buffer; errors: string };

/** Runs git as `runGit` does, and leaves the status to the caller. Throws only where git cannot be started. */
export async function askGit(
  dir: string,
  args: readonly string[],
  { input = '', pathspecs, indexFile }: Asking = {},
): Promise<GitAnswer> {
  const child = spawnGit(dir, args, pathspecs, indexFile);
  child.stdin.on('error', () => {}); // a git that gives up early is known by its status
  child.stdin.end(input);
  const chunks: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { status, output: Buffer.concat(chunks), errors: Buffer.concat(errors).toString() };
}

/**
 * Starts git with its input and output open. A caller that does not read standard error must still drain it: git stops when
 * that pipe is full.
 *
 * No protocol is allowed: versions of git that do not know `GIT_NO_LAZY_FETCH` would fetch a missing object from the
 * remote that the repository names, and a remote may be a program (`ext::`).
 */
export function spawnGit(
  dir: string,
  args: readonly string[],
  pathspecs: Pathspecs = 'literal',
  indexFile?: string,
): ChildProcessWithoutNullStreams {
  return spawn('git', ['-C', dir, '--no-pager', `--${pathspecs}-pathspecs`, '-c', 'core.fsmonitor=false', ...args], {
    env: {
      ...process.env,
      // Set where a hook started us: they would make git use that hook's repository instead of this one.
      GIT_DIR: undefined,
      GIT_WORK_TREE: undefined,
      GIT_INDEX_FILE: indexFile,
      GIT_TERMINAL_PROMPT: '0',
      GIT_NO_LAZY_FETCH: '1',
      GIT_ALLOW_PROTOCOL: '',
      GIT_OPTIONAL_LOCKS: '0',
      LC_ALL: 'C',
    },
    stdio: 'pipe',
  });
}

/** False where git would find no repository: cheaper than starting git to have it say so. */
export function mayBeRepository(dir: string): boolean {
  for (let folder = resolvePath(dir); ; folder = dirname(folder)) {
    // A work tree has `.git`, as a folder or a file; a bare repository is one by what it holds.
    if (existsSync(join(folder, '.git')) || existsSync(join(folder, 'HEAD'))) return true;
    if (dirname(folder) === folder) return false;
  }
}
