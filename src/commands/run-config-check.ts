import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { CONFIG_PATHS, findUnreadConfigs, NEAR_MISSES, unreadProblem } from '../core/config/config-paths.ts';
import type { ConfigProblem } from '../core/config/config-problem.ts';
import { parseConfig } from '../core/config/parse-config.ts';
import { hideKeys } from '../core/facts/hide-keys.ts';
import { compileKeySearch } from '../core/facts/keys/patterns/compile-key-search.ts';
import { findKeys } from '../core/facts/keys/find-keys.ts';
import { renderConfigProblem } from '../core/report/render-config-problem.ts';
import { UsageError, type CommandContext, type ExitCode } from './command.ts';
import { describeSystemError } from './describe-system-error.ts';
import { makePaint } from './make-paint.ts';
import { checkFolder } from './open-repository.ts';

/**
 * Checks a configuration file against the schema, the rules, the current day and the repository's files. Exits with 1
 * if a problem is an error.
 */
export async function runConfigCheck(
  context: CommandContext,
  { dir, file }: { dir: string; file?: string },
): Promise<ExitCode> {
  const folder = checkFolder(context.cwd, dir);
  const path =
    file === undefined ? CONFIG_PATHS.map((p) => join(folder, p)).find(existsSync) : resolve(context.cwd, file);
  if (path === undefined)
    throw new UsageError(
      `No configuration was found in ${folder}: looked for ${CONFIG_PATHS.join(' and ')}.${hintAtName(folder)}`,
    );
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`${path} cannot be read: ${describeSystemError(error)}.`);
  });
  const shown = showPath(context.cwd, path);
  const root = rootOf(path) ?? folder;
  const { rules, keys } = await context.rulebook();
  const around = { today: context.today(), hasFile: (name: string) => isFile(join(root, name)) };
  const parsed = parseConfig(text, shown, rules, around);
  // Problems quote invalid values, which may be keys.
  const own =
    parsed.problems.length === 0
      ? parsed.problems
      : hideKeys(parsed.problems, text, findKeys(text, compileKeySearch(keys, rules)));
  const problems = [...own, ...(file === undefined ? findUnread(context.cwd, folder) : [])];
  const paint = makePaint(context.colour);
  for (const problem of problems) {
    const severity = problem.severity === 'error' ? paint.red('error') : paint.yellow('warning');
    const place = paint.bold(`${problem.path}:${problem.line}:${problem.column}`);
    context.write(`${place} ${severity} ${renderConfigProblem(problem)}\n`);
  }
  if (problems.length === 0) context.write(`${shown}: ${paint.green('ok')}\n`);
  return problems.some((p) => p.severity === 'error') ? 1 : 0;
}

/** Files that look like a configuration but are not read. */
function findUnread(cwd: string, folder: string): ConfigProblem[] {
  const there = [...CONFIG_PATHS, ...NEAR_MISSES.keys()].filter((name) => isFile(join(folder, name)));
  return findUnreadConfigs(there).map((each) =>
    unreadProblem({ ...each, path: showPath(cwd, join(folder, each.path)) }),
  );
}

/** The root of the repository that a file configures, judging by its path; null for a file of any other name. */
function rootOf(path: string): string | null {
  const name = CONFIG_PATHS.find((each) => path.replaceAll('\\', '/').endsWith(`/${each}`));
  return name === undefined ? null : path.slice(0, -name.length);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** A hint at a misnamed configuration; '' if there is none. */
function hintAtName(folder: string): string {
  const misnamed = [...NEAR_MISSES].find(([path]) => existsSync(join(folder, path)));
  return misnamed === undefined ? '' : ` ${misnamed[0]} is not read: call it ${misnamed[1]}.`;
}

/** The path relative to the current folder if it is inside, the absolute path otherwise. */
function showPath(cwd: string, path: string): string {
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') ? path : short;
}
