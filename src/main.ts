import { makeMemoryCache } from './cache/make-memory-cache.ts';
import { readSettings, SettingsError, type Settings } from './server/read-settings.ts';

// Composition root of the server: settings, log, engine, server, and shutdown.

/** Kubernetes and most hosts kill a process 30 seconds after asking it to stop. */
const DRAIN_MS = 20_000;

async function main(): Promise<void> {
  const settings = readSettingsOrExit();
  // Invalid settings are reported before a second is spent on loading the rest.
  const [{ makeEngine }, { makeLog }, { startServer }] = await Promise.all([
    import('./make-engine.ts'),
    import('./server/make-log.ts'),
    import('./server/start-server.ts'),
  ]);
  const log = makeLog(settings.logLevel);
  const engine = await makeEngine(makeMemoryCache(settings.cacheBytes), () => new Date());
  const server = await startServer(settings, engine, log).catch((error: unknown) =>
    exitIfNotListening(error, settings),
  );
  log.info({ url: server.url, webhookPath: settings.webhookPath, rules: engine.rulebook.rules.size }, 'listening');
  let isStopping = false;
  // A second signal does not speed this up, because check runs would be left in progress on GitHub.
  const stop = (signal: string): void => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal, jobs: server.queue.size() }, 'stopping');
    void server.stop(DRAIN_MS).then(() => process.exit(0));
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => stop(signal));
}

function readSettingsOrExit(): Settings {
  try {
    return readSettings(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    for (const sentence of error.sentences) process.stderr.write(`integration-audit: ${sentence}\n`);
    process.exit(2);
  }
}

/** A port that is taken or forbidden is the operator's concern, so a sentence replaces the stack trace. */
function exitIfNotListening(error: unknown, { host, port }: Settings): never {
  const { syscall, code } = error as NodeJS.ErrnoException;
  if (syscall !== 'listen' && syscall !== 'getaddrinfo') throw error;
  process.stderr.write(
    `integration-audit: cannot listen on ${host}, port ${port} (${code}): set HOST and PORT to others.\n`,
  );
  process.exit(2);
}

await main();
