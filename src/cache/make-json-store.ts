import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** One computed value on disk, named by the digest of what it was computed from. */
export type JsonStore = {
  /** The value, when what is stored was computed from the same input; undefined otherwise. */
  read(digest: string): unknown;
  write(digest: string, value: unknown): void;
};

/**
 * Keeps one JSON value in a file. A help, never a need: where the file cannot be read or written, or was cut or changed
 * in its form, everything works as if it were not there.
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
      // Renamed into place whole: several processes may start at once.
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
    // there is not even a folder
  }
}
