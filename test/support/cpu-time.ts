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
 * @param run does the work on this much. What takes less than ten milliseconds counts as that: below, noise rules.
 */
export function growthOf(run: (size: number) => void, size: number): number {
  const measure = (): number => {
    const [small, large] = [size, 4 * size].map((each) => leastCost(() => run(each)));
    return (large ?? 0) / Math.max(small ?? 0, 10);
  };
  const growth = measure();
  // What is quadratic is so each time; what shares a busy machine's caches is not.
  return growth < MOST_GROWTH ? growth : Math.min(growth, measure());
}

/** The lesser of two runs: what compiles and collects beside them only adds. */
function leastCost(run: () => void): number {
  const costs = [1, 2].map(() => {
    const spent = startCpuTime();
    run();
    return spent();
  });
  return Math.min(...costs);
}

/** Between linear and quadratic, with room for the noise of either. */
export const MOST_GROWTH = 8;
