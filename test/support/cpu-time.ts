/** Milliseconds of this thread's processor time since a moment: what the machine does besides does not count. */
export function startCpuTime(): () => number {
  const start = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(start);
    return (user + system) / 1000;
  };
}

/**
 * How much more processor time four times as much takes: about 4 for what is linear, 16 for what is quadratic. The machine's
 * speed and load cancel out.
 *
 * @param run does the work on this much; the least is to take some ten milliseconds.
 */
export function growthOf(run: (size: number) => void, size: number): number {
  return leastCost(() => run(4 * size)) / leastCost(() => run(size));
}

/** The least of some runs: what compiles and collects beside them only adds. */
function leastCost(run: () => void): number {
  const costs = Array.from({ length: 3 }, () => {
    const spent = startCpuTime();
    run();
    return spent();
  });
  return Math.min(...costs);
}

/** Between linear and quadratic, with room for the noise of either. */
export const MOST_GROWTH = 8;
