import { jobKey, type Job } from './audit-job.ts';
import { BoundedMap } from './bounded-map.ts';

/** How a run of a job ended: done, given up after an error, or to be tried again. */
export type JobOutcome = 'done' | 'failed' | Retry;

/** `job` as it goes on from here. Null where nobody says how long to wait: then the queue waits longer each time. */
export type Retry = { retryInMs: number | null; job: Job };

export type AuditQueue = {
  /** Accepts a job; false when it is a repeated delivery or re-run, or older than what is known of its pull request. */
  push(job: Job): boolean;
  /** Accepts no more jobs, and waits until nothing is left; aborts what still runs after `ms` milliseconds. */
  drain(ms: number): Promise<void>;
  /** Whether it drains, and accepts nothing any more. */
  isClosed(): boolean;
  /** Resolves when nothing waits or runs. */
  idle(): Promise<void>;
  /** Jobs that wait or run. */
  size(): number;
};

export type QueueOptions = {
  /** Does the work. `signal` aborts with reason `superseded` or `shutdown`; the job must then end soon and cleanly. */
  run: (job: Job, signal: AbortSignal, isLastTry: boolean) => Promise<JobOutcome>;
  /** Pull requests audited at the same time. */
  concurrency: number;
  /** Tries per job, the first included. */
  attempts: number;
  setTimer: (action: () => void, ms: number) => void;
  onError: (error: unknown, job: Job) => void;
};

/** Delivery ids and newest heads that are remembered: at about 100 bytes each, two megabytes. */
const REMEMBERED = 10_000;

/** Delays between tries: half a minute, doubled each time, up to a quarter of an hour. */
const FIRST_DELAY_MS = 30_000;
const LONGEST_DELAY_MS = 900_000;

/** The jobs of one key: at most one that runs, and one to run next. */
type Slot = {
  running: { job: Job; abort: AbortController } | null;
  next: Job | null;
  tries: number;
  /** `next` is a retry whose time has not come. */
  isDelayed: boolean;
};

/**
 * A queue in memory: one job per pull request at a time, and the newest head wins. A newer head stops the audit of an older
 * one. A delivery that was accepted before is refused, unless it failed: redelivering it asks for another try.
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
      // This head is already being audited again: asking once more only ends the wait for a retry.
      same.isDelayed = false;
      this.#startJobs();
      return false;
    }
    this.#deliveries.set(job.deliveryId, true);
    if (job.kind === 'pull-request') this.#newest.set(key, job.updatedAt);
    const slot = this.#slots.get(key) ?? { running: null, next: null, tries: 0, isDelayed: false };
    this.#slots.set(key, slot);
    if (slot.next !== null) this.#abandon(slot.next);
    // GitHub's times are whole seconds: which of two events of one second is newer, only the pull request itself tells.
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
      // Jobs that have not started by now still start, to say in their check runs that they were not audited.
      this.#isTimeUp = true;
      for (const slot of this.#slots.values()) slot.running?.abort.abort('shutdown');
    }, ms);
    // A retry's time may come long after the process has ended: its check run is completed at once.
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

  /** Starts the jobs that may run now, as far as the concurrency allows. */
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

  /** Puts a job back until its time comes; while the queue drains it runs at once, for the last time. */
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

  /** Drops a retry that a newer job replaces. Its check run is open: it is run once more, superseded, to complete that. */
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
