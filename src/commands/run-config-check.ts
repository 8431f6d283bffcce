import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CONFIG_PATHS } from '../core/config/config-paths.ts';
import { parseConfig } from '../core/config/parse-config.ts';
import { hideKeys } from '../core/facts/hide-keys.ts';
import { compileKeySearch } from '../core/facts/keys/compile-key-search.ts';
import { findKeys } from '../core/facts/keys/find-keys.ts';
import { renderConfigProblem } from '../core/report/render-config-problem.ts';
import { UsageError, type CommandContext, type ExitCode } from './command.ts';
import { makePaint } from './make-paint.ts';
import { checkFolder } from './open-repository.ts';

/** Holds a configuration file against the schema: every problem with its line; exit 1 when one is an error. */
export async function runConfigCheck(
  context: CommandContext,
  { dir, file }: { dir: string; file?: string },
): Promise<ExitCode> {
  const folder = checkFolder(dir);
  const path = file ?? CONFIG_PATHS.map((p) => join(folder, p)).find(existsSync);
  if (path === undefined)
    throw new UsageError(`No configuration was found in ${folder}: looked for ${CONFIG_PATHS.join(' and ')}.`);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(`${path} cannot be read.`);
  });
  const shown = relative(process.cwd(), path) || path;
  const { rules, keys } = await context.rulebook();
  const parsed = parseConfig(text, shown, new Set(rules.keys()));
  // Problems quote what is wrong, and what is wrong may be a key.
  const problems = hideKeys(parsed.problems, text, findKeys(text, compileKeySearch(keys, rules)));
  const paint = makePaint(context.colour);
  for (const problem of problems) {
    const severity = problem.severity === 'error' ? paint.red('error') : paint.yellow('warning');
    context.write(
      `${paint.bold(`${shown}:${problem.line}:${problem.column}`)} ${severity} ${renderConfigProblem(problem)}\n`,
    );
  }
  if (problems.length === 0) context.write(`${shown}: ${paint.green('ok')}\n`);
  return problems.some((p) => p.severity === 'error') ? 1 : 0;
}
