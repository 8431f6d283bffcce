// `npm run bench [facts|diff|requests|inventory|keys] [DIR]`: what audits cost on this machine, compared with peer
// tools. No figure makes it fail: they are for people to judge.
import { statSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { NO_PEERS } from './find-peer.ts';
import { listTrees } from './list-trees.ts';
import { measureDiff } from './measure-diff.ts';
import { measureFacts, MODES } from './measure-facts.ts';
import { measureInventory, type InventoryCost } from './measure-inventory.ts';
import { measureKeys } from './measure-keys.ts';
import { measureRequests } from './measure-requests.ts';

const NODE_MODULES = fileURLToPath(new URL('../node_modules/', import.meta.url));
const MEGABYTES = 40;
const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
const PARTS = new Set(['facts', 'diff', 'requests', 'inventory', 'keys']);
const wanted = new Set(process.argv.slice(2).filter((word) => PARTS.has(word)));
const [dir, surplus] = process.argv.slice(2).filter((word) => !PARTS.has(word));
const wrong = surplus ?? (dir === undefined || isFolder(dir) ? undefined : dir);
if (wrong !== undefined) {
  console.error(`bench: ${JSON.stringify(wrong)} is neither a folder of trees nor one of ${[...PARTS].join(', ')}.`);
  process.exit(2);
}
const trees = listTrees(dir);
const place = dir ?? 'the project and the shop of its demo, as no folder of trees is given';
const isWanted = (part: string): boolean => wanted.size === 0 || wanted.has(part);

console.log(
  `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}`,
);

if (isWanted('facts')) {
  const what = 'as of changed files, by an audit of the whole, by an inventory (goal: 20 MB/s)';
  console.log(`\nFacts from sources, one core, ${what}: ${dir ?? 'the packages in node_modules'}`);
  const dirs = dir === undefined ? [NODE_MODULES] : trees.map((tree) => tree.dir);
  for (const { language, files, megabytes, speeds } of await measureFacts(dirs, MEGABYTES / dirs.length)) {
    const told = MODES.map(
      (mode) => `${mode} ${speeds[mode].slowest.toFixed(0)} to ${speeds[mode].fastest.toFixed(0)}`,
    );
    console.log(`  ${language.padEnd(12)} ${told.join(', ')} MB/s  (${files} files, ${megabytes.toFixed(1)} MB)`);
  }
}

if (isWanted('diff')) {
  console.log("\n`diff` as it is packed, of 10 files in a clone of 10,000, with Node's start (goals: 1 s, 300 MB)");
  for (const { branch, verdict, seconds, peakMegabytes } of await measureDiff()) {
    const [fastest, slowest] = [Math.min(...seconds), Math.max(...seconds)].map((s) => s.toFixed(2));
    console.log(`  ${branch.padEnd(12)} ${fastest} to ${slowest} s, ${peakMegabytes.toFixed(0)} MB  (${verdict})`);
  }
}

if (isWanted('requests')) {
  console.log('\nRequests to GitHub for a warm audit (goal: 6 and the changed blobs)');
  for (const { story, requests, blobs } of await measureRequests()) {
    console.log(`  ${story}: ${requests.length - blobs} and ${blobs} blobs`);
    for (const request of requests) console.log(`    ${request}`);
  }
}

if (isWanted('inventory')) {
  console.log(
    `\nInventory, packed as people install it, beside stack-analyser, clock (CPU) (goal: less than it takes): ${place}`,
  );
  const costs = await measureInventory(trees);
  if (costs === null) console.log(`  ${NO_PEERS}`);
  else {
    const sum = (of: (cost: InventoryCost) => number): number => costs.reduce((all, cost) => all + of(cost), 0);
    const all = {
      tree: `all ${costs.length}`,
      ours: { wall: sum((c) => c.ours.wall), cpu: sum((c) => c.ours.cpu) },
      peer: { wall: sum((c) => c.peer.wall), cpu: sum((c) => c.peer.cpu) },
    };
    for (const { tree, ours, peer } of [...costs, all]) {
      const [mine, theirs] = [ours, peer].map(({ wall, cpu }) => `${wall.toFixed(2)} s (${cpu.toFixed(2)})`);
      console.log(`  ${tree.padEnd(44)} ${mine}  stack-analyser ${theirs}`);
    }
  }
}

if (isWanted('keys')) {
  console.log(`\nSearch for keys beside secretlint, one core (goal: 5 times its speed): ${place}`);
  const speed = await measureKeys(trees);
  if (speed === null) console.log(`  ${NO_PEERS}`);
  else {
    const { ours, peer, files, megabytes } = speed;
    console.log(`  ${files} files, ${megabytes.toFixed(1)} MB; ours finds ${ours.found}, secretlint ${peer.found}`);
    for (const [from, of] of [
      ['in memory', 'inMemory'],
      ['from disk', 'fromDisk'],
    ] as const) {
      const [mine, theirs] = [ours[of], peer[of]].map((figure) => figure.toFixed(1));
      console.log(
        `  ${from}  ${mine} MB/s, secretlint ${theirs} MB/s: ${(ours[of] / peer[of]).toFixed(1)} times as fast`,
      );
    }
  }
}
