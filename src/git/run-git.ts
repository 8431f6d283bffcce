import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

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
export async function runGit(dir: string, args: readonly string[]): Promise<Buffer> {
  const child = spawnGit(dir, args);
  child.stdin.end();
  const chunks: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new GitError(args[0] ?? '', Buffer.concat(errors).toString());
  return Buffer.concat(chunks);
}

/**
 * Starts git with its input and output open. Whoever does not read what it says on standard error must let it flow:
 * git stops when that pipe is full.
 *
 * No protocol is allowed: versions of git that do not know `GIT_NO_LAZY_FETCH` would fetch a missing object from the
 * remote that the repository names, and a remote may be a program (`ext::`).
 */
export function spawnGit(
  dir: string,
  args: readonly string[],
): ReturnType<typeof spawn> & { stdin: NodeJS.WritableStream } & Streams {
  return spawn('git', ['-C', dir, '--no-pager', '--literal-pathspecs', '-c', 'core.fsmonitor=false', ...args], {
    env: {
      ...process.env,
      // Set where a hook started us: they would put that hook's repository in the place of the one that is asked for.
      GIT_DIR: undefined,
      GIT_WORK_TREE: undefined,
      GIT_INDEX_FILE: undefined,
      GIT_TERMINAL_PROMPT: '0',
      GIT_NO_LAZY_FETCH: '1',
      GIT_ALLOW_PROTOCOL: '',
      GIT_OPTIONAL_LOCKS: '0',
      LC_ALL: 'C',
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  }) as never;
}

type Streams = { stdout: Readable; stderr: Readable };
