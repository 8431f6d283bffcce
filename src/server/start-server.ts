import type { AddressInfo } from 'node:net';
import { createNodeMiddleware, type Probot } from 'probot';
import type { Logger } from 'pino';
import { createApp, EVENTS } from '../app.ts';
import type { Engine } from '../audit/engine.ts';
import type { GitHubClient, Log } from '../github/github-client.ts';
import { DEFAULT_RETRIES, type RetryPolicy } from '../github/retry-request.ts';
import { makeTreeCache } from '../github/tree-cache.ts';
import { auditPullRequest } from '../pull-request/audit-pull-request.ts';
import type { PullRequestAuditor } from '../pull-request/auditor.ts';
import type { AuditJob } from '../queue/audit-job.ts';
import { makeAuditQueue, type AuditQueue } from '../queue/make-audit-queue.ts';
import { describeError } from './describe-error.ts';
import { findRerunJobs } from './find-rerun-jobs.ts';
import { makeIdentity } from './make-identity.ts';
import { makeProbot, type Connection } from './make-probot.ts';
import { makeRerunLookup } from './make-rerun-lookup.ts';
import { openDoors } from './open-doors.ts';
import { readDeliveredJob } from './read-delivered-job.ts';
import type { Settings } from './read-settings.ts';
import { startRecovery } from './start-recovery.ts';

export type RunningServer = {
  url: string;
  queue: AuditQueue;
  /** Takes no more events, finishes what runs within `ms`, and closes. */
  stop(ms: number): Promise<void>;
};

/** How the server reaches GitHub. */
export type Network = Connection & {
  /** Default: four tries, up to a minute of waiting. */
  retry?: RetryPolicy;
};

/** What every part of the server works with. */
type Ground = { settings: Settings; engine: Engine; log: Logger; probot: Probot; retry: RetryPolicy };

/** With the queue's waits some three quarters of an hour, longer than most of GitHub's bad times. */
const ATTEMPTS = 8;

/** Starts the App: an HTTP server for webhooks and health, and the queue behind it. */
export async function startServer(
  settings: Settings,
  engine: Engine,
  log: Logger,
  { retry = DEFAULT_RETRIES, ...connection }: Network = {},
): Promise<RunningServer> {
  const probot = makeProbot(settings, log, connection);
  const ground: Ground = { settings, engine, log, probot, retry };
  const auditor = makeAuditor(ground);
  const queue = makeQueue(ground, auditor);
  const push = makePush(queue, log);
  const lookup = makeRerunLookup(auditor.clientOf, retry);
  const findReruns = (payload: unknown, deliveryId: string): Promise<AuditJob[] | null> =>
    findRerunJobs(payload, deliveryId, lookup);
  const { webhookPath } = settings;
  const doors = {
    webhooks: await createNodeMiddleware(createApp({ push, findReruns }), { probot, webhooksPath: webhookPath }),
    webhookPath,
    isSigned: (body: string, signature: string) => probot.webhooks.verify(body, signature),
    onUnsigned: () => log.warn({ webhookPath }, 'delivery-not-signed'),
    countJobs: () => queue.size(),
    onError: (error: unknown) => log.error(describeError(error), 'webhook-failed'),
  };
  const server = await openDoors(doors, settings);
  const stopRecovery = recoverLost(ground, { push, findReruns });
  return {
    url: `http://${settings.host}:${(server.address() as AddressInfo).port}`,
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

function makeAuditor({ settings, engine, log, probot, retry }: Ground): PullRequestAuditor {
  return {
    engine,
    clientOf: async (installationId) => (await probot.auth(installationId)) as unknown as GitHubClient,
    identity: makeIdentity(probot, settings.appId, retry),
    treeCache: makeTreeCache(),
    retry,
    webUrl: settings.webUrl,
    log: makeTelling(log),
    onError: (error, { owner, repo, number, deliveryId }) =>
      log.error({ ...describeError(error), owner, repo, number, deliveryId }, 'audit-failed'),
  };
}

function makeQueue({ settings }: Ground, auditor: PullRequestAuditor): AuditQueue {
  return makeAuditQueue({
    run: (job, signal, isLastTry) => auditPullRequest(auditor, job, signal, isLastTry),
    concurrency: settings.concurrency,
    attempts: ATTEMPTS,
    setTimer: (action, ms) => setTimeout(action, ms).unref(),
    onError: auditor.onError,
  });
}

function makePush(queue: AuditQueue, log: Logger): (job: AuditJob) => void {
  return (job) => {
    const { owner, repo, number, headSha, deliveryId } = job;
    const taken = queue.push(job);
    log.info({ owner, repo, number, headSha, deliveryId }, taken ? 'job-taken' : 'job-not-needed');
  };
}

function makeTelling(log: Logger): Log {
  return (event, facts) => log.info(facts, event);
}

type Takers = {
  push: (job: AuditJob) => void;
  findReruns: (payload: unknown, deliveryId: string) => Promise<AuditJob[] | null>;
};

/** @returns what ends it. */
function recoverLost({ settings, log, probot, retry }: Ground, { push, findReruns }: Takers): () => void {
  if (settings.recoverMinutes === 0) return () => {};
  return startRecovery({
    client: () => probot.auth() as unknown as Promise<GitHubClient>,
    retry,
    events: EVENTS,
    async readJobs(payload, deliveryId) {
      const job = readDeliveredJob(payload, deliveryId);
      return job === null ? ((await findReruns(payload, deliveryId)) ?? []) : [job];
    },
    push,
    log: makeTelling(log),
    everyMs: settings.recoverMinutes * 60_000,
    setTimer(action, ms) {
      const timer = setTimeout(action, ms).unref();
      return () => clearTimeout(timer);
    },
    onError: (error) => log.warn(describeError(error), 'recovery-failed'),
  });
}
