import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const PROJECT_DIR = fileURLToPath(new URL('../../', import.meta.url));

export type CliRun = { code: number | null; stdout: string; stderr: string };

export type CliOptions = {
  cwd?: string;
  env?: Readonly<Record<string, string>>;
  /** Closes our end of its output after so many bytes, as `head` does. */
  closeAfter?: number;
};

/** Runs the command line as a process of its own, as people do. Its output goes to pipes, so nothing is a terminal. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  return runProcess(process.execPath, [`${PROJECT_DIR}src/start-cli.js`, ...args], options);
}

/** Runs any program and gathers what it writes. */
export function runProcess(program: string, args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const { NO_COLOR: _colour, FORCE_COLOR: _force, GITHUB_TOKEN: _token, GH_TOKEN: _other, ...env } = process.env;
  const child = spawn(program, args, {
    cwd: options.cwd ?? PROJECT_DIR,
    env: { ...env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const run: CliRun = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    run.stdout += chunk.toString();
    if (options.closeAfter !== undefined && run.stdout.length >= options.closeAfter) child.stdout.destroy();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    run.stderr += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...run, code }));
  });
}
