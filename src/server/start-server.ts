import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createNodeMiddleware, type Probot } from 'probot';
import type { Logger } from 'pino';
import { z } from 'zod';
import { createApp, EVENTS, type AppOptions } from '../app.ts';
import type { Engine } from '../audit/engine.ts';
import { auditPullRequest } from '../pull-request/audit-pull-request.ts';
import type { PullRequestAuditor } from '../pull-request/auditor.ts';
import { describeError } from './describe-error.ts';
import { listCheckRuns } from '../github/find-check-run.ts';
import { findOpenPullRequests } from '../github/find-open-pull-requests.ts';
import type { GitHubClient } from '../github/github-client.ts';
import { readAnswer, requestGitHub } from '../github/request-github.ts';
import { DEFAULT_RETRIES, type RetryPolicy } from '../github/retry-request.ts';
import { makeTreeCache } from '../github/tree-cache.ts';
import type { AuditJob } from '../queue/audit-job.ts';
import { makeAuditQueue, type AuditQueue } from '../queue/make-audit-queue.ts';
import { findRerunJobs, type RerunLookup } from './find-rerun-jobs.ts';
import { makeProbot, type Connection } from './make-probot.ts';
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

/** GitHub sends no payload above 25 MB; what is larger is not GitHub's. */
const MAX_BODY_BYTES = 26_000_000;
/**
 * A body is held in memory before its signature is looked at. The events of this App take some ten kilobytes; of larger
 * bodies no more than this is held at a time, so that strangers cannot fill the memory.
 */
const LARGE_BODY_BYTES = 1_000_000;
const MAX_LARGE_BYTES = 3 * MAX_BODY_BYTES;
const REQUEST_TIMEOUT_MS = 30_000;
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
  const clientOf = async (installationId: number): Promise<GitHubClient> =>
    (await probot.auth(installationId)) as unknown as GitHubClient;
  const auditor: PullRequestAuditor = {
    engine,
    clientOf,
    identity: makeIdentity(probot, settings.appId, retry),
    treeCache: makeTreeCache(),
    retry,
    webUrl: settings.webUrl,
    onError: (error, { owner, repo, number, deliveryId }) =>
      log.error({ ...describeError(error), owner, repo, number, deliveryId }, 'audit-failed'),
  };
  const queue = makeAuditQueue({
    run: (job, signal, isLastTry) => auditPullRequest(auditor, job, signal, isLastTry),
    concurrency: settings.concurrency,
    attempts: ATTEMPTS,
    setTimer: (action, ms) => setTimeout(action, ms).unref(),
    onError: auditor.onError,
  });
  const push = (job: AuditJob): void => {
    const taken = queue.push(job);
    log.info(
      { owner: job.owner, repo: job.repo, number: job.number, headSha: job.headSha, deliveryId: job.deliveryId },
      taken ? 'job-taken' : 'job-not-needed',
    );
  };
  const rerunLookup: RerunLookup = {
    async findExternalIds({ installationId, ...where }) {
      const found = await listCheckRuns(await clientOf(installationId), { ...where, retry });
      return found.toSorted((a, b) => b.id - a.id).map(({ externalId }) => externalId);
    },
    async findPullRequests({ installationId, ...where }) {
      return (await findOpenPullRequests(await clientOf(installationId), { ...where, retry })).map((p) => p.number);
    },
  };
  const findReruns: AppOptions['findRerunJobs'] = (payload, deliveryId) =>
    findRerunJobs(payload, deliveryId, rerunLookup);
  const app = createApp({ push, findRerunJobs: findReruns });
  const webhooks = await createNodeMiddleware(app, { probot, webhooksPath: settings.webhookPath });
  const held = { bytes: 0 };
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    answer(request, response, { webhooks, queue, webhookPath: settings.webhookPath, held }).catch((error: unknown) => {
      // A connection that broke while its body was read, most likely; it must not end the process.
      log.error(describeError(error), 'webhook-failed');
      if (response.headersSent) response.destroy();
      else say(response, 500, 'Internal error');
    });
  });
  await listen(server, settings);
  const stopRecovery =
    settings.recoverMinutes === 0
      ? () => {}
      : startRecovery({
          client: () => probot.auth() as unknown as Promise<GitHubClient>,
          retry,
          events: EVENTS,
          async readJobs(payload, deliveryId) {
            const job = readDeliveredJob(payload, deliveryId);
            return job === null ? ((await findReruns(payload, deliveryId)) ?? []) : [job];
          },
          push,
          log: (event, facts) => log.info(facts, event),
          everyMs: settings.recoverMinutes * 60_000,
          setTimer: (action, ms) => {
            const timer = setTimeout(action, ms).unref();
            return () => clearTimeout(timer);
          },
          onError: (error) => log.warn(describeError(error), 'recovery-failed'),
        });
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

type Doors = {
  webhooks: Awaited<ReturnType<typeof createNodeMiddleware>>;
  queue: AuditQueue;
  webhookPath: string;
  /** Bytes of large bodies that are read at the moment. */
  held: { bytes: number };
};

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { webhooks, queue, webhookPath, held }: Doors,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0];
  const isQuestion = request.method === 'GET' || request.method === 'HEAD';
  if (isQuestion && path === '/ping') return say(response, 200, 'PONG');
  if (isQuestion && path === '/healthz')
    return say(response, 200, JSON.stringify({ status: 'ok', jobs: queue.size() }));
  if (path !== webhookPath) return say(response, 404, 'Not found');
  const length = request.method === 'POST' ? Number(request.headers['content-length'] ?? Number.NaN) : 0;
  if (Number.isNaN(length)) return say(response, 411, 'Length required');
  if (length > MAX_BODY_BYTES) return say(response, 413, 'Payload too large');
  const large = length > LARGE_BODY_BYTES ? length : 0;
  if (large > 0 && held.bytes + large > MAX_LARGE_BYTES) return say(response, 503, 'Too many large payloads at once');
  held.bytes += large;
  try {
    if (!(await webhooks(request, response))) say(response, 404, 'Not found');
  } finally {
    held.bytes -= large;
  }
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': text.startsWith('{') ? 'application/json' : 'text/plain',
    connection: status >= 400 ? 'close' : 'keep-alive',
  });
  response.end(text);
}

function listen(server: Server, { host, port }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
}

const OURSELVES = 'GET /app';
const ourselves = z.object({ slug: z.string() });

/** Asked once, when first needed, and again after a failure: GitHub may be away when the server starts. */
function makeIdentity(probot: Probot, appId: number, retry: RetryPolicy): PullRequestAuditor['identity'] {
  let known: Promise<{ appId: number; botLogin: string }> | null = null;
  const ask = async (): Promise<{ appId: number; botLogin: string }> => {
    const client = (await probot.auth()) as unknown as GitHubClient;
    const call = { route: OURSELVES, parameters: {}, retry, read: readAnswer(ourselves, OURSELVES) };
    const { slug } = await requestGitHub(client, call);
    return { appId, botLogin: `${slug}[bot]` };
  };
  return () => {
    known ??= ask().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}
