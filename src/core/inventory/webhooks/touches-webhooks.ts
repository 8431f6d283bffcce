import { isFileRouted } from '../../facts/webhooks/frameworks/file-routes.ts';
import type { Webhook } from '../../inventory-types.ts';
import type { Facts } from '../../types.ts';
import { isIdle } from '../modules/wanted-modules.ts';
import type { FileFacts } from '../file-facts.ts';

/**
 * Whether a change can alter the verdict on handlers in files that it leaves alone, or those files the verdict on its
 * own: a helper no longer verifies, a guard on a route is gone, a secret has a literal fallback, a digest
 * has lost its key, or a handler is open that a route elsewhere may guard.
 *
 * @param open the endpoints of the change, as settled without the files that it leaves alone.
 */
export function touchesWebhooks(
  before: readonly FileFacts[],
  after: readonly FileFacts[],
  open: readonly Webhook[],
): boolean {
  // No other file can put middleware before a file-based route by naming it.
  if (open.some((w) => w.verification !== 'verified' && !isFileRouted(w.framework))) return true;
  const weakBefore = weakDigestsOf(before);
  if (weakDigestsOf(after).some((name) => !weakBefore.includes(name))) return true;
  const now = new Map(after.map((f) => [f.path, f.facts]));
  const settingsBefore = standInsOf(before);
  if (standInsOf(after).some((name) => !settingsBefore.includes(name))) return true;
  return before.some(({ path, facts }) => {
    const was = protection(facts);
    return was !== NOTHING && was !== protection(now.get(path));
  });
}

/** The settings with a literal fallback. */
const standInsOf = (files: readonly FileFacts[]): string[] =>
  files.flatMap(({ facts }) => facts.settings ?? []).flatMap(({ name, standIn }) => (standIn ? name : []));

/** The functions that compute a digest which proves nothing, by file and name. */
const weakDigestsOf = (files: readonly FileFacts[]): string[] =>
  files.flatMap(({ path, facts }) =>
    facts.exports.flatMap(({ name, weakDigest }) => (weakDigest ? `${path}#${name}` : [])),
  );

const NOTHING = JSON.stringify([[], []]);

/** What a file's functions and routes do for handlers of other files, as a string without positions. */
function protection(facts: Facts | undefined): string {
  if (facts === undefined) return NOTHING;
  // Functions listed as unverified protect nothing.
  const exported = facts.exports
    .filter((each) => each.verification !== 'unverified' || each.delegations !== undefined)
    .map(({ line: _line, column: _column, ...rest }) => rest);
  const routes = facts.webhooks
    .filter((w) => w.handledBy !== undefined && !isIdle(w))
    .map((w) => [w.route, w.handledBy, w.verification, w.why]);
  return JSON.stringify([exported, routes], (key, value: unknown) => (key === 'line' || key === 'column' ? 0 : value));
}
