import type { ConfigProblem } from './config-problem.ts';

/** Paths of the configuration; the first that exists is used. */
export const CONFIG_PATHS = ['.integrations.yml', '.github/integrations.yml'] as const;

/** Paths that people write by mistake and that are not read -> the path that would be. */
export const NEAR_MISSES: ReadonlyMap<string, string> = new Map([
  ['.integrations.yaml', '.integrations.yml'],
  ['.github/integrations.yaml', '.github/integrations.yml'],
  ['.github/.integrations.yml', '.github/integrations.yml'],
  ['.github/.integrations.yaml', '.github/integrations.yml'],
]);

/** A file that looks like a configuration but is not read, since it is misnamed or another one takes precedence. */
export type UnreadConfig = {
  path: string;
  code: 'misnamed-file' | 'second-file';
  /** The path that would be read, or the one that is. */
  expected: string;
};

/** The unread configurations among a repository's paths, in the order of the paths. */
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

/** The problem that reports such a file, at its first line. */
export function unreadProblem({ path, code, expected }: UnreadConfig): ConfigProblem {
  return { path, line: 1, column: 1, severity: 'warning', code, args: { expected } };
}
