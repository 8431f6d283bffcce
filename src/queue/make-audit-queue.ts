import { jobKey, type AuditJob } from './audit-job.ts';

/**
 * How a job ended: done (null), given up for an error, or to be tried again, after a while that is known or (null) longer
 * each time.
 */
export type JobOutcome = { retryInMs: number | null; job: AuditJob } | 'failed' | null;

export type AuditQueue = {
  /** Takes a job; false when it is a repeated delivery or re-run, or older than what is known of its pull request. */
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
  return new MemoryQueue(options);
}

class MemoryQueue implements AuditQueue {
  readonly #options: QueueOptions;
  readonly #slots = new Map<string, Slot>();
  readonly #deliveries = new Memory<true>();
  readonly #newest = new Memory<number>();
  readonly #waiters: (() => void)[] = [];
  #active = 0;
  #leaving = 0;
  #closed = false;
  #expired = false;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  push(job: AuditJob): boolean {
    const key = jobKey(job);
    const known = this.#newest.get(key) ?? 0;
    if (this.#closed || this.#deliveries.get(job.deliveryId) !== undefined) return false;
    if (job.updatedAt !== null && job.updatedAt < known) return false;
    const twin = job.rerun === undefined ? undefined : this.#slots.get(key);
    if (twin !== undefined) {
      // The same head is about to be audited again: that is what is wanted, and need not wait any longer.
      twin.waiting = false;
      this.#pump();
      return false;
    }
    this.#deliveries.set(job.deliveryId, true);
    if (job.updatedAt !== null) this.#newest.set(key, job.updatedAt);
    const slot = this.#slots.get(key) ?? { running: null, next: null, tries: 0, waiting: false };
    this.#slots.set(key, slot);
    if (slot.next !== null) this.#leave(slot.next);
    // GitHub's times are whole seconds: which of two events of one second came later, only the pull request itself tells.
    slot.next = job.updatedAt === known ? { ...job, pull: null } : job;
    slot.tries = 0;
    slot.waiting = false;
    slot.running?.abort.abort('superseded');
    this.#pump();
    return true;
  }

  async drain(ms: number): Promise<void> {
    this.#closed = true;
    this.#options.setTimer(() => {
      // What has not begun by now is begun all the same, to say in its check run that it was not audited.
      this.#expired = true;
      for (const slot of this.#slots.values()) slot.running?.abort.abort('shutdown');
    }, ms);
    // A limit that was waited for may last longer than we do: what waits is closed in words at once.
    for (const [key, slot] of this.#slots) {
      if (!slot.waiting || slot.next === null) continue;
      slot.waiting = false;
      this.#start(key, slot, slot.next);
      slot.running?.abort.abort('shutdown');
    }
    await this.idle();
  }

  idle(): Promise<void> {
    return this.#isIdle() ? Promise.resolve() : new Promise((resolve) => this.#waiters.push(resolve));
  }

  size(): number {
    return this.#slots.size;
  }

  #pump(): void {
    for (const [key, slot] of this.#slots) {
      if (this.#active >= this.#options.concurrency) return;
      if (slot.running === null && slot.next !== null && !slot.waiting) this.#start(key, slot, slot.next);
    }
  }

  #start(key: string, slot: Slot, job: AuditJob): void {
    const abort = new AbortController();
    slot.running = { job, abort };
    slot.next = null;
    slot.tries += 1;
    this.#active += 1;
    if (this.#expired) abort.abort('shutdown');
    const isLastTry = slot.tries >= this.#options.attempts || this.#closed;
    void this.#run(job, abort.signal, isLastTry).then((outcome) => this.#finish(key, slot, job, outcome));
  }

  #run(job: AuditJob, signal: AbortSignal, isLastTry: boolean): Promise<JobOutcome> {
    const { run, onError } = this.#options;
    return run(job, signal, isLastTry).catch((error: unknown) => (onError(error, job), 'failed' as const));
  }

  #finish(key: string, slot: Slot, { deliveryId }: AuditJob, outcome: JobOutcome): void {
    this.#active -= 1;
    slot.running = null;
    if (outcome === 'failed') this.#deliveries.delete(deliveryId);
    else if (outcome !== null && slot.next !== null) this.#leave(outcome.job);
    else if (outcome !== null && slot.tries < this.#options.attempts) this.#comeBack(slot, outcome);
    else if (outcome !== null) this.#deliveries.delete(deliveryId);
    if (slot.next === null) this.#slots.delete(key);
    this.#pump();
    this.#wakeWhenIdle();
  }

  /** Puts a job back until its time comes; on closing it is run at once, for the last time. */
  #comeBack(slot: Slot, { job, retryInMs }: Exclude<JobOutcome, 'failed' | null>): void {
    slot.next = job;
    if (this.#closed) return;
    slot.waiting = true;
    const wait = retryInMs ?? Math.min(FIRST_WAIT_MS * 2 ** (slot.tries - 1), LONGEST_WAIT_MS);
    this.#options.setTimer(() => {
      if (slot.next !== job) return;
      slot.waiting = false;
      this.#pump();
    }, wait);
  }

  /** A job that waited for another try and is not needed any more: its check run must not stay open. */
  #leave(job: AuditJob): void {
    if (job.checkRunId === null || job.isJudged === true) return;
    this.#leaving += 1;
    void this.#run(job, AbortSignal.abort('superseded'), true).finally(() => {
      this.#leaving -= 1;
      this.#wakeWhenIdle();
    });
  }

  #isIdle(): boolean {
    return this.#slots.size === 0 && this.#leaving === 0;
  }

  #wakeWhenIdle(): void {
    if (this.#isIdle()) for (const wake of this.#waiters.splice(0)) wake();
  }
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
