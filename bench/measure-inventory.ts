import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPackage } from '../src/tools/build-package.ts';
import { runProcess } from '../test/support/run-cli.ts';
import { findPeer } from './find-peer.ts';
import type { BenchTree } from './list-trees.ts';
import { PRINT_USAGE, readUsage } from './read-usage.ts';

/** Seconds of wall time and of CPU time. */
export type Cost = { wall: number; cpu: number };
export type InventoryCost = { tree: string; ours: Cost; peer: Cost };

/**
 * Compares the inventory of each tree with stack-analyser. Both run as command lines that take turns, each with the
 * whole machine, as people run them; ours is what `npm pack` packs. Each runs twice, and the best figures count. Null
 * if the peer is not installed.
 */
export async function measureInventory(trees: readonly BenchTree[]): Promise<InventoryCost[] | null> {
  const peer = findPeer('@specfy/stack-analyser/dist/cli.js');
  if (peer === null) return null;
  const dir = mkdtempSync(join(tmpdir(), 'bench-inventory-'));
  const program = await buildPackage();
  const ours = (tree: BenchTree): string[] => [program, 'inventory', tree.dir, '--format', 'json'];
  const theirs = (tree: BenchTree): string[] => [peer, tree.dir, '-o', 'out.json'];
  try {
    const costs: InventoryCost[] = [];
    for (const tree of trees) {
      const runs: { ours: Cost; peer: Cost }[] = [];
      for (let round = 0; round < 2; round += 1)
        runs.push({ ours: await time(ours(tree), dir), peer: await time(theirs(tree), dir) });
      costs.push({ tree: tree.name, ours: fastest(runs.map((r) => r.ours)), peer: fastest(runs.map((r) => r.peer)) });
    }
    return costs;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function fastest(runs: readonly Cost[]): Cost {
  return { wall: Math.min(...runs.map((r) => r.wall)), cpu: Math.min(...runs.map((r) => r.cpu)) };
}

async function time(args: readonly string[], cwd: string): Promise<Cost> {
  const command = ['--import', PRINT_USAGE, ...args];
  const start = performance.now();
  const { code, stderr } = await runProcess(process.execPath, command, { cwd });
  const wall = (performance.now() - start) / 1000;
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr.slice(-2000)}`);
  return { wall, cpu: readUsage(stderr).cpuSeconds };
}
