import type { Writable } from 'node:stream';

/** Standard output that reports at the end whether everything was written. */
export type Output = {
  write: (text: string) => void;
  /**
   * Waits until everything is written. Returns the error that prevented it; null if there was none, or if the reader
   * closed the pipe.
   */
  end: () => Promise<Error | null>;
};

/** Wraps a stream so that its errors do not crash the process. */
export function makeOutput(stream: Writable): Output {
  let failed: NodeJS.ErrnoException | null = null;
  stream.on('error', (error: NodeJS.ErrnoException) => (failed ??= error));
  return {
    write: (text) => void stream.write(text),
    async end() {
      // Writes complete in order: once this empty one is done, so are all before it.
      await new Promise<void>((resolve) => void stream.write('', () => setImmediate(resolve)));
      // The reader may close the pipe early: `| head` is not an error.
      return failed?.code === 'EPIPE' ? null : failed;
    },
  };
}
