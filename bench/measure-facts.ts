import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { makeNoCache } from '../src/cache/make-memory-cache.ts';
import { isReadable } from '../src/core/facts/file-worth.ts';
import type { FactsReader } from '../src/core/facts/read-facts.ts';
import { findSourceLanguage } from '../src/core/facts/sources/find-source-language.ts';
import { makeEngine } from '../src/make-engine.ts';

/**
 * Megabytes per second of CPU time, which other load on the machine affects least: the slowest and the fastest round.
 */
export type Speed = { slowest: number; fastest: number };
/**
 * The speeds by scope: `all` is for the changed files of an audit, `standing` for every file when a whole repository is
 * audited, `handlers` for an inventory and for unchanged files beside a change.
 */
export type FactsSpeed = { language: string; files: number; megabytes: number; speeds: Record<Mode, Speed> };
export type Mode = (typeof MODES)[number];
export const MODES = ['all', 'standing', 'handlers'] as const;
type Source = { path: string; bytes: Uint8Array };

const ROUNDS = 3;
const SKIPPED = /(?:^|\/)(?:\.git|node_modules)(?:\/|$)/;

/**
 * Measures how fast facts are read from sources (imports, env names, hosts, keys, webhook handlers), on one core.
 *
 * @param dirs trees whose sources are loaded into memory first, up to `megabytes` of each language from each.
 */
export async function measureFacts(dirs: readonly string[], megabytes: number): Promise<FactsSpeed[]> {
  const engine = await makeEngine(makeNoCache(), () => new Date());
  const readers = MODES.map((mode) => [mode, engine.makeReader(engine.rulebook, mode)] as const);
  const sources = new Map<string, Source[]>();
  for (const dir of dirs) readSources(dir, megabytes * 1_000_000, sources);
  const paths = [...sources.values()].flatMap((files) => files.map(({ path }) => path));
  for (const [, reader] of readers) await reader.prepare?.(paths);
  return [...sources].map(([language, files]) => ({
    language,
    files: files.length,
    megabytes: bytesOf(files) / 1_000_000,
    speeds: Object.fromEntries(readers.map(([mode, reader]) => [mode, speedOf(reader, files)])) as Record<Mode, Speed>,
  }));
}

const bytesOf = (files: readonly Source[]): number => files.reduce((sum, { bytes }) => sum + bytes.length, 0);

function speedOf(reader: FactsReader, files: readonly Source[]): Speed {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const start = process.cpuUsage();
    for (const { path, bytes } of files) reader.read(path, bytes);
    const { user, system } = process.cpuUsage(start);
    return bytesOf(files) / (user + system);
  });
  return { slowest: Math.min(...rounds), fastest: Math.max(...rounds) };
}

function readSources(dir: string, limit: number, into: Map<string, Source[]>): void {
  const totals = new Map<string, number>();
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const language = entry.isFile() ? findSourceLanguage(entry.name) : null;
    const path = relative(dir, join(entry.parentPath, entry.name));
    const total = totals.get(language ?? '') ?? 0;
    if (language === null || total >= limit || SKIPPED.test(path) || !isReadable(path)) continue;
    const bytes = readFileSync(join(dir, path));
    totals.set(language, total + bytes.length);
    const files = into.get(language) ?? [];
    into.set(language, files);
    files.push({ path, bytes });
  }
}
