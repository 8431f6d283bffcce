import { recoverFailedDeliveries, recoverTakenDeliveries, type Recovery } from './recover-deliveries.ts';

export type RecoveryLoop = Omit<Recovery, 'client'> & {
  /** Made when first needed: GitHub may be away when the server starts. */
  client: () => Promise<Recovery['client']>;
  everyMs: number;
  /** Gives back what takes the timer away again. */
  setTimer: (action: () => void, ms: number) => () => void;
  onError: (error: unknown) => void;
};

/** How far a round looks back beyond the one before: long enough to see all attempts of an event together. */
const OVERLAP_MS = 3_600_000;

/**
 * Looks for lost deliveries at once, and then again and again, one round after the other. A round that fails is told, and
 * made up for by the next.
 *
 * @returns what ends it.
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
