import type { Match } from './rulebook.ts';

type HostEntry = {
  /**
   * Labels left of the suffix that the entry is indexed by; `*` is any one label, or any number of them at the start.
   */
  labels: readonly string[];
  segments: readonly string[];
  match: Match;
};

/**
 * Looks hosts up among `api.stripe.com`, `*.posthog.com`, `sqs.*.amazonaws.com` and `www.googleapis.com/calendar`.
 *
 * The longest path wins, then the most exact host: `discord.com/api/oauth2` goes before `discord.com/api`, and
 * `sqs.*.amazonaws.com` before `*.amazonaws.com`.
 */
export class HostTable {
  readonly #exact = new Map<string, HostEntry[]>();
  readonly #below = new Map<string, HostEntry[]>();

  /** Adds a host as a rule writes it. */
  add(text: string, match: Match): void {
    const slash = text.indexOf('/');
    const host = (slash < 0 ? text : text.slice(0, slash)).toLowerCase();
    const segments =
      slash < 0
        ? []
        : text
            .slice(slash + 1)
            .split('/')
            .filter(Boolean);
    const star = host.lastIndexOf('*.');
    const table = star < 0 ? this.#exact : this.#below;
    const name = star < 0 ? host : host.slice(star + 2);
    const labels = star < 0 ? [] : host.slice(0, star + 1).split('.');
    table.set(name, [...(table.get(name) ?? []), { labels, segments, match }]);
  }

  /** The rules that name this host and path; empty when none does. */
  find(host: string, path: string): readonly Match[] {
    const parts = path.split('/').filter(Boolean);
    const best = this.#candidates(host, parts);
    const depth = Math.max(...best.map((e) => e.segments.length));
    return best.filter((e) => e.segments.length === depth).map((e) => e.match);
  }

  /** Entries of the most exact host that has an entry for this path; a longer path on a wider host still wins. */
  #candidates(host: string, parts: readonly string[]): readonly HostEntry[] {
    let best: readonly HostEntry[] = [];
    let depth = -1;
    const consider = (entries: readonly HostEntry[] | undefined, left: string): void => {
      const fitting = mostExact(
        (entries ?? []).filter((e) => startsWith(parts, e.segments) && labelsFit(left, e.labels)),
      );
      const reach = Math.max(-1, ...fitting.map((e) => e.segments.length));
      if (reach > depth) [best, depth] = [fitting, reach];
    };
    consider(this.#exact.get(host), '');
    // `*-aiplatform.googleapis.com`: a region or an account precedes the service in the same label.
    const first = host.indexOf('.');
    for (let dash = host.indexOf('-'); dash >= 0 && dash < first; dash = host.indexOf('-', dash + 1))
      consider(this.#exact.get(`*${host.slice(dash)}`), '');
    if (isForReaders(host, parts)) return best;
    for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1))
      consider(this.#below.get(host.slice(dot + 1)), host.slice(0, dot));
    return best;
  }
}

/** First labels and path segments of a service's pages for people, which no wildcard matches. */
const READERS_LABELS = new Set(
  'academy blog changelog community developer developers discuss doc docs forum help learn status support trust'.split(
    ' ',
  ),
);
const READERS_PATHS = new Set(
  'about blog changelog contact docs documentation guides help learn legal pricing privacy terms'.split(' '),
);

function isForReaders(host: string, parts: readonly string[]): boolean {
  const label = host.slice(0, host.indexOf('.'));
  if (label === 'www') return parts.length === 0 || READERS_PATHS.has(parts[0] ?? '');
  return READERS_LABELS.has(label) && parts[0] !== 'api';
}

/** Compares the labels left of the suffix with an entry's, from right to left. */
function labelsFit(left: string, labels: readonly string[]): boolean {
  if (labels.length === 0) return left === '';
  const found = left.split('.');
  const [first, ...rest] = labels;
  const isOpen = first === '*';
  const wanted = isOpen ? rest : labels;
  if (isOpen ? found.length <= wanted.length && wanted.length > 0 : found.length !== wanted.length) return false;
  const tail = wanted.length === 0 ? [] : found.slice(-wanted.length);
  return wanted.every((label, i) => label === '*' || label === tail[i]);
}

/** Of entries for one suffix, those with the most labels. */
function mostExact(entries: readonly HostEntry[]): readonly HostEntry[] {
  const most = Math.max(0, ...entries.map((e) => e.labels.length));
  return entries.filter((e) => e.labels.length === most);
}

function startsWith(parts: readonly string[], segments: readonly string[]): boolean {
  return segments.length <= parts.length && segments.every((s, i) => s === '*' || isAt(parts, i, s));
}

/** Google's OAuth scopes are narrowed after a dot: `auth/calendar` matches `auth/calendar.events.readonly`. */
function isAt(parts: readonly string[], i: number, segment: string): boolean {
  const part = parts[i] ?? '';
  return part === segment || (parts[i - 1] === 'auth' && part.startsWith(`${segment}.`));
}
