import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { decodeText } from '../src/core/facts/decode-text.ts';
import { compileKeySearch } from '../src/core/facts/keys/patterns/compile-key-search.ts';
import { findFirstKeys } from '../src/core/facts/keys/find-keys.ts';
import { isReadable, MAX_FILE_BYTES } from '../src/core/facts/file-worth.ts';
import { readRulebook } from '../src/read-rulebook.ts';
import { findPeer, importPeer } from './find-peer.ts';
import type { BenchTree } from './list-trees.ts';

export type KeysSpeed = { megabytes: number; files: number; ours: Scan; peer: Scan };
/**
 * Megabytes per second of CPU time, which other load on the machine affects least, and the number of keys found.
 * `inMemory` starts with bytes in memory and measures the search; `fromDisk` includes reading the files, for which a
 * user waits too.
 */
type Scan = { inMemory: number; fromDisk: number; found: number };
type File = { path: string; file: string; bytes: Buffer };
/** How one tool reads a file, and how it scans the bytes; decoding them is a part of that. */
type Side = { read: (file: string) => Buffer | Promise<Buffer>; scan: (path: string, bytes: Buffer) => Count };
type Count = number | Promise<number>;

/** Rounds of each tool, in turn: V8 takes a few to compile hot code, and the fastest one of each tool counts. */
const ROUNDS = 5;

/**
 * Compares the search for leaked keys with secretlint and its recommended rules, in one process on one core, over the
 * same files: those that this project reads. Null if the peer is not installed.
 */
export async function measureKeys(trees: readonly BenchTree[]): Promise<KeysSpeed | null> {
  const peer = await loadPeer();
  if (peer === null) return null;
  const { keys, rules } = await readRulebook();
  const search = compileKeySearch(keys, rules);
  const project: Side = {
    read: (file) => readFileSync(file),
    scan: (_path, bytes) => {
      const decoded = decodeText(bytes);
      return 'text' in decoded ? findFirstKeys(decoded.text, search, decoded.utf8).keys.length : 0;
    },
  };
  const files = trees.flatMap(listFiles);
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const ours: Scan = { inMemory: 0, fromDisk: 0, found: 0 };
  const theirs: Scan = { inMemory: 0, fromDisk: 0, found: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    await measure(project, files, total, ours);
    await measure(peer, files, total, theirs);
  }
  return { megabytes: total / 1e6, files: files.length, ours, peer: theirs };
}

/** Runs one round of one tool, and keeps the best figures so far. */
async function measure({ read, scan }: Side, files: readonly File[], total: number, best: Scan): Promise<void> {
  best.found = 0;
  const inMemory = await speedOf(total, async () => {
    for (const { path, bytes } of files) best.found += await scan(path, bytes);
  });
  const fromDisk = await speedOf(total, async () => {
    for (const { path, file } of files) await scan(path, await read(file));
  });
  best.inMemory = Math.max(best.inMemory, inMemory);
  best.fromDisk = Math.max(best.fromDisk, fromDisk);
}

async function speedOf(bytes: number, run: () => Promise<void>): Promise<number> {
  const start = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(start);
  return bytes / (user + system);
}

type Profiler = { setEnabled: (enabled: boolean) => void };
type LintSource = (request: object) => Promise<{ messages: unknown[] }>;

/** The peer as its command runs it, but without listing files and detecting binary ones. */
async function loadPeer(): Promise<Side | null> {
  const core = findPeer('@secretlint/core/module/index.js');
  const preset = findPeer('@secretlint/secretlint-rule-preset-recommend/module/index.js');
  if (core === null || preset === null) return null;
  // As its command does: the profiler would record the time of each file and keep all records.
  const profiler = findPeer('@secretlint/profiler/module/node.js');
  if (profiler !== null)
    ((await importPeer(profiler)) as { secretLintProfiler: Profiler }).secretLintProfiler.setEnabled(false);
  const { lintSource } = (await importPeer(core)) as { lintSource: LintSource };
  const { creator } = (await importPeer(preset)) as { creator: object };
  const options = { config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] } };
  return {
    read: async (file) => readFile(file),
    scan: async (path, bytes) => {
      const source = { content: bytes.toString(), filePath: path, ext: extname(path), contentType: 'text' };
      return (await lintSource({ source, options })).messages.length;
    },
  };
}

/** The input of both tools: the text files that this project reads. */
function listFiles({ dir }: BenchTree): File[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const file = join(entry.parentPath, entry.name);
    const path = relative(dir, file);
    if (!entry.isFile() || !isReadable(path) || path.startsWith('.git/')) return [];
    const bytes = readFileSync(file);
    return bytes.length <= MAX_FILE_BYTES && 'text' in decodeText(bytes) ? [{ path, file, bytes }] : [];
  });
}
