import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { decodeText } from '../src/core/facts/decode-text.ts';
import { compileKeySearch } from '../src/core/facts/keys/compile-key-search.ts';
import { findKeys } from '../src/core/facts/keys/find-keys.ts';
import { isReadable, MAX_FILE_BYTES } from '../src/core/facts/read-facts.ts';
import { readRulebook } from '../src/read-rulebook.ts';
import { findPeer, importPeer } from './find-peer.ts';
import type { BenchTree } from './list-trees.ts';

export type KeysSpeed = { megabytes: number; files: number; ours: Scan; peer: Scan };
/** Megabytes a second of CPU, which others that use the machine disturb least, and what was found. */
type Scan = { speed: number; found: number };
type Text = { path: string; text: string };

/** Rounds of each side, in turn: the engine takes a few to compile what is hot, and the fastest is told of both. */
const ROUNDS = 5;

/**
 * The search for leaked keys beside secretlint with its recommended rules, in one process on one core, over the same
 * texts in memory. Null when the peer is not installed.
 */
export async function measureKeys(trees: readonly BenchTree[]): Promise<KeysSpeed | null> {
  const peer = await loadPeer();
  if (peer === null) return null;
  const { keys, rules } = await readRulebook();
  const search = compileKeySearch(keys, rules);
  const texts = trees.flatMap(readTexts);
  const bytes = texts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  const ours: Scan = { speed: 0, found: 0 };
  const theirs: Scan = { speed: 0, found: 0 };
  const measure = async (side: Scan, scan: (text: Text) => number | Promise<number>): Promise<void> => {
    const start = process.cpuUsage();
    side.found = 0;
    for (const text of texts) side.found += await scan(text);
    const { user, system } = process.cpuUsage(start);
    side.speed = Math.max(side.speed, bytes / (user + system));
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    await measure(ours, ({ text }) => findKeys(text, search).length);
    await measure(theirs, peer);
  }
  return { megabytes: bytes / 1e6, files: texts.length, ours, peer: theirs };
}

type Profiler = { setEnabled: (enabled: boolean) => void };
type LintSource = (request: object) => Promise<{ messages: unknown[] }>;

async function loadPeer(): Promise<((text: Text) => Promise<number>) | null> {
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
  return async ({ path, text }) => {
    const ext = path.slice(path.lastIndexOf('.'));
    const source = { content: text, filePath: path, ext, contentType: 'text' };
    return (await lintSource({ source, options })).messages.length;
  };
}

/** What both are given: the texts that the project reads. */
function readTexts({ dir }: BenchTree): Text[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const file = join(entry.parentPath, entry.name);
    const path = relative(dir, file);
    if (!entry.isFile() || !isReadable(path) || path.startsWith('.git/')) return [];
    const bytes = readFileSync(file);
    const decoded = bytes.length > MAX_FILE_BYTES ? null : decodeText(bytes);
    return decoded !== null && 'text' in decoded ? [{ path, text: decoded.text }] : [];
  });
}
