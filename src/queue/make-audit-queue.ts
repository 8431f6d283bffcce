import { jobKey, type Job } from './audit-job.ts';
import { BoundedMap } from './bounded-map.ts';

/** The outcome of a run: done, failed for good, or to be retried. */
export type JobOutcome = 'done' | 'failed' | Retry;

/** `job` is the job for the next try. If `retryInMs` is null, the queue chooses a delay that grows with each try. */
export type Retry = { retryInMs: number | null; job: Job };

export type AuditQueue = {
  /** Accepts a job; false for a repeated delivery or re-run, or if a newer state of its pull request is known. */
  push(job: Job): boolean;
  /** Stops accepting jobs and waits until none are left. Aborts those that still run after `ms` milliseconds. */
  drain(ms: number): Promise<void>;
  /** Whether it is draining, and accepts no more jobs. */
  isClosed(): boolean;
  /** Resolves when no jobs wait or run. */
  idle(): Promise<void>;
  /** Jobs that wait or run. */
  size(): number;
};

export type QueueOptions = {
  /** Runs a job. `signal` aborts with reason `superseded` or `shutdown`; the job must then end soon and cleanly. */
  run: (job: Job, signal: AbortSignal, isLastTry: boolean) => Promise<JobOutcome>;
  /** Pull requests audited at the same time. */
  concurrency: number;
  /** Tries per job, including the first. */
  attempts: number;
  setTimer: (action: () => void, ms: number) => void;
  onError: (error: unknown, job: Job) => void;
};

/** Delivery ids and newest heads that are remembered: two megabytes at about 100 bytes each. */
const REMEMBERED = 10_000;

/** Delays between tries: half a minute, doubled each time, up to 15 minutes. */
const FIRST_DELAY_MS = 30_000;
const LONGEST_DELAY_MS = 900_000;

/** The jobs of a key: at most one running, and one to run next. */
type Slot = {
  running: { job: Job; abort: AbortController } | null;
  next: Job | null;
  tries: number;
  /** `next` is a retry that is not due yet. */
  isDelayed: boolean;
};

/**
 * An in-memory queue: one job per pull request at a time, and the newest head wins. A newer head stops the audit of an
 * older one. A delivery that was accepted before is rejected, unless it failed: its redelivery requests another try.
 */
export function makeAuditQueue(options: QueueOptions): AuditQueue {
  return new MemoryQueue(options);
}

class MemoryQueue implements AuditQueue {
  readonly #options: QueueOptions;
  readonly #slots = new Map<string, Slot>();
  readonly #deliveries = new BoundedMap<true>(REMEMBERED);
  /** `updatedAt` of the newest job per key. */
  readonly #newest = new BoundedMap<number>(REMEMBERED);
  readonly #onIdle: (() => void)[] = [];
  #active = 0;
  /** Abandoned jobs whose check runs are being completed. */
  #abandoned = 0;
  #isClosed = false;
  #isTimeUp = false;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  push(job: Job): boolean {
    const key = jobKey(job);
    if (this.#isClosed || this.#deliveries.get(job.deliveryId) !== undefined) return false;
    const newest = this.#newest.get(key) ?? 0;
    if (job.kind === 'pull-request' && job.updatedAt < newest) return false;
    const same = job.kind === 'rerun' ? this.#slots.get(key) : undefined;
    if (same !== undefined) {
      // This head is already being audited again, so another request only ends the wait for a retry.
      same.isDelayed = false;
      this.#startJobs();
      return false;
    }
    this.#deliveries.set(job.deliveryId, true);
    if (job.kind === 'pull-request') this.#newest.set(key, job.updatedAt);
    const slot = this.#slots.get(key) ?? { running: null, next: null, tries: 0, isDelayed: false };
    this.#slots.set(key, slot);
    if (slot.next !== null) this.#abandon(slot.next);
    // GitHub's times are whole seconds. Which of two events in the same second is newer can only be read from the pull
    // request.
    slot.next = job.kind === 'pull-request' && job.updatedAt === newest ? { ...job, pull: null } : job;
    slot.tries = 0;
    slot.isDelayed = false;
    slot.running?.abort.abort('superseded');
    this.#startJobs();
    return true;
  }

