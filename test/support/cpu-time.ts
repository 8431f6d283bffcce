/**
 * Starts to measure this thread's CPU time, which other load on the machine does not affect. The returned function
 * gives the milliseconds since.
 */
export function startCpuTime(): () => number {
  const start = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(start);
    return (user + system) / 1000;
  };
}

/**
 * The factor by which the CPU time grows with four times the size: about 4 if it is linear, 16 if it is quadratic. The
 * machine's speed and load cancel out.
 *
 * @param run does the work for a size. Less than 10 ms for the smaller size counts as 10 ms: below, noise dominates.
 */
export function growthOf(run: (size: number) => void, size: number): number {
  const measure = (): number => {
    const [small, large] = [size, 4 * size].map((each) => leastCost(() => run(each)));
    return (large ?? 0) / Math.max(small ?? 0, 10);
  };
  const growth = measure();
  // Quadratic growth shows in every measurement, unlike the effect of a busy machine on the caches.
  return growth < MOST_GROWTH ? growth : Math.min(growth, measure());
}

/** The faster of two runs: compilation and garbage collection only add time. */
function leastCost(run: () => void): number {
  const costs = [1, 2].map(() => {
    const spent = startCpuTime();
    run();
    return spent();
  });
  return Math.min(...costs);
}

/** A limit between linear and quadratic growth, with room for noise on both sides. */
export const MOST_GROWTH = 8;
