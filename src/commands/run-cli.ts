import { makeNoCache } from '../cache/make-memory-cache.ts';
import { RuleError } from '../core/rulebook/rule-error.ts';
import { readVersion } from '../read-version.ts';
import {
  AUDIT_FORMATS,
  INVENTORY_FORMATS,
  readFormat,
  UsageError,
  type CommandContext,
  type ExitCode,
} from './command.ts';
import { describeSystemError } from './describe-system-error.ts';
import { makeOutput } from './make-output.ts';
import { makeProgress } from './make-progress.ts';
import { readArguments, type Arguments } from './read-arguments.ts';

/** The parts of the process that the command line uses. */
export type CliProcess = {
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  cwd: () => string;
};

/** What is loaded only by the commands that need it, and the clock. */
export type Loaders = Pick<CommandContext, 'engine' | 'rulebook' | 'today'>;

const LOADERS: Loaders = {
  engine: async () => (await import('../make-engine.ts')).makeEngine(makeNoCache(), () => new Date()),
  rulebook: async () => (await import('../read-rulebook.ts')).readRulebook(),
  today: () => new Date().toISOString().slice(0, 10),
};

/**
 * Runs the command line: the composition root of every command.
 *
 * @returns the exit status: 0 nothing failed, 1 the audit's conclusion is failure or a command found an error, 2 it
 * could not run.
 */
export async function runCli(process: CliProcess, loaders = LOADERS): Promise<ExitCode | 2> {
  const { argv, stdout, stderr } = process;
  const output = makeOutput(stdout);
  // If standard error is closed, there is nowhere to report that.
  stderr.on('error', () => {});
  // A dumb terminal cannot erase a line.
  const progress = makeProgress(isDumb(process) ? { write: () => {} } : stderr, () => performance.now());
  const note = (sentence: string): void => {
    progress.end();
    stderr.write(`integration-audit: ${sentence}\n`);
  };
  const fail = (sentence: string): 2 => {
    note(sentence);
    return 2;
  };
  let code: ExitCode | 2;
  try {
    const args = readArguments(argv.slice(2));
    const context = { ...loaders, ...describeProcess(process, args), write: output.write, note, progress };
    code = await answer(args, context);
  } catch (error) {
    const isTheirs = error instanceof UsageError || error instanceof RuleError;
    code = fail(isTheirs ? error.message : `unexpected: ${describe(error)}`);
  }
  const lost = await output.end();
  return lost === null ? code : fail(`standard output cannot be written: ${describeSystemError(lost)}.`);
}

const isDumb = ({ env }: Pick<CliProcess, 'env'>): boolean => env['TERM'] === 'dumb';

type Known = Pick<CommandContext, 'env' | 'cwd' | 'colour' | 'width'>;

function describeProcess({ env, stdout, cwd }: CliProcess, args: Arguments): Known {
  const isPlain = 'values' in args && args.values['no-color'] === true;
  const colour = stdout.isTTY && !isPlain && !isDumb({ env }) && (env['NO_COLOR'] ?? '') === '';
  return { env, cwd: findCurrentFolder(cwd), colour, width: stdout.isTTY ? stdout.columns : null };
}

function findCurrentFolder(cwd: () => string): string {
  try {
    return cwd();
  } catch {
    throw new UsageError('The current folder is gone: change to one that is there.');
  }
}

async function answer(args: Arguments, context: CommandContext): Promise<ExitCode | 2> {
  if ('values' in args) return runCommand(args, context);
  if (args.command === 'version') context.write(`${readVersion()}\n`);
  else {
    const { renderCommandHelp, renderHelp } = await import('./render-help.ts');
    const about = args.command === 'help' ? args.about : null;
    context.write(about === null ? renderHelp() : renderCommandHelp(about));
  }
  return args.command === 'nothing' ? 2 : 0;
}

async function runCommand(
  { command, word, values }: Extract<Arguments, { values: unknown }>,
  context: CommandContext,
): Promise<ExitCode> {
  const dir = values.repo ?? '.';
  switch (command) {
    case 'diff': {
      const { runDiff } = await import('./run-diff.ts');
      const format = readFormat(values.format, AUDIT_FORMATS);
      const { base, head, staged } = values;
      return runDiff(context, { repo: dir, base, head, staged, format });
    }
    case 'audit': {
      const { runAudit } = await import('./run-audit.ts');
      const format = readFormat(values.format, AUDIT_FORMATS);
      return runAudit(context, { dir: readFolder(word, values.repo), commit: values.commit, format });
    }
    case 'inventory': {
      const { runInventory } = await import('./run-inventory.ts');
      const format = readFormat(values.format, INVENTORY_FORMATS);
      return runInventory(context, {
        dir: readFolder(word, values.repo),
        commit: values.commit,
        write: values.write,
        format,
      });
    }
    case 'pull': {
      const { runPull } = await import('./run-pull.ts');
      const format = readFormat(values.format, AUDIT_FORMATS);
      return runPull(context, { target: word ?? '', apiUrl: values['api-url'], format });
    }
    case 'config check': {
      const { runConfigCheck } = await import('./run-config-check.ts');
      return runConfigCheck(context, { dir, file: word });
    }
    case 'explain': {
      const { runExplain } = await import('./run-explain.ts');
      return runExplain(context, word ?? '');
    }
    case 'doctor': {
      const { runDoctor } = await import('./run-doctor.ts');
      return runDoctor(context);
    }
  }
}

/**
 * The folder named by the argument or by `--repo`; the current one by default.
 *
 * @throws UsageError if both name one.
 */
function readFolder(word: string | undefined, repo: string | undefined): string {
  if (word === '') throw new UsageError('The folder has no name: leave it out for the current one.');
  if (word !== undefined && repo !== undefined)
    throw new UsageError(
      `Two folders are named, ${JSON.stringify(word)} and --repo ${JSON.stringify(repo)}: name one.`,
    );
  return word ?? repo ?? '.';
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
