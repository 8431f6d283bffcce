import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { makeNoCache } from '../src/cache/make-memory-cache.ts';
import { findSourceLanguage } from '../src/core/facts/sources/find-source-language.ts';
import { makeEngine } from '../src/make-engine.ts';

export type FactsSpeed = { language: string; files: number; megabytes: number; fastest: number; slowest: number };

const ROUNDS = 3;

/**
 * How fast everything is read from sources (imports, env names, hosts, keys, webhook handlers), on one core, in MB/s.
 *
 * @param dir its sources are read into memory first, up to `megabytes` of each language.
 */
export async function measureFacts(dir: string, megabytes: number): Promise<FactsSpeed[]> {
  const engine = await makeEngine(makeNoCache(), () => new Date());
  const reader = engine.makeReader(engine.rulebook);
  const sources = [...readSources(dir, megabytes * 1_000_000)];
  await reader.prepare?.(sources.flatMap(([, files]) => files.map(({ path }) => path)));
  return sources.map(([language, files]) => {
    const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
    const rounds = Array.from({ length: ROUNDS }, () => {
      const start = performance.now();
      for (const file of files) reader.read(file.path, file.bytes);
      return bytes / 1000 / (performance.now() - start);
    });
    return {
      language,
      files: files.length,
      megabytes: bytes / 1_000_000,
      fastest: Math.max(...rounds),
      slowest: Math.min(...rounds),
    };
  });
}

function readSources(dir: string, limit: number): Map<string, { path: string; bytes: Uint8Array }[]> {
  const found = new Map<string, { path: string; bytes: Uint8Array }[]>();
  const totals = new Map<string, number>();
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const language = entry.isFile() ? findSourceLanguage(entry.name) : null;
    if (language === null || (totals.get(language) ?? 0) >= limit) continue;
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    totals.set(language, (totals.get(language) ?? 0) + bytes.length);
    const files = found.get(language) ?? [];
    found.set(language, files);
    // As a file of one's own: dependencies' folders are looked at less closely.
    files.push({ path: `src/${basename(entry.parentPath)}/${entry.name}`, bytes });
  }
  return found;
}
