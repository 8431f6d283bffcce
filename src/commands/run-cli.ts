import { readFileSync } from 'node:fs';
import { makeNoCache } from '../cache/make-memory-cache.ts';
import { readFormat, UsageError, type CommandContext, type ExitCode } from './command.ts';
import { makeProgress } from './make-progress.ts';
import { readArguments, type Arguments } from './read-arguments.ts';

const HELP = `Integration Audit: which third-party services a change brings, which keys it leaks, which webhooks it leaves unsigned.

Usage
  integration-audit diff [--repo DIR] [--base REV] [--head REV]   audit the change between two commits
  integration-audit inventory [DIR] [--commit REV] [--write FILE] list every integration of a folder or commit
  integration-audit pull OWNER/REPO#N [--api-url URL]             audit a pull request over the API; posts nothing
  integration-audit config check [FILE] [--repo DIR]              hold .integrations.yml against its schema
  integration-audit explain PROVIDER                              tell by what a provider is recognised

Options
  --format text|json|markdown   default: text
  --base REV                    default: the merge base of the head and the default branch
  --head REV                    default: HEAD
  --no-color                    no colours (NO_COLOR is heeded too)
  --help, --version

Environment
  GITHUB_TOKEN                  token for \`pull\`

Exit status: 0 nothing failed, 1 the audit's conclusion is failure, 2 it could not run.
`;

/** The parts of the process that a run of the command line sees. */
export type CliProcess = {
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
};

/**
 * Runs the command line: the composition root of every command.
 *
 * @returns the exit status: 0 nothing failed, 1 the audit's conclusion is failure, 2 it could not run.
 */
export async function runCli({ argv, env, stdout, stderr }: CliProcess): Promise<ExitCode | 2> {
  // Whoever reads our output may have seen enough of it: `| head` is no error.
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe);
  const progress = makeProgress(stderr, () => performance.now());
  const write = (text: string): void => void stdout.write(text);
  try {
    const args = readArguments(argv.slice(2));
    if (!('values' in args)) {
      write(args.command === 'version' ? `${readVersion()}\n` : HELP);
      return args.command === 'nothing' ? 2 : 0;
    }
    const colour = stdout.isTTY && args.values['no-color'] !== true && (env['NO_COLOR'] ?? '') === '';
    return await runCommand(args, { ...LOADERS, env, write, progress, colour });
  } catch (error) {
    progress.end();
    const said = error instanceof UsageError ? error.message : `unexpected: ${describe(error)}`;
    stderr.write(`integration-audit: ${said}\n`);
    return 2;
  }
}

/** What takes long to load is loaded by the commands that need it. */
const LOADERS: Pick<CommandContext, 'engine' | 'rulebook'> = {
  engine: async () => (await import('../make-engine.ts')).makeEngine(makeNoCache(), () => new Date()),
  rulebook: async () => (await import('../read-rulebook.ts')).readRulebook(),
};

async function runCommand(
  { command, word, values }: Extract<Arguments, { values: unknown }>,
  context: CommandContext,
): Promise<ExitCode> {
  const format = readFormat(values.format);
  const dir = values.repo ?? '.';
  switch (command) {
    case 'diff': {
      const { runDiff } = await import('./run-diff.ts');
      return runDiff(context, { repo: dir, base: values.base, head: values.head, format });
    }
    case 'inventory': {
      const { runInventory } = await import('./run-inventory.ts');
      return runInventory(context, { dir: word ?? dir, commit: values.commit, write: values.write, format });
    }
    case 'pull': {
      if (word === undefined) throw new UsageError('`pull` needs OWNER/REPO#NUMBER.');
      const { runPull } = await import('./run-pull.ts');
      return runPull(context, { target: word, apiUrl: values['api-url'], format });
    }
    case 'config check': {
      const { runConfigCheck } = await import('./run-config-check.ts');
      return runConfigCheck(context, { dir, file: word });
    }
    case 'explain': {
      if (word === undefined) throw new UsageError('`explain` needs the name of a provider.');
      const { runExplain } = await import('./run-explain.ts');
      return runExplain(context, word);
    }
  }
}

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return (manifest as { version: string }).version;
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
