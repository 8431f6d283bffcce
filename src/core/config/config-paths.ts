import type { ConfigProblem } from './config-problem.ts';

/** Where the configuration may stand; the first that exists holds. */
export const CONFIG_PATHS = ['.integrations.yml', '.github/integrations.yml'] as const;

/** Names that people write for it and that are not read: path -> the name that would be. */
export const NEAR_MISSES: ReadonlyMap<string, string> = new Map([
  ['.integrations.yaml', '.integrations.yml'],
  ['.github/integrations.yaml', '.github/integrations.yml'],
  ['.github/.integrations.yml', '.github/integrations.yml'],
  ['.github/.integrations.yaml', '.github/integrations.yml'],
]);

/** A file that looks like a configuration and is not read: for its name, or because another one holds. */
export type UnreadConfig = {
  path: string;
  code: 'misnamed-file' | 'second-file';
  /** The name that would be read, or that is. */
  expected: string;
};

/** Those of a repository's files, in the order of their paths there. */
export function findUnreadConfigs(paths: Iterable<string>): UnreadConfig[] {
  const [first, second] = CONFIG_PATHS;
  const all = [...paths];
  const hasBoth = all.includes(first) && all.includes(second);
  return all.flatMap((path): UnreadConfig[] => {
    if (hasBoth && path === second) return [{ path, code: 'second-file', expected: first }];
    const expected = NEAR_MISSES.get(path);
    return expected === undefined ? [] : [{ path, code: 'misnamed-file', expected }];
  });
}

/** What is said of such a file, at its first line. */
export function unreadProblem({ path, code, expected }: UnreadConfig): ConfigProblem {
  return { path, line: 1, column: 1, severity: 'warning', code, args: { expected } };
}
