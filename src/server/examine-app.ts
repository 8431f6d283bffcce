import type { HookDelivery } from '../github/hook-deliveries.ts';
import type { AppHook, Installation, Permissions, RegisteredApp } from '../github/read-app.ts';

/** A message to the operator about one part of the set-up, and what to do if it is wrong. */
export type Diagnosis = { state: 'ok' | 'warning' | 'error'; about: string; text: string };

/** A permission, the lowest sufficient level, and what does not work without it. */
type Needed = { name: string; level: 'read' | 'write'; loss: string; isVital: boolean };

/** The permissions in app.yml. */
const NEEDED: readonly Needed[] = [
  { name: 'metadata', level: 'read', loss: 'nothing works', isVital: true },
  { name: 'contents', level: 'read', loss: 'nothing can be audited', isVital: true },
  { name: 'checks', level: 'write', loss: 'no result is shown', isVital: true },
  { name: 'pull_requests', level: 'read', loss: 'GitHub tells of no pull request', isVital: true },
  { name: 'pull_requests', level: 'write', loss: 'no comment is written', isVital: false },
  { name: 'merge_queues', level: 'read', loss: 'a merge queue that requires the check waits in vain', isVital: false },
];

const LEVELS = ['read', 'write', 'admin'];
/**
 * octokit backdates the tokens it signs by this much, because GitHub rejects tokens from the future. If the clock is
 * further ahead, every such request is first rejected and then repeated with GitHub's time.
 */
const MOST_SKEW_MS = 30_000;
/** Names listed in one sentence. */
const MOST_NAMED = 5;

/** @param skewMs how far this machine's clock is ahead of GitHub's; null if GitHub sent no time. */
export function examineClock(skewMs: number | null): Diagnosis {
  if (skewMs === null) return { state: 'warning', about: 'Clock', text: 'The answer had no date to compare it with.' };
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const text = `${seconds} s ${skewMs < 0 ? 'behind' : 'ahead of'} GitHub's`;
  if (Math.abs(skewMs) <= MOST_SKEW_MS) return { state: 'ok', about: 'Clock', text };
  return {
    state: 'warning',
    about: 'Clock',
    text: `${text}: set it. GitHub refuses the first try of what it signs, and lost deliveries are looked for at the wrong time.`,
  };
}

/**
 * Whether the App is registered correctly.
 *
 * @param events the names of the required events.
 */
export function examineRegistration({ permissions, events }: RegisteredApp, needed: readonly string[]): Diagnosis[] {
  const missing = needed.filter((event) => !events.includes(event));
  const eventsText =
    missing.length === 0
      ? needed.join(', ')
      : `${missing.join(', ')} missing: tick them on the App's page under Permissions & events.`;
  return [
    ...examinePermissions(permissions),
    { state: missing.length === 0 ? 'ok' : 'error', about: 'Events', text: eventsText },
  ];
}

function examinePermissions(permissions: Permissions): Diagnosis[] {
  const about = 'Permissions';
  const lacking = findLacking(permissions);
  const found = lacking.map(({ name, level, loss, isVital }): Diagnosis => ({
    state: isVital ? 'error' : 'warning',
    about,
    text: `${name}: ${level} is not asked for, so ${loss}. Add it on the App's page under Permissions & events.`,
  }));
  const surplus = Object.entries(permissions)
    .filter(([name, level]) => !NEEDED.some((needed) => needed.name === name && reaches(needed.level, level)))
    .map(([name, level]) => `${name}: ${level}`);
  if (surplus.length > 0)
    found.push({ state: 'warning', about, text: `${list(surplus)}: more than is needed. Remove it.` });
  if (found.length > 0) return found;
  const asked = Object.entries(permissions).map(([name, level]) => `${name}: ${level}`);
  return [{ state: 'ok', about, text: asked.join(', ') }];
}

function findLacking(permissions: Permissions): Needed[] {
  return NEEDED.filter(({ name, level }) => !reaches(permissions[name], level));
}

function reaches(level: string | undefined, wanted: string): boolean {
  return level !== undefined && LEVELS.indexOf(level) >= LEVELS.indexOf(wanted);
}

