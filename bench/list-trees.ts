import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PROJECT_DIR } from '../test/support/run-cli.ts';

export type BenchTree = { name: string; dir: string };

/**
 * The trees to measure on.
 *
 * @param dir a folder whose subfolders are the trees; default: the project and the shop of its demo.
 */
export function listTrees(dir: string | undefined): BenchTree[] {
  const dirs =
    dir === undefined
      ? [PROJECT_DIR, join(PROJECT_DIR, 'demo/shop')]
      : readdirSync(dir)
          .map((name) => join(dir, name))
          .filter((path) => statSync(path).isDirectory());
  return dirs.toSorted().map((path) => ({ name: basename(path), dir: path }));
}
