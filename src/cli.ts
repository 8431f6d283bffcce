import { readFileSync } from 'node:fs';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { makeNoCache } from './cache/make-memory-cache.ts';
import { readFormat, UsageError, type CommandContext, type ExitCode } from './commands/command.ts';
import { makeProgress } from './commands/make-progress.ts';
import { runConfigCheck } from './commands/run-config-check.ts';
import { runDiff } from './commands/run-diff.ts';
import { runExplain } from './commands/run-explain.ts';
import { runInventory } from './commands/run-inventory.ts';
import { runPull } from './commands/run-pull.ts';
import { makeEngine } from './make-engine.ts';

// Composition root of the command line.

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

const OPTIONS = {
  repo: { type: 'string' },
  base: { type: 'string' },
  head: { type: 'string' },
  commit: { type: 'string' },
  write: { type: 'string' },
  format: { type: 'string' },
  'api-url': { type: 'string' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

type Values = { [K in keyof typeof OPTIONS]?: (typeof OPTIONS)[K]['type'] extends 'boolean' ? boolean : string };

/** The options that each command takes, besides `--no-color`, `--help` and `--version`. */
const TAKES: Record<string, readonly (keyof Values)[]> = {
  diff: ['repo', 'base', 'head', 'format'],
  inventory: ['repo', 'commit', 'write', 'format'],
  pull: ['api-url', 'format'],
  'config check': ['repo'],
  explain: [],
};

async function runCommand(
  context: () => Promise<CommandContext>,
  values: Values,
  words: readonly string[],
): Promise<ExitCode> {
  const [command = '', first, ...rest] =
    words[0] === 'config' && words[1] === 'check' ? ['config check', ...words.slice(2)] : words;
  const takes = TAKES[command];
  if (takes === undefined)
    throw new UsageError(
      `${command === '' ? 'No command was given' : `There is no command ${JSON.stringify(command)}`}; see --help.`,
    );
  const foreign = Object.keys(values).find((o) => o !== 'no-color' && !takes.includes(o as keyof Values));
  if (foreign !== undefined) throw new UsageError(`\`${command}\` takes no --${foreign}; see --help.`);
  if (rest.length > 0 || (command === 'diff' && first !== undefined))
    throw new UsageError(`\`${command}\` takes no ${JSON.stringify(rest[0] ?? first)}; see --help.`);
  const format = readFormat(values.format);
  switch (command) {
    case 'diff':
      return runDiff(await context(), { repo: values.repo ?? '.', base: values.base, head: values.head, format });
    case 'inventory':
      return runInventory(await context(), {
        dir: first ?? values.repo ?? '.',
        commit: values.commit,
        write: values.write,
        format,
      });
    case 'pull':
      if (first === undefined) throw new UsageError('`pull` needs OWNER/REPO#NUMBER.');
      return runPull(await context(), { target: first, apiUrl: values['api-url'], format });
    case 'config check':
      return runConfigCheck(await context(), { dir: values.repo ?? '.', file: first });
    default:
      if (first === undefined) throw new UsageError('`explain` needs the name of a provider.');
      return runExplain(await context(), first);
  }
}

async function main(): Promise<number> {
  const progress = makeProgress(process.stderr, () => performance.now());
  try {
    const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
    if (values.version === true) return print(`${readVersion()}\n`);
    if (values.help === true || positionals.length === 0) return print(HELP) + (values.help === true ? 0 : 2);
    const colour = process.stdout.isTTY && values['no-color'] !== true && (process.env['NO_COLOR'] ?? '') === '';
    const context = async (): Promise<CommandContext> => ({
      engine: await makeEngine(makeNoCache(), () => new Date()),
      env: process.env,
      write: print,
      progress,
      colour,
    });
    return await runCommand(context, values, positionals);
  } catch (error) {
    progress.end();
    if (!(error instanceof UsageError) && !(error instanceof TypeError && 'code' in error)) throw error;
    process.stderr.write(`integration-audit: ${error.message}\n`);
    return 2;
  }
}

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return manifest.version;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(
    `integration-audit: unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return 2;
});
