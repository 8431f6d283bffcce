// How fast facts are read from source text: `node bench/source-facts.ts [folder] [megabytes]`.
// Reads the folder's sources into memory first, then times readSource alone, on one core.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findSourceLanguage } from '../src/core/facts/sources/find-source-language.ts';
import { makeCodeTexts, readSource } from '../src/core/facts/sources/read-source.ts';
import type { Language } from '../src/core/types.ts';

type File = { path: string; language: Language; text: string };

const ROUNDS = 5;
const [folder = 'node_modules', megabytes = '60'] = process.argv.slice(2);
const codeTexts = makeCodeTexts([
  'supabase.auth.',
  '.storage.from(',
  'stripe.webhooks.constructEvent(',
  '.chat.completions.create(',
  'S3Client(',
  ...Array.from({ length: 295 }, (_, index) => `service${index}.client.call${index}(`),
]);

const files = readFiles(folder, Number(megabytes) * 1_000_000);
for (const language of new Set(files.map((file) => file.language))) {
  measure(
    language,
    files.filter((file) => file.language === language),
  );
}

function readFiles(root: string, limit: number): File[] {
  const found: File[] = [];
  let total = 0;
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const language = findSourceLanguage(path);
    if (language === null || total >= limit || !statSync(join(root, path)).isFile()) continue;
    const text = readFileSync(join(root, path), 'utf8');
    total += text.length;
    found.push({ path, language, text });
  }
  return found;
}

function measure(language: Language, sources: readonly File[]): void {
  const bytes = sources.reduce((sum, file) => sum + Buffer.byteLength(file.text), 0);
  const rounds: number[] = [];
  let signals = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    signals = 0;
    for (const file of sources) signals += readSource(file.language, file.text, { codeTexts }).signals.length;
    rounds.push(bytes / 1000 / (performance.now() - start));
  }
  const [slowest, fastest] = [Math.min(...rounds), Math.max(...rounds)];
  const size = `${sources.length} files, ${(bytes / 1e6).toFixed(1)} MB, ${signals} signals`;
  process.stdout.write(`${language}: ${size}: ${slowest.toFixed(0)} to ${fastest.toFixed(0)} MB/s\n`);
}
