import type { Writable } from 'node:stream';

/** Standard output, of which it is known in the end whether it was taken. */
export type Output = {
  write: (text: string) => void;
  /** Waits until all is handed over; gives the error that kept it from being so, but null for a reader that had enough. */
  end: () => Promise<Error | null>;
};

/** Watches a stream, so that an error of it is told in a sentence and ends no process. */
export function makeOutput(stream: Writable): Output {
  let failed: NodeJS.ErrnoException | null = null;
  stream.on('error', (error: NodeJS.ErrnoException) => (failed ??= error));
  return {
    write: (text) => void stream.write(text),
    async end() {
      // Handed over in order: when the last, empty piece is done with, so are the others.
      await new Promise<void>((resolve) => void stream.write('', () => setImmediate(resolve)));
      // Whoever reads our output may have seen enough of it: `| head` is no error.
      return failed?.code === 'EPIPE' ? null : failed;
    },
  };
}
