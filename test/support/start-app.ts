import { createHmac, randomUUID } from 'node:crypto';

import { makeLog } from '../../src/server/make-log.ts';

import type { Engine } from '../../src/audit/engine.ts';
import { makeMemoryCache } from '../../src/cache/make-memory-cache.ts';
import { makeEngine } from '../../src/make-engine.ts';
import { startServer } from '../../src/server/start-server.ts';
import type { RunningServer } from '../../src/server/start-server.ts';
import { makeCheckedFetch } from './check-requests-against-openapi.ts';
import { gateRequests } from './gate-requests.ts';
import type { Gate } from './gate-requests.ts';
import { startGitHub } from './start-github.ts';
import type { FileContent, GitHub } from './start-github.ts';

export type AppOptions = {
  /** Changes the engine, to break parts of it for example. */
  change?: (engine: Engine) => Engine;
  /** Runs before the App starts. */
  prepare?: (github: GitHub, gate: Gate) => Promise<void>;
  /** Files of the default branch. */
  base?: Readonly<Record<string, FileContent>>;
  concurrency?: number;
  /** Recovers lost deliveries at the start, and at this interval in minutes; default: never. */
  recoverMinutes?: number;
  /** Keeps octokit's pauses between writes; default: false. */
  pauses?: boolean;
};

export type EventOptions = {
  /** Merged into the payload's pull request. */
  pull?: Record<string, unknown>;
  changes?: Record<string, unknown>;
  /** Seconds since the epoch of the pull request's last change; default: one more than in the event before. */
  at?: number;
  deliveryId?: string;
};

export type CheckRunShown = {
  id: number;
  name: string;
  status: string;
  conclusion: string | null;
  external_id: string;
  output: { title: string | null; summary: string | null; text: string | null };
  check_suite: { id: number };
};
export type AnnotationShown = { path: string; start_line: number; annotation_level: string; message: string };
export type CommentShown = { id: number; body: string; user: { login: string }; updated_at: string };

export type App = {
  github: GitHub;
  server: RunningServer;
  gate: Gate;
  webhookUrl: string;
  /** The milliseconds that the App waited between retries, in order. They take no real time. */
  waits: readonly number[];
  /** The current time of the App's clock for retries, in ms since the epoch. */
  now: () => number;
  /** The log records. */
  log: () => Record<string, any>[];
  /** Commits to a branch and opens a pull request without telling the App. */
  makePull(files: Readonly<Record<string, FileContent>>, branch?: string): Promise<{ number: number; headSha: string }>;
  /** Sends a signed `pull_request` event with the current state of the pull request; returns the response's status. */
  tell(action: string, number: number, options?: EventOptions): Promise<number>;
  /** Posts any event, signed unless told otherwise. */
  post(event: string, payload: object, headers?: Record<string, string>): Promise<Response>;
  /** `makePull`, `tell` and `settle` in one, for tests of a single audit; returns the pull request's only check run. */
  audit(files: Readonly<Record<string, FileContent>>): Promise<CheckRunShown & { number: number; headSha: string }>;
  /** Waits until no job is queued or running. */
  settle(): Promise<void>;
  checkRuns(sha: string): Promise<CheckRunShown[]>;
  annotations(id: number): Promise<AnnotationShown[]>;
  comments(number: number): Promise<CommentShown[]>;
  close(): Promise<void>;
};

let loaded: Promise<Engine> | null = null;
const TODAY = new Date('2026-05-04T03:02:01Z');

/**
 * Starts the App with an emulated GitHub of its own, for one test. All its requests pass a gate and are validated
 * against GitHub's description. `close` throws if one of them violates it, or if the log contains a token, the webhook
 * secret or the private key.
 */
