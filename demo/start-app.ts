import { pino } from 'pino';
import { makeMemoryCache } from '../src/cache/make-memory-cache.ts';
import { makeEngine } from '../src/make-engine.ts';
import { startServer, type RunningServer } from '../src/server/start-server.ts';
import type { GitHub } from '../test/support/start-github.ts';

export type RunningApp = RunningServer & {
  /** Lines of its log at level error or above. */
  troubles: readonly string[];
};

const WEBHOOK_PATH = '/api/github/webhooks';
const CACHE_BYTES = 64_000_000;
const ERROR_LEVEL = 50;

/** Starts the App like a server, but on a free loopback port, and directs GitHub's webhooks to it. */
export async function startApp(github: GitHub): Promise<RunningApp> {
  const troubles: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void (levelOf(line) >= ERROR_LEVEL && troubles.push(line)) });
  const server = await startServer(
    {
      appId: github.appId,
      privateKey: github.privateKey,
      webhookSecret: github.webhookSecret,
      apiUrl: github.url,
      webUrl: github.url,
      host: '127.0.0.1',
      port: 0,
      webhookPath: WEBHOOK_PATH,
      logLevel: 'info',
      cacheBytes: CACHE_BYTES,
      concurrency: 4,
      recoverMinutes: 0,
    },
    await makeEngine(makeMemoryCache(CACHE_BYTES), () => new Date()),
    log,
    { pauses: false },
  );
  github.deliverWebhooksTo(server.url + WEBHOOK_PATH);
  return { ...server, troubles };
}

function levelOf(line: string): number {
  return (JSON.parse(line) as { level: number }).level;
}