/** For GitHub's 404: no webhook was ever configured. */
export const NO_HOOK: Diagnosis = {
  state: 'error',
  about: 'Webhook',
  text: "The App has no webhook: make it active on the App's page, with its URL.",
};

/**
 * Whether GitHub delivers to the server's URL, over a trusted connection.
 *
 * @param webhookPath the path at which the server accepts deliveries.
 */
export function examineHook(
  { url, contentType, hasSecret, checksCertificate }: AppHook,
  webhookPath: string,
): Diagnosis[] {
  const about = 'Webhook';
  if (url === null || !URL.canParse(url)) return [NO_HOOK];
  const { pathname, protocol } = new URL(url);
  const found: Diagnosis[] = [];
  const say = (state: Diagnosis['state'], text: string): void => void found.push({ state, about, text });
  if (!pathname.endsWith(webhookPath))
    say('error', `${url} does not end in ${webhookPath}, where deliveries are taken: set it, or WEBHOOK_PATH.`);
  else if (pathname !== webhookPath)
    say('warning', `${url} is longer than ${webhookPath}: the proxy in front of the server has to remove the rest.`);
  if (!hasSecret) say('error', "No secret is set on the App's page, so that every delivery is refused.");
  if (contentType !== 'json')
    say('error', `Deliveries come as ${contentType ?? 'unknown'}: choose application/json on the App's page.`);
  if (protocol !== 'https:')
    say('warning', `${url} is not encrypted: whoever is on the way can read what is delivered.`);
  else if (!checksCertificate) say('warning', "SSL verification is off: switch it on on the App's page.");
  return found.length > 0 ? found : [{ state: 'ok', about, text: url }];
}

/** Whether the App is installed anywhere, with the permissions that it requests. */
export function examineInstallations(installations: readonly Installation[]): Diagnosis[] {
  const about = 'Installations';
  if (installations.length === 0)
    return [{ state: 'warning', about, text: "Nobody has installed it: choose Install App on the App's page." }];
  const name = (which: (installation: Installation) => boolean): string[] =>
    installations.filter(which).map(({ account }) => account);
  const suspended = name(({ isSuspended }) => isSuspended);
  const lacking = name(({ isSuspended, permissions }) => !isSuspended && findLacking(permissions).length > 0);
  const found: Diagnosis[] = [];
  if (suspended.length > 0) found.push({ state: 'warning', about, text: `Suspended by ${list(suspended)}.` });
  if (lacking.length > 0)
    found.push({
      state: 'warning',
      about,
      text: `${list(lacking)} did not accept all permissions yet: their owners find the request under Settings, GitHub Apps.`,
    });
  const rest = installations.length - suspended.length - lacking.length;
  return rest > 0 ? [{ state: 'ok', about, text: String(rest) }, ...found] : found;
}

/** Where to look for the cause, by the server's status; 0 if it did not respond. */
function hintAt(status: number): string {
  if (status === 400 || status === 401) return "is WEBHOOK_SECRET the same here and on the App's page?";
  if (status === 404) return 'does the path lead to the server?';
  if (status >= 500) return 'what does the log say?';
  return 'is the server up, and reachable from GitHub?';
}

/** Whether recent deliveries were accepted. An event counts as accepted if one of its attempts was. */
export function examineDeliveries(deliveries: readonly HookDelivery[]): Diagnosis {
  const about = 'Deliveries';
  const events = [...Map.groupBy(deliveries, ({ guid }) => guid).values()];
  const lost = events.flatMap((attempts) => (attempts.some(({ isTaken }) => isTaken) ? [] : attempts.slice(0, 1)));
  const [newest] = lost;
  if (newest === undefined) return { state: 'ok', about, text: `${events.length} within a day, all accepted` };
  const { status } = newest;
  const answer = status === 0 ? 'met nobody' : `was answered with ${status}`;
  return {
    state: lost.length === events.length ? 'error' : 'warning',
    about,
    text: `${lost.length} of ${events.length} within a day were not taken; the newest ${answer}: ${hintAt(status)}`,
  };
}

function list(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${more} more` : names.join(', ');
}
