import { recoverFailedDeliveries, recoverTakenDeliveries, type Recovery } from './recover-deliveries.ts';

export type RecoveryLoop = Omit<Recovery, 'client'> & {
  /** Called in every round, because GitHub may be down when the server starts. */
  client: () => Promise<Recovery['client']>;
  everyMs: number;
  /** Returns a function that clears the timer. */
  setTimer: (action: () => void, ms: number) => () => void;
  onError: (error: unknown) => void;
};

/** How far a round looks back beyond the start of the previous one, so that it sees all attempts for an event. */
const OVERLAP_MS = 3_600_000;

/**
 * Searches for lost deliveries at once and then periodically, one round at a time. A failed round is reported to
 * `onError`, and the next one covers the same period.
 *
 * @returns a function that stops it.
 */
export function startRecovery(loop: RecoveryLoop): () => void {
  const startedAt = loop.retry.now();
  let [since, hasReadTaken, isStopped] = [0, false, false];
  let cancel = (): void => {};
  const round = async (): Promise<void> => {
    const now = loop.retry.now();
    try {
      const recovery = { ...loop, client: await loop.client() };
      if (!hasReadTaken) await recoverTakenDeliveries(recovery, startedAt);
      hasReadTaken = true;
      await recoverFailedDeliveries(recovery, since);
      since = now - OVERLAP_MS;
    } catch (error) {
      if (!isStopped) loop.onError(error);
    }
    if (!isStopped) cancel = loop.setTimer(() => void round(), loop.everyMs);
  };
  void round();
  return () => {
    isStopped = true;
    cancel();
  };
}
