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
 * Megabytes a second of CPU, which others that use the machine disturb least, and what was found: from the bytes in memory,
 * which tells of the search, and from the disk, which tells of what a user waits for.
 */
type Scan = { inMemory: number; fromDisk: number; found: number };
type File = { path: string; file: string; bytes: Buffer };
/** How one side reads a file, and what it makes of its bytes: decoding is part of its work. */
type Side = { read: (file: string) => Buffer | Promise<Buffer>; scan: (path: string, bytes: Buffer) => Count };
type Count = number | Promise<number>;

/** Rounds of each side, in turn: the engine takes a few to compile what is hot, and the fastest is told of both. */
const ROUNDS = 5;

/**
 * The search for leaked keys beside secretlint with its recommended rules, in one process on one core, over the same
 * files: those that the project reads. Null when the peer is not installed.
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

/** One round of one side; the better figures of it and of the rounds before are kept. */
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

/** The peer as its command runs it, without what that does to list files and to tell binary ones. */
async function loadPeer(): Promise<Side | null> {
  const core = findPeer('@secretlint/core/module/index.js');
  const preset = findPeer('@secretlint/secretlint-rule-preset-recommend/module/index.js');
  if (core === null || preset === null) return null;
  // As its command does: it would note the time of each file, and keep all notes.
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

/** What both are given: the texts that the project reads. */
function listFiles({ dir }: BenchTree): File[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const file = join(entry.parentPath, entry.name);
    const path = relative(dir, file);
    if (!entry.isFile() || !isReadable(path) || path.startsWith('.git/')) return [];
    const bytes = readFileSync(file);
    return bytes.length <= MAX_FILE_BYTES && 'text' in decodeText(bytes) ? [{ path, file, bytes }] : [];
  });
}
