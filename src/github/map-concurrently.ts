/**
 * Yields the results of an action on each item as they arrive, with at most `limit` running at once. If one fails or
 * the reader stops, no further ones are started.
 */
export async function* mapConcurrently<Item, Result>(
  items: Iterable<Item>,
  limit: number,
  action: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const waiting = items[Symbol.iterator]();
  const running = new Map<number, Promise<{ key: number; result: Result }>>();
  let count = 0;

  function startNext(): void {
    const next = waiting.next();
    if (next.done === true) return;
    const key = (count += 1);
    const promise = action(next.value).then((result) => ({ key, result }));
    // If another one fails first, the race below may never observe this promise.
    promise.catch(() => undefined);
    running.set(key, promise);
  }

  for (let free = limit; free > 0; free -= 1) startNext();
  while (running.size > 0) {
    const { key, result } = await Promise.race(running.values());
    running.delete(key);
    startNext();
    yield result;
  }
}
