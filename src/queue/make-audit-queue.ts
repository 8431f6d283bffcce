import { jobKey, type AuditJob } from './audit-job.ts';

/** How a job ended: done, or to be tried again after a while. */
export type JobOutcome = { retryInMs: number; job: AuditJob } | null;

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

type Slot = {
  running: { job: AuditJob; abort: AbortController } | null;
  next: AuditJob | null;
  tries: number;
  waiting: boolean;
};

/**
 * A queue in memory: one job per pull request at a time, the newest head wins. A newer head stops the audit of an older
 * one; a delivery that came before is not done twice.
 */
export function makeAuditQueue(options: QueueOptions): AuditQueue {
  const slots = new Map<string, Slot>();
  const deliveries = new Memory<true>();
  const newest = new Memory<number>();
  const waiters: (() => void)[] = [];
  let active = 0;
  let closed = false;

  const push = (job: AuditJob): boolean => {
    const key = jobKey(job);
    const known = newest.get(key) ?? 0;
    if (closed || deliveries.get(job.deliveryId) !== undefined) return false;
    if (job.updatedAt !== null && job.updatedAt < known) return false;
    deliveries.set(job.deliveryId, true);
    if (job.updatedAt !== null) newest.set(key, job.updatedAt);
    const slot = slots.get(key) ?? { running: null, next: null, tries: 0, waiting: false };
    slots.set(key, slot);
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

  const start = (key: string, slot: Slot, job: AuditJob): AbortController => {
    const abort = new AbortController();
    slot.running = { job, abort };
    slot.next = null;
    slot.tries += 1;
    active += 1;
    void options
      .run(job, abort.signal, slot.tries >= options.attempts || closed)
      .catch((error: unknown) => (options.onError(error, job), null))
      .then((outcome) => finish(key, slot, outcome));
    return abort;
  };

  const finish = (key: string, slot: Slot, outcome: JobOutcome): void => {
    active -= 1;
    slot.running = null;
    if (outcome !== null && slot.next === null && slot.tries < options.attempts && !closed) {
      slot.next = outcome.job;
      slot.waiting = true;
      options.setTimer(() => {
        slot.waiting = false;
        pump();
      }, outcome.retryInMs);
    }
    if (slot.next === null) slots.delete(key);
    pump();
    if (slots.size === 0) for (const wake of waiters.splice(0)) wake();
  };

  const idle = (): Promise<void> =>
    slots.size === 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve));

  const drain = async (ms: number): Promise<void> => {
    closed = true;
    // What waits to be tried again has a check run open: it is run once more, to be closed in words.
    for (const [key, slot] of slots) {
      if (slot.waiting && slot.running === null && slot.next !== null) start(key, slot, slot.next).abort('shutdown');
    }
    options.setTimer(() => {
      for (const slot of slots.values()) slot.running?.abort.abort('shutdown');
    }, ms);
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

  set(key: string, value: T): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= REMEMBERED) return;
    const [oldest] = this.#values.keys();
    if (oldest !== undefined) this.#values.delete(oldest);
  }
}
