import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPackage } from '../src/tools/build-package.ts';
import { runProcess } from '../test/support/run-cli.ts';
import { makeLargeClone } from './make-large-clone.ts';
import { PRINT_USAGE, readUsage } from './read-usage.ts';

export type DiffCost = { branch: string; verdict: string; seconds: number[]; peakMegabytes: number };

const ROUNDS = 5;

/** Measures the packaged `diff` in a clone of 10,000 files: wall time, including Node's start, and peak memory. */
export async function measureDiff(): Promise<DiffCost[]> {
  const dir = mkdtempSync(join(tmpdir(), 'large-clone-'));
  try {
    await makeLargeClone(dir);
    const program = await buildPackage();
    const costs: DiffCost[] = [];
    for (const branch of ['quiet', 'new-provider']) costs.push(await measureBranch(program, dir, branch));
    return costs;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function measureBranch(program: string, dir: string, branch: string): Promise<DiffCost> {
  const diff = [program, 'diff', '--repo', dir, '--head', branch];
  const peak = await runProcess(process.execPath, ['--import', PRINT_USAGE, ...diff]);
  const seconds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await runProcess(process.execPath, diff);
    seconds.push((performance.now() - start) / 1000);
  }
  return {
    branch,
    verdict: peak.stdout.trim().split('\n').at(-2) ?? '',
    seconds,
    peakMegabytes: readUsage(peak.stderr).megabytes,
  };
}
