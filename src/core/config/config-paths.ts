/** Where the configuration may stand; the first that exists holds. */
export const CONFIG_PATHS = ['.integrations.yml', '.github/integrations.yml'] as const;

/** Names that people write for it and that are not read: path -> the name that would be. */
export const NEAR_MISSES: ReadonlyMap<string, string> = new Map([
  ['.integrations.yaml', '.integrations.yml'],
  ['.github/integrations.yaml', '.github/integrations.yml'],
  ['.github/.integrations.yml', '.github/integrations.yml'],
  ['.github/.integrations.yaml', '.github/integrations.yml'],
]);

/** Files that look like a configuration and are not read for their name, each with the name that would be. */
export function findNearMissConfig(paths: Iterable<string>): { path: string; expected: string }[] {
  const found: { path: string; expected: string }[] = [];
  for (const path of paths) {
    const expected = NEAR_MISSES.get(path);
    if (expected !== undefined) found.push({ path, expected });
  }
  return found;
}
