import { spawn } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { runCli as runHere, type Loaders } from '../../src/commands/run-cli.ts';
import { loadEngine, TODAY } from './audit-files.ts';

export const PROJECT_DIR = fileURLToPath(new URL('../../', import.meta.url));

export type CliRun = { code: number | null; stdout: string; stderr: string };

export type CliOptions = {
  cwd?: string;
  env?: Readonly<Record<string, string>>;
  /** Columns of the terminal that the output goes to; if omitted, it does not go to a terminal. */
  columns?: number;
  /** Replaces the rulebook that all tests share. */
  rulebook?: Loaders['rulebook'];
};

/** Runs the command line in this process, with the engine that all tests share. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const [stdout, stderr] = [makeSink(options.columns), makeSink(options.columns)];
  const argv = ['node', 'cli.ts', ...args];
  const cwd = (): string => options.cwd ?? PROJECT_DIR;
  const rulebook = options.rulebook ?? (async () => (await loadEngine()).rulebook);
  const loaders = { engine: loadEngine, rulebook, today: () => TODAY };
  const streams = { stdout: stdout.stream, stderr: stderr.stream };
  const code = await runHere({ argv, env: options.env ?? {}, ...streams, cwd }, loaders);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function makeSink(columns: number | undefined): { stream: NodeJS.WriteStream; text: () => string } {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const shape = { isTTY: columns !== undefined, columns };
  return { stream: Object.assign(stream, shape) as unknown as NodeJS.WriteStream, text: () => text };
}

export type ProcessOptions = Pick<CliOptions, 'cwd' | 'env'> & {
  /** Closes the reading end of standard output after this many characters, as `head` does. */
  closeAfter?: number;
  /** A file descriptor for standard output, which is captured by default. */
  stdout?: number;
};

/** Runs the command line in a process of its own, as people do. The output goes to pipes, not to a terminal. */
export function runCliProcess(args: readonly string[], options: ProcessOptions = {}): Promise<CliRun> {
  return runProcess(process.execPath, [`${PROJECT_DIR}src/start-cli.js`, ...args], options);
}

/** Runs a program and captures its output. Colour settings and GitHub tokens in the environment are not passed on. */
export function runProcess(program: string, args: readonly string[], options: ProcessOptions = {}): Promise<CliRun> {
  const { NO_COLOR: _colour, FORCE_COLOR: _force, GITHUB_TOKEN: _token, GH_TOKEN: _other, ...env } = process.env;
  const child = spawn(program, args, {
    cwd: options.cwd ?? PROJECT_DIR,
    env: { ...env, ...options.env },
    stdio: ['ignore', options.stdout ?? 'pipe', 'pipe'],
  });
  const run: CliRun = { code: null, stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => {
    run.stdout += chunk.toString();
    if (options.closeAfter !== undefined && run.stdout.length >= options.closeAfter) child.stdout?.destroy();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    run.stderr += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...run, code }));
  });
}