export async function startApp(options: AppOptions = {}): Promise<App> {
  loaded ??= makeEngine(makeMemoryCache(1), () => TODAY);
  const engine = { ...(await loaded), cache: makeMemoryCache(50_000_000) };
  const github = await startGitHub();
  if (options.base !== undefined) await github.commitFiles(options.base, { branch: 'main' });
  const gate = gateRequests();
  await options.prepare?.(github, gate);
  const fetch = makeCheckedFetch(gate.fetch);
  const lines: string[] = [];
  const waits: number[] = [];
  let now = Date.parse('2026-05-04T03:02:01Z');
  const wait = async (ms: number): Promise<void> => {
    waits.push(ms);
    now += ms;
  };
  const server = await startServer(
    {
      appId: github.appId,
      privateKey: github.privateKey,
      webhookSecret: github.webhookSecret,
      apiUrl: github.url,
      webUrl: 'https://github.example',
      host: '127.0.0.1',
      port: 0,
      webhookPath: '/api/github/webhooks',
      logLevel: 'debug',
      cacheBytes: 1,
      concurrency: options.concurrency ?? 2,
      recoverMinutes: options.recoverMinutes ?? 0,
    },
    options.change?.(engine) ?? engine,
    makeLog('debug', { write: (line: string) => void lines.push(line) }),
    { fetch, pauses: options.pauses ?? false, retry: { attempts: 4, longestWaitMs: 60_000, wait, now: () => now } },
  );
  const webhookUrl = `${server.url}/api/github/webhooks`;
  const repository = `/repos/${github.owner}/${github.repo}`;
  let second = Math.floor(Date.now() / 1000);

  const post: App['post'] = (event, payload, headers = {}) => {
    const body = JSON.stringify(payload);
    return globalThis.fetch(webhookUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-github-event': event,
        'x-github-delivery': randomUUID(),
        'x-hub-signature-256': sign(body, github.webhookSecret),
        ...headers,
      },
      body,
    });
  };

  const app: App = {
    github,
    server,
    gate,
    webhookUrl,
    waits,
    now: () => now,
    log: () => lines.map((line) => JSON.parse(line)),
    async makePull(files, branch = `topic-${(second += 1)}`) {
      const headSha = await github.commitFiles(files, { branch });
      const { number } = await github.openPullRequest({ head: branch });
      return { number, headSha };
    },
    async tell(action, number, { pull = {}, changes, at = (second += 1), deliveryId = randomUUID() } = {}) {
      const held = await github.call('GET', `${repository}/pulls/${number}`);
      const payload = {
        action,
        number,
        pull_request: { ...held, updated_at: new Date(at * 1000).toISOString(), ...pull },
        repository: held.base.repo,
        sender: held.user,
        installation: { id: github.installationId },
        ...(changes !== undefined && { changes }),
      };
      const answer = await post('pull_request', payload, { 'x-github-delivery': deliveryId });
      await answer.body?.cancel();
      return answer.status;
    },
    post,
    async audit(files) {
      const pull = await app.makePull(files);
      await app.tell('opened', pull.number);
      await app.settle();
      const [run, ...others] = await app.checkRuns(pull.headSha);
      if (run === undefined || others.length > 0) throw new Error(`${others.length + 1} check runs`);
      return { ...run, ...pull };
    },
    settle: () => server.queue.idle(),
    async checkRuns(sha) {
      const listed = await github.call('GET', `${repository}/commits/${sha}/check-runs?filter=all&per_page=100`);
      return listed.check_runs.toSorted((a: { id: number }, b: { id: number }) => a.id - b.id);
    },
    async annotations(id) {
      return (await github.call('GET', `${repository}/check-runs/${id}/annotations?per_page=100`)).check_annotations;
    },
    comments: (number) => github.call('GET', `${repository}/issues/${number}/comments?per_page=100`),
    async close() {
      await server.stop(1000);
      await github.close();
      const log = lines.join('\n');
      const keyLines = github.privateKey.split('\n').filter((line) => line.length > 40);
      const told = [...gate.tokens, github.webhookSecret, ...keyLines].filter((it) => it !== '' && log.includes(it));
      if (told.length > 0) throw new Error(`${told.length} secrets in the log`);
      if (fetch.violations.length > 0) throw new Error(fetch.violations.join('\n'));
    },
  };
  return app;
}

/** The value of GitHub's `x-hub-signature-256` header: the body's HMAC by the webhook secret. */
export function sign(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
