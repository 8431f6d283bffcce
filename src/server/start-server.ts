import type { AddressInfo } from 'node:net';
import { createNodeMiddleware, type Probot } from 'probot';
import type { Logger } from 'pino';
import { createApp, EVENTS } from '../app.ts';
import type { Engine } from '../audit/engine.ts';
import type { Log } from '../github/github-client.ts';
import { DEFAULT_RETRIES, type RetryPolicy } from '../github/retry-request.ts';
import { makeTreeCache } from '../github/tree-cache.ts';
import { auditPullRequest } from '../pull-request/audit-pull-request.ts';
import type { PullRequestAuditor } from '../pull-request/auditor.ts';
import { searchReruns } from '../pull-request/search-reruns.ts';
import type { Job } from '../queue/audit-job.ts';
import { makeAuditQueue, type AuditQueue } from '../queue/make-audit-queue.ts';
import { describeError } from './describe-error.ts';
import { makeIdentity } from './make-identity.ts';
import { makeProbot, type Connection } from './make-probot.ts';
import { readDeliveredJob } from './read-delivered-job.ts';
import { readRerunJobs } from './read-rerun-jobs.ts';
import type { Settings } from './read-settings.ts';
import { startHttpServer } from './start-http-server.ts';
import { startRecovery } from './start-recovery.ts';

export type RunningServer = {
  url: string;
  queue: AuditQueue;
  /**
   * Accepts no more events, finishes the running audits, interrupts those still running after `ms` milliseconds, and
   * closes.
   */
  stop(ms: number): Promise<void>;
};

/** How the server connects to GitHub. */
export type Network = Connection & {
  /** Default: four tries, with up to a minute of waiting. */
  retry?: RetryPolicy;
};

/** What the parts of the server are made from. */
type ServerContext = { settings: Settings; engine: Engine; log: Logger; probot: Probot; retry: RetryPolicy };

/** With the queue's delays about 45 minutes, longer than most outages of GitHub. */
const ATTEMPTS = 8;

/**
 * Starts the App: an HTTP server for webhooks and health checks, the queue behind it, and the recovery of lost
 * deliveries.
 *
 * @throws the error of `listen` if the port is not available
 */
export async function startServer(
  settings: Settings,
  engine: Engine,
  log: Logger,
  { retry = DEFAULT_RETRIES, ...connection }: Network = {},
): Promise<RunningServer> {
  const probot = makeProbot(settings, log, connection);
  const context: ServerContext = { settings, engine, log, probot, retry };
  const queue = makeQueue(context, makeAuditor(context));
  const push = makePush(toEventLog(log), queue);
  const { host, port, webhookPath } = settings;
  const server = await startHttpServer({
    host,
    port,
    webhookPath,
    handleDelivery: await createNodeMiddleware(createApp(push), { probot, webhooksPath: webhookPath }),
    verifySignature: (body, signature) => probot.webhooks.verify(body, signature),
    onInvalidSignature: () => log.warn({ webhookPath }, 'delivery-not-signed'),
    countJobs: () => queue.size(),
    onError: (error) => log.error(describeError(error), 'webhook-failed'),
  });
  const stopRecovery = recoverLostDeliveries(context, push);
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    queue,
    async stop(ms) {
      stopRecovery();
      const closed = new Promise((resolve) => server.close(resolve));
      await queue.drain(ms);
      server.closeAllConnections();
      await closed;
    },
  };
}

function makeAuditor({ settings, engine, log, probot, retry }: ServerContext): PullRequestAuditor {
  return {
    engine,
    clientOf: (installationId) => probot.auth(installationId),
    identity: makeIdentity(probot, settings.appId, retry),
    treeCache: makeTreeCache(),
    retry,
    webUrl: settings.webUrl,
    log: toEventLog(log),
    onError: (error, { owner, repo, number, deliveryId }) =>
      log.error({ ...describeError(error), owner, repo, number, deliveryId }, 'audit-failed'),
  };
}

function makeQueue({ settings }: ServerContext, auditor: PullRequestAuditor): AuditQueue {
  const queue = makeAuditQueue({
    run: (job, signal, isLastTry) =>
      job.kind === 'rerun-search'
        ? searchReruns(auditor, job, signal, push)
        : auditPullRequest(auditor, job, signal, isLastTry),
    concurrency: settings.concurrency,
    attempts: ATTEMPTS,
    setTimer: (action, ms) => setTimeout(action, ms).unref(),
    onError: auditor.onError,
  });
  const push = makePush(auditor.log, queue);
  return queue;
}

/**
 * Thrown for an event that arrives while the server stops. Probot's middleware answers with the error's `status`, so
 * that GitHub counts the delivery as failed, and the next process requests it again.
 */
class StoppingError extends Error {
  override name = 'StoppingError';
  status = 503;
  override message = 'The server is stopping.';
}

/** Makes the function that queues a job and logs whether that was necessary. It throws once the server is stopping. */
function makePush(log: Log, queue: AuditQueue): (job: Job) => void {
  return (job) => {
    if (queue.isClosed()) throw new StoppingError();
    const { owner, repo, number, headSha, deliveryId } = job;
    log(queue.push(job) ? 'job-taken' : 'job-not-needed', { owner, repo, number, headSha, deliveryId });
  };
}

function toEventLog(log: Logger): Log {
  return (event, facts) => log.info(facts, event);
}

/** Starts the recovery of lost deliveries. Returns a function that stops it. */
function recoverLostDeliveries({ settings, log, probot, retry }: ServerContext, push: (job: Job) => void): () => void {
  if (settings.recoverMinutes === 0) return () => {};
  return startRecovery({
    client: () => probot.auth(),
    retry,
    events: EVENTS,
    readJobs(payload, deliveryId) {
      const job = readDeliveredJob(payload, deliveryId);
      return job === null ? (readRerunJobs(payload, deliveryId) ?? []) : [job];
    },
    push,
    log: toEventLog(log),
    everyMs: settings.recoverMinutes * 60_000,
    setTimer(action, ms) {
      const timer = setTimeout(action, ms).unref();
      return () => clearTimeout(timer);
    },
    onError: (error) => log.warn(describeError(error), 'recovery-failed'),
  });
}
