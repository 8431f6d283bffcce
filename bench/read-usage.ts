import { fileURLToPath } from 'node:url';

/** Preloaded into a program to measure its use of resources; JavaScript, so that Node need not strip types. */
export const PRINT_USAGE = fileURLToPath(new URL('./print-usage.js', import.meta.url));

/**
 * Peak memory and seconds of CPU time, from the line that `print-usage.js` adds to a program's standard error; NaN if
 * it is missing.
 */
export function readUsage(stderr: string): { megabytes: number; cpuSeconds: number } {
  const [kilobytes, cpuSeconds] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { megabytes: (kilobytes ?? NaN) / 1000, cpuSeconds: cpuSeconds ?? NaN };
}
