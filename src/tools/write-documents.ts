import { readFileSync, writeFileSync } from 'node:fs';

const FOLDER = new URL('../../docs/', import.meta.url);

/** Generated files: name within docs/ -> content. */
export type Documents = ReadonlyMap<string, string>;

/** Names of the files whose content on disk differs. */
export function findStaleDocuments(documents: Documents): string[] {
  return [...documents].filter(([name, content]) => readOrEmpty(name) !== content).map(([name]) => name);
}

/**
 * Writes the stale documents and lists them. With `--check` among the arguments, only lists them, and sets exit status
 * 1 if there are any.
 */
export function writeDocuments(documents: Documents, args: readonly string[]): void {
  const stale = findStaleDocuments(documents);
  if (args.includes('--check')) {
    for (const name of stale) process.stderr.write(`docs/${name} is stale: run npm run generate\n`);
    process.exitCode = stale.length === 0 ? 0 : 1;
    return;
  }
  for (const name of stale) writeFileSync(new URL(name, FOLDER), documents.get(name) ?? '');
  process.stdout.write(stale.length === 0 ? 'Nothing to write.\n' : `Written: ${stale.join(', ')}\n`);
}

function readOrEmpty(name: string): string {
  try {
    return readFileSync(new URL(name, FOLDER), 'utf8');
  } catch {
    return '';
  }
}
