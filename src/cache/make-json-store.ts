import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** One computed value on disk, identified by the digest of its input. */
export type JsonStore = {
  /** The value, when what is stored was computed from the same input; undefined otherwise. */
  read(digest: string): unknown;
  write(digest: string, value: unknown): void;
};

/**
 * Keeps one JSON value in a file. Never throws: a file that cannot be read or written, or is truncated or malformed,
 * counts as missing.
 */
export function makeJsonStore(file: string): JsonStore {
  return {
    read(digest) {
      try {
        const stored = JSON.parse(readFileSync(file, 'utf8')) as { digest?: unknown; value?: unknown } | null;
        return stored?.digest === digest ? stored.value : undefined;
      } catch {
        return undefined;
      }
    },
    write(digest, value) {
      // Renamed into place, as several processes may write at once.
      const draft = `${file}.${process.pid}`;
      try {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(draft, JSON.stringify({ digest, value }));
        renameSync(draft, file);
      } catch {
        discard(draft);
      }
    },
  };
}

function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The folder does not exist either.
  }
}
