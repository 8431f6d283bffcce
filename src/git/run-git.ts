import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** What git said when it failed, in its own words, cut to one line. */
export class GitError extends Error {
  constructor(command: string, stderr: string) {
    super(`git ${command}: ${stderr.trim().split('\n')[0] ?? 'failed'}`);
    this.name = 'GitError';
  }
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

/** Starts git with its input and output open. */
export function spawnGit(
  dir: string,
  args: readonly string[],
): ReturnType<typeof spawn> & { stdin: NodeJS.WritableStream } & Streams {
  return spawn('git', ['-C', dir, '--no-pager', '--literal-pathspecs', '-c', 'core.fsmonitor=false', ...args], {
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
    stdio: ['pipe', 'pipe', 'pipe'],
  }) as never;
}

type Streams = { stdout: Readable; stderr: Readable };