  async drain(ms: number): Promise<void> {
    this.#isClosed = true;
    this.#options.setTimer(() => {
      // Jobs that have not started yet still start, to state in their check runs that they were not audited.
      this.#isTimeUp = true;
      for (const slot of this.#slots.values()) slot.running?.abort.abort('shutdown');
    }, ms);
    // A retry may be due long after the process has ended, so its check run is completed at once.
    for (const [key, slot] of this.#slots) {
      if (!slot.isDelayed || slot.next === null) continue;
      slot.isDelayed = false;
      this.#start(key, slot, slot.next);
      slot.running?.abort.abort('shutdown');
    }
    await this.idle();
  }

  idle(): Promise<void> {
    return this.#isIdle() ? Promise.resolve() : new Promise((resolve) => this.#onIdle.push(resolve));
  }

  isClosed(): boolean {
    return this.#isClosed;
  }

  size(): number {
    return this.#slots.size;
  }

  /** Starts jobs that may run now, within the concurrency limit. */
  #startJobs(): void {
    for (const [key, slot] of this.#slots) {
      if (this.#active >= this.#options.concurrency) return;
      if (slot.running === null && slot.next !== null && !slot.isDelayed) this.#start(key, slot, slot.next);
    }
  }

  #start(key: string, slot: Slot, job: Job): void {
    const abort = new AbortController();
    slot.running = { job, abort };
    slot.next = null;
    slot.tries += 1;
    this.#active += 1;
    if (this.#isTimeUp) abort.abort('shutdown');
    const isLastTry = slot.tries >= this.#options.attempts || this.#isClosed;
    void this.#run(job, abort.signal, isLastTry).then((outcome) => this.#finish(key, slot, job, outcome));
  }

  async #run(job: Job, signal: AbortSignal, isLastTry: boolean): Promise<JobOutcome> {
    try {
      return await this.#options.run(job, signal, isLastTry);
    } catch (error) {
      this.#options.onError(error, job);
      return 'failed';
    }
  }

  #finish(key: string, slot: Slot, job: Job, outcome: JobOutcome): void {
    this.#active -= 1;
    slot.running = null;
    const isRetry = typeof outcome === 'object';
    if (isRetry && slot.next !== null) this.#abandon(outcome.job);
    else if (isRetry && slot.tries < this.#options.attempts) this.#retry(slot, outcome);
    else if (outcome !== 'done') this.#deliveries.delete(job.deliveryId);
    if (slot.next === null) this.#slots.delete(key);
    this.#startJobs();
    this.#tellWhenIdle();
  }

  /** Schedules a retry. While the queue drains, it runs at once and for the last time. */
  #retry(slot: Slot, { job, retryInMs }: Retry): void {
    slot.next = job;
    if (this.#isClosed) return;
    slot.isDelayed = true;
    const delay = retryInMs ?? Math.min(FIRST_DELAY_MS * 2 ** (slot.tries - 1), LONGEST_DELAY_MS);
    this.#options.setTimer(() => {
      if (slot.next !== job) return;
      slot.isDelayed = false;
      this.#startJobs();
    }, delay);
  }

  /**
   * Drops a retry that a newer job replaces. If its check run is in progress, the job runs once more, superseded, to
   * complete it.
   */
  #abandon(job: Job): void {
    if (job.progress.stage !== 'started') return;
    this.#abandoned += 1;
    void this.#run(job, AbortSignal.abort('superseded'), true).finally(() => {
      this.#abandoned -= 1;
      this.#tellWhenIdle();
    });
  }

  #isIdle(): boolean {
    return this.#slots.size === 0 && this.#abandoned === 0;
  }

  #tellWhenIdle(): void {
    if (this.#isIdle()) for (const resolve of this.#onIdle.splice(0)) resolve();
  }
}
