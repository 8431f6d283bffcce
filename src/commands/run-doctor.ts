import { EVENTS } from '../app.ts';
import type { GitHubClient } from '../github/github-client.ts';
import { GitHubError } from '../github/github-errors.ts';
import { listHookDeliveries } from '../github/hook-deliveries.ts';
import { makeTimedFetch } from '../github/make-timed-fetch.ts';
import { listInstallations, readAppHook, readRegisteredApp } from '../github/read-app.ts';
import { DEFAULT_RETRIES, type RetryPolicy } from '../github/retry-request.ts';
import { cleanText } from '../core/report/clean-text.ts';
import {
  examineClock,
  examineDeliveries,
  examineHook,
  examineInstallations,
  examineRegistration,
  NO_HOOK,
  type Diagnosis,
} from '../server/examine-app.ts';
import { makeLog } from '../server/make-log.ts';
import { makeProbot } from '../server/make-probot.ts';
import { readSettings, SettingsError, type Settings } from '../server/read-settings.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { makePaint } from './make-paint.ts';

/** Lets tests pass their own GitHub and clock. */
export type DoctorNetwork = { fetch?: typeof globalThis.fetch; retry?: RetryPolicy };

const DAY_MS = 24 * 60 * 60_000;
/** Short, because someone sits at the terminal. */
const RETRIES: RetryPolicy = { ...DEFAULT_RETRIES, attempts: 2, longestWaitMs: 5000 };
const WIDEST = 'Installations'.length;
const LONGEST = 600;

/**
 * Examines the set-up of a server: its settings, read from the same variables, and the App as registered on GitHub.
 * Changes nothing. Exits with 1 if something keeps it from working.
 */
export async function runDoctor(context: CommandContext, network: DoctorNetwork = {}): Promise<ExitCode> {
  let worst: ExitCode = 0;
  const tell = (diagnosis: Diagnosis): void => {
    context.write(render(context, diagnosis));
    if (diagnosis.state === 'error') worst = 1;
  };
  for await (const diagnosis of examine(context, network)) tell(diagnosis);
  return worst;
}

/**
 * Runs the checks one after the other. Stops if the settings, the connection or the App fails, on which the rest
 * depends.
 */
async function* examine(context: CommandContext, network: DoctorNetwork): AsyncGenerator<Diagnosis> {
  const settings = trySettings(context.env);
  if (Array.isArray(settings)) return yield* settings;
  yield { state: 'ok', about: 'Settings', text: `App ${settings.appId}, at ${settings.apiUrl}` };
  const retry = network.retry ?? RETRIES;
  const clock = await readSkew(settings, network, retry.now);
  if (clock === null)
    return yield { state: 'error', about: 'GitHub', text: `${settings.apiUrl} gives no answer: is the way out open?` };
  yield examineClock(clock.skewMs);
  const client = (await makeProbot(settings, makeLog('silent'), network).auth()) as unknown as GitHubClient;
  const app = await ask(
    () => readRegisteredApp(client, { retry }),
    'App',
    (error) => blameKey(error, settings),
  );
  if ('state' in app) return yield app;
  yield { state: 'ok', about: 'App', text: app.slug };
  const names = new Set(EVENTS.map((event) => event.split('.')[0] ?? ''));
  yield* examineRegistration(app, [...names]);
  const hook = await ask(
    () => readAppHook(client, { retry }),
    'Webhook',
    ({ trouble }) => (trouble.kind === 'not-found' ? NO_HOOK.text : null),
  );
  yield* 'state' in hook ? [hook] : examineHook(hook, settings.webhookPath);
  const installations = await ask(() => listInstallations(client, { retry }), 'Installations');
  yield* 'state' in installations ? [installations] : examineInstallations(installations);
  const since = retry.now() - DAY_MS;
  const deliveries = await ask(() => listHookDeliveries(client, { since, retry }), 'Deliveries');
  yield 'state' in deliveries
    ? deliveries
    : examineDeliveries(deliveries.filter(({ event }) => EVENTS.includes(event)));
}

/** The settings, or a diagnosis for each that is invalid. */
function trySettings(env: CommandContext['env']): Settings | Diagnosis[] {
  try {
    return readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError)
      return error.sentences.map((text) => ({ state: 'error', about: 'Settings', text }));
    throw error;
  }
}

/**
 * The number of milliseconds by which this clock is ahead, to about a second; `skewMs` is null if the response has no
 * date. Null if there is no response.
 */
async function readSkew(
  { apiUrl }: Settings,
  { fetch }: DoctorNetwork,
  now: () => number,
): Promise<{ skewMs: number | null } | null> {
  try {
    const response = await makeTimedFetch(fetch)(apiUrl);
    await response.body?.cancel();
    const sent = Date.parse(response.headers.get('date') ?? '');
    return { skewMs: Number.isNaN(sent) ? null : now() - sent };
  } catch {
    return null;
  }
}

/**
 * The answer to a question, or a diagnosis if GitHub refuses it.
 *
 * @param explain what an error means here; null to use its own message.
 */
async function ask<T extends object>(
  question: () => Promise<T>,
  about: string,
  explain: (error: GitHubError) => string | null = () => null,
): Promise<T | Diagnosis> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof GitHubError) return { state: 'error', about, text: explain(error) ?? error.message };
    throw error;
  }
}

/** The explanation if GitHub does not know the App id or rejects the key; null for any other error. */
function blameKey({ trouble, message }: GitHubError, { appId }: Settings): string | null {
  const isRefused = trouble.kind === 'unauthorized' || trouble.kind === 'not-found';
  return isRefused ? `${message} Do PRIVATE_KEY and APP_ID ${appId} belong together?` : null;
}

function render({ colour }: CommandContext, { state, about, text }: Diagnosis): string {
  const paint = makePaint(colour);
  const shown = { ok: paint.green, warning: paint.yellow, error: paint.red }[state](state.padEnd('warning'.length));
  return `${shown}  ${about.padEnd(WIDEST)}  ${cleanText(text, LONGEST)}\n`;
}
