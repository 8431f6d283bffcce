// `npm run bench [facts|diff|requests]`: what the audit costs on this machine. Nothing here fails: figures are for people.
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { measureDiff } from './measure-diff.ts';
import { measureFacts } from './measure-facts.ts';
import { measureRequests } from './measure-requests.ts';

const NODE_MODULES = fileURLToPath(new URL('../node_modules/', import.meta.url));
const MEGABYTES = 40;
const wanted = new Set(process.argv.slice(2));
const isWanted = (part: string): boolean => wanted.size === 0 || wanted.has(part);

console.log(
  `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}`,
);

if (isWanted('facts')) {
  console.log('\nFacts from sources, one core (goal: 30 MB/s)');
  for (const { language, files, megabytes, fastest, slowest } of await measureFacts(NODE_MODULES, MEGABYTES)) {
    const size = `${files} files, ${megabytes.toFixed(1)} MB`;
    console.log(`  ${language.padEnd(12)} ${slowest.toFixed(0)} to ${fastest.toFixed(0)} MB/s  (${size})`);
  }
}

if (isWanted('diff')) {
  console.log("\n`diff` of 10 files in a clone of 10,000, with Node's start (goals: 1 s, 300 MB)");
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
