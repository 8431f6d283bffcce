import type { Progress } from './command.ts';

/** Work that ends sooner shows no progress. */
const QUIET_MS = 400;
/** Minimum time between two updates of the line. */
const PAUSE_MS = 100;
const ERASE_LINE = '\r\u001b[2K';

/** A line of progress on a terminal; does nothing if the stream is not a terminal. `now` returns milliseconds. */
export function makeProgress(
  stream: { isTTY?: boolean; write: (text: string) => unknown },
  now: () => number,
): Progress {
  if (stream.isTTY !== true) return { step: () => {}, end: () => {} };
  const started = now();
  let shown = 0;
  return {
    step(text, done, all) {
      const time = now();
      if (time - started < QUIET_MS || time - shown < PAUSE_MS) return;
      shown = time;
      const part = done === undefined || all === undefined || all === 0 ? '' : ` ${Math.floor((100 * done) / all)}%`;
      stream.write(`${ERASE_LINE}${text}${part}`);
    },
    end() {
      if (shown > 0) stream.write(ERASE_LINE);
    },
  };
}
