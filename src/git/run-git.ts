import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve as resolvePath } from 'node:path';

/** git's error message, cut to one line. */
export class GitError extends Error {
  constructor(command: string, stderr: string) {
    super(`git ${command}: ${pickLine(stderr)}`);
    this.name = 'GitError';
  }
}

/** The line with the reason, which warnings may precede. */
function pickLine(stderr: string): string {
  const lines = stderr.trim().split('\n');
  return lines.find((line) => line.startsWith('fatal: ')) ?? lines[0] ?? '';
}

/**
 * Runs git in a repository and returns its output. Neither hooks nor programs in the repository's configuration run:
 * only plumbing commands are used, without a pager, a prompt or lazy fetching.
 *
 * @throws GitError if git reports an error.
 */
export async function runGit(dir: string, args: readonly string[], asking: Asking = {}): Promise<Buffer> {
  const { status, output, errors } = await askGit(dir, args, asking);
  if (status !== 0) throw new GitError(args[0] ?? '', errors);
  return output;
}

export type Asking = {
  /** Standard input; empty by default. */
  input?: string;
  /** How paths in the arguments are interpreted: literally (the default), or as patterns. */
  pathspecs?: Pathspecs;
  /** The index file, if it is not the repository's own. */
  indexFile?: string;
};

type Pathspecs = 'literal' | 'glob';

/** git's output, for commands whose exit status is part of the answer. `status` is null if a signal ended it. */
export type GitAnswer = { status: number | null; output: Buffer; errors: string };

/** Runs git as `runGit` does, but leaves the status to the caller. Throws only if git cannot be started. */
export async function askGit(
  dir: string,
  args: readonly string[],
  { input = '', pathspecs, indexFile }: Asking = {},
): Promise<GitAnswer> {
  const child = spawnGit(dir, args, pathspecs, indexFile);
  child.stdin.on('error', () => {}); // if git stops reading early, its status shows that
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
 * Starts git with its input and output open. A caller that does not use standard error must still drain it, because git
 * blocks when that pipe is full.
 *
 * No protocol is allowed: versions of git that do not support `GIT_NO_LAZY_FETCH` would fetch a missing object from the
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
      // Set if a hook started us. They would make git use that hook's repository instead of this one.
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

/** False if git would find no repository. Cheaper than starting git. */
export function mayBeRepository(dir: string): boolean {
  for (let folder = resolvePath(dir); ; folder = dirname(folder)) {
    // A work tree has `.git`, as a folder or a file. A bare repository is recognised by its content.
    if (existsSync(join(folder, '.git')) || existsSync(join(folder, 'HEAD'))) return true;
    if (dirname(folder) === folder) return false;
  }
}
