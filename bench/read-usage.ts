import { fileURLToPath } from 'node:url';

/** To be loaded before a program whose use of the machine is wanted; JavaScript, so that Node has nothing to compile for it. */
export const PRINT_USAGE = fileURLToPath(new URL('./print-usage.js', import.meta.url));

/** Peak memory and seconds of CPU, of what `print-usage.js` wrote at the end of a program's standard error. */
export function readUsage(stderr: string): { megabytes: number; cpuSeconds: number } {
  const [kilobytes, cpuSeconds] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { megabytes: (kilobytes ?? NaN) / 1000, cpuSeconds: cpuSeconds ?? NaN };
}
