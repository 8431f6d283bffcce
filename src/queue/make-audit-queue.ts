import { jobKey, type AuditJob } from './audit-job.ts';

/**
 * How a job ended: done (null), given up for an error, or to be tried again, after a while that is known or (null) longer
 * each time.
 */
export type JobOutcome = { retryInMs: number | null; job: AuditJob } | 'failed' | null;

export type AuditQueue = {
  /** Takes a job; false when it is a repeated delivery or older than what is known of its pull request. */
  push(job: AuditJob): boolean;
  /** Waits until nothing is left, or aborts what runs after `ms`. New jobs are refused from now on. */
  drain(ms: number): Promise<void>;
  /** Resolves when nothing waits or runs. */
  idle(): Promise<void>;
  /** Jobs that wait or run. */
  size(): number;
};

export type QueueOptions = {
  /** Does the work. `signal` aborts with reason `superseded` or `shutdown`; the job must then end soon and cleanly. */
  run: (job: AuditJob, signal: AbortSignal, isLastTry: boolean) => Promise<JobOutcome>;
  /** Pull requests audited at the same time. */
  concurrency: number;
  /** Times a job is tried in all. */
  attempts: number;
  setTimer: (action: () => void, ms: number) => void;
  onError: (error: unknown, job: AuditJob) => void;
};

/** Delivery ids and newest heads remembered: at about 100 bytes each, two megabytes. */
const REMEMBERED = 10_000;

/** Waits where nobody says how long: half a minute, twice as long each time, a quarter of an hour at most. */
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 900_000;

type Slot = {
  running: { job: AuditJob; abort: AbortController } | null;
  next: AuditJob | null;
  tries: number;
  waiting: boolean;
};

/**
 * A queue in memory: one job per pull request at a time, the newest head wins. A newer head stops the audit of an older
 * one; a delivery that came before is not done twice, unless it failed: who redelivers it wants another try.
 */
export function makeAuditQueue(options: QueueOptions): AuditQueue {
  const slots = new Map<string, Slot>();
  const deliveries = new Memory<true>();
  const newest = new Memory<number>();
  const waiters: (() => void)[] = [];
  let active = 0;
  let leaving = 0;
  let closed = false;
  let expired = false;

  const push = (job: AuditJob): boolean => {
    const key = jobKey(job);
    const known = newest.get(key) ?? 0;
    if (closed || deliveries.get(job.deliveryId) !== undefined) return false;
    if (job.updatedAt !== null && job.updatedAt < known) return false;
    deliveries.set(job.deliveryId, true);
    if (job.updatedAt !== null) newest.set(key, job.updatedAt);
    const slot = slots.get(key) ?? { running: null, next: null, tries: 0, waiting: false };
    slots.set(key, slot);
    if (slot.next !== null) leave(slot.next);
    // GitHub's times are whole seconds: which of two events of one second came later, only the pull request itself tells.
    slot.next = job.updatedAt === known ? { ...job, pull: null } : job;
    slot.tries = 0;
    slot.waiting = false;
    slot.running?.abort.abort('superseded');
    pump();
    return true;
  };

  const pump = (): void => {
    for (const [key, slot] of slots) {
      if (active >= options.concurrency) return;
      if (slot.running === null && slot.next !== null && !slot.waiting) start(key, slot, slot.next);
    }
  };

  const run = (job: AuditJob, signal: AbortSignal, isLastTry: boolean): Promise<JobOutcome> =>
    options.run(job, signal, isLastTry).catch((error: unknown) => (options.onError(error, job), 'failed' as const));

  const start = (key: string, slot: Slot, job: AuditJob): void => {
    const abort = new AbortController();
    slot.running = { job, abort };
    slot.next = null;
    slot.tries += 1;
    active += 1;
    if (expired) abort.abort('shutdown');
    void run(job, abort.signal, slot.tries >= options.attempts || closed).then((outcome) =>
      finish(key, slot, job, outcome),
    );
  };

  const finish = (key: string, slot: Slot, { deliveryId }: AuditJob, outcome: JobOutcome): void => {
    active -= 1;
    slot.running = null;
    if (outcome === 'failed') deliveries.delete(deliveryId);
    else if (outcome !== null && slot.next !== null) leave(outcome.job);
    else if (outcome !== null && slot.tries < options.attempts) comeBack(slot, outcome);
    else if (outcome !== null) deliveries.delete(deliveryId);
    if (slot.next === null) slots.delete(key);
    pump();
    wakeWhenIdle();
  };

  /** Puts a job back until its time comes; on closing it is run at once, for the last time. */
  const comeBack = (slot: Slot, { job, retryInMs }: Exclude<JobOutcome, 'failed' | null>): void => {
    slot.next = job;
    if (closed) return;
    slot.waiting = true;
    options.setTimer(
      () => {
        if (slot.next !== job) return;
        slot.waiting = false;
        pump();
      },
      retryInMs ?? Math.min(FIRST_WAIT_MS * 2 ** (slot.tries - 1), LONGEST_WAIT_MS),
    );
  };

  /** A job that waited for another try and is not needed any more: its check run must not stay open. */
  const leave = (job: AuditJob): void => {
    if (job.checkRunId === null || job.isJudged === true) return;
    leaving += 1;
    void run(job, AbortSignal.abort('superseded'), true).finally(() => {
      leaving -= 1;
      wakeWhenIdle();
    });
  };

  const isIdle = (): boolean => slots.size === 0 && leaving === 0;
  const wakeWhenIdle = (): void => {
    if (isIdle()) for (const wake of waiters.splice(0)) wake();
  };

  const idle = (): Promise<void> => (isIdle() ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve)));

  const drain = async (ms: number): Promise<void> => {
    closed = true;
    options.setTimer(() => {
      // What has not begun by now is begun all the same, to say in its check run that it was not audited.
      expired = true;
      for (const slot of slots.values()) slot.running?.abort.abort('shutdown');
    }, ms);
    // A limit that was waited for may last longer than we do: what waits is closed in words at once.
    for (const [key, slot] of slots) {
      if (!slot.waiting || slot.next === null) continue;
      slot.waiting = false;
      start(key, slot, slot.next);
      slot.running?.abort.abort('shutdown');
    }
    await idle();
  };

  return { push, drain, idle, size: () => slots.size };
}

/** Remembers the last REMEMBERED keys. */
class Memory<T> {
  readonly #values = new Map<string, T>();

  get(key: string): T | undefined {
    return this.#values.get(key);
  }

  delete(key: string): void {
    this.#values.delete(key);
  }

  set(key: string, value: T): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= REMEMBERED) return;
    const [oldest] = this.#values.keys();
    if (oldest !== undefined) this.#values.delete(oldest);
  }
}
