import { pathRole } from '../core/facts/path-role.ts';
import { isAliasFile } from '../core/facts/read-aliases.ts';
import { isBindingFile } from '../core/facts/webhooks/bound-functions.ts';
import { isSettingsFile } from '../core/facts/webhooks/settings/find-settings.ts';
import type { FileFacts } from '../core/inventory/file-facts.ts';
import type { ResolveModule } from '../core/inventory/modules/resolve-module.ts';
import { LOWERED_SOURCE } from '../core/inventory/modules/source-files.ts';
import { wantedVerifiers } from '../core/inventory/modules/wanted-modules.ts';
import { isMountOfHooks } from '../core/inventory/webhooks/mounts.ts';
import type { Tree } from '../core/repository-types.ts';
import type { Facts } from '../core/types.ts';
import type { Delegation, WebhookFact } from '../core/webhook-types.ts';

// Selects the files that must be read to judge the given handlers. Most files do not mention webhooks, so they were not
// analysed for them ("silent"). If a handler or route leads to a silent file, it is read again, including what its
// functions do.

export type Handler = { path: string; fact: WebhookFact };

/** The files that were read, and the resolver of their imports. */
export type KnownFiles = { known: Map<string, Facts>; resolve: ResolveModule };

/** Files of one kind that are read because routes lead to them. For a Go package, any of its files may be the one. */
export const MAX_ROUTED = 40;
const MAX_SETTINGS_FILES = 20;
const MAX_ALIAS_FILES = 150;

/** Files that define module aliases, outermost first; empty if all relevant imports are relative. */
export function listAliasFiles(tree: Tree, handlers: readonly Handler[]): string[] {
  const isNeeded = handlers.some(
    ({ fact }) => fact.handledBy !== undefined || fact.delegations.some(({ module }) => !module.startsWith('.')),
  );
  return isNeeded ? outermost(tree, isAliasFile).slice(0, MAX_ALIAS_FILES) : [];
}

/** Files that may define settings such as secrets, outermost first. */
export function listSettingsFiles(tree: Tree): string[] {
  return outermost(tree, isSettingsFile).slice(0, MAX_SETTINGS_FILES);
}

function outermost(tree: Tree, isWanted: (path: string) => boolean): string[] {
  return tree.entries
    .filter(({ kind, path }) => kind === 'file' && isWanted(path) && pathRole(path) === 'product')
    .map(({ path }) => path)
    .toSorted((a, b) => a.split('/').length - b.split('/').length);
}

/**
 * True if a verdict depends on a setting in another file: a literal fallback for a missing secret defeats the check.
 */
export function restsOnSettings(all: Iterable<Facts>): boolean {
  return [...all].some(({ webhooks, exports }) =>
    [...webhooks, ...exports, ...webhooks.flatMap(({ delegations }) => delegations)].some(({ settings }) => settings),
  );
}

/** Silent files with functions that the given files call to verify. */
export function unreadVerifiers(files: readonly FileFacts[], { known, resolve }: KnownFiles): string[] {
  const called = new Set(files.flatMap(({ path, facts }) => wantedVerifiers(facts, path, resolve)));
  return [...called].filter((path) => isSilent(known.get(path))).slice(0, MAX_ROUTED);
}

/**
 * Silent JavaScript files with a function that a route names: `router.post('/orders', receiveOrder)`. It may verify
 * without any word that marks the file as one for webhooks. Targets of binding files are excluded: there the function
 * itself is the handler (see `behindRoutes`).
 */
export function behindNamedRoutes(handlers: readonly Handler[], { known, resolve }: KnownFiles): string[] {
  const targets = handlers.flatMap(({ path, fact }) => {
    const to = isBindingFile(path) ? null : openTarget(fact);
    return to !== null && to.member === undefined ? resolve.all(path, to.module) : [];
  });
  return [...new Set(targets)]
    .filter((path) => !LOWERED_SOURCE.test(path) && isSilent(known.get(path)))
    .slice(0, MAX_ROUTED);
}

/**
 * Silent files that routes lead to. In JavaScript, also files that mention webhooks but have no facts for the function
 * that the route names.
 */
export function behindRoutes(handlers: readonly Handler[], { known, resolve }: KnownFiles): string[] {
  const found = new Set<string>();
  for (const { path, fact } of handlers) {
    const to = openTarget(fact);
    if (to === null) continue;
    for (const target of resolve.all(path, to.module)) {
      const facts = known.get(target);
      if (!facts) continue;
      const isWhole = LOWERED_SOURCE.test(target) || isBindingFile(path);
      if ((isWhole && isSilent(facts)) || (!LOWERED_SOURCE.test(target) && isSilentOn(to, facts))) found.add(target);
    }
  }
  return [...found].slice(0, MAX_ROUTED);
}

/** Routers in JavaScript and Python without known handlers that are mounted at a webhook path. */
export function behindMounts(handlers: readonly Handler[], { resolve }: KnownFiles): string[] {
  const withHandlers = new Set(handlers.map(({ path }) => path));
  const targets = handlers.flatMap(({ path, fact }) =>
    fact.handledBy && isMountOfHooks(fact) && fact.verification !== 'verified'
      ? resolve.all(path, fact.handledBy.module)
      : [],
  );
  return [...new Set(targets)]
    .filter((path) => !withHandlers.has(path) && (path.endsWith('.py') || !LOWERED_SOURCE.test(path)))
    .slice(0, MAX_ROUTED);
}

/**
 * Silent or unread files that a barrel re-exports under a name that a route leads to:
 * `export * as orders from './orders'`.
 */
export function behindBarrels(
  barrels: readonly FileFacts[],
  handlers: readonly Handler[],
  { known, resolve }: KnownFiles,
): string[] {
  const names = new Set(handlers.map(({ fact }) => fact.handledBy?.name));
  const targets = barrels
    .filter(({ path, facts }) => !LOWERED_SOURCE.test(path) && facts.webhooks.length === 0)
    .flatMap(({ path, facts }) =>
      facts.exports.flatMap(({ name, reexport }) =>
        reexport && names.has(name) ? resolve.all(path, reexport.module) : [],
      ),
    );
  return [...new Set(targets)].filter((path) => !known.has(path) || isSilent(known.get(path))).slice(0, MAX_ROUTED);
}

/**
 * Selects, in files that were read because routes lead to them, the handlers that a route actually leads to.
 *
 * @param mounted the files that are routers mounted as a whole.
 */
export function handlersBehindRoutes(
  files: readonly FileFacts[],
  handlers: readonly Handler[],
  mounted: ReadonlySet<string>,
): Handler[] {
  const names = new Set(handlers.flatMap(({ fact: { handledBy } }) => [handledBy?.name, handledBy?.member]));
  const withHandlers = new Set(handlers.map(({ path }) => path));
  const isLedTo = (path: string, { unrouted, handledBy, name }: WebhookFact): boolean => {
    if (mounted.has(path) || unrouted === 'mounted') return mounted.has(path) && unrouted === 'mounted' && !handledBy;
    // A JavaScript function that only delegates to another file adds nothing to the route.
    if (unrouted) return LOWERED_SOURCE.test(path) || !handledBy;
    return names.has(name) && !withHandlers.has(path);
  };
  return files.flatMap(({ path, facts }) =>
    facts.webhooks.filter((fact) => isLedTo(path, fact)).map((fact) => ({ path, fact })),
  );
}

/** The function of another file that a route leads to, if it may still change the verdict; otherwise null. */
function openTarget({ handledBy, verification, aside }: WebhookFact): Delegation | null {
  if (!handledBy || handledBy.name.startsWith('*') || verification === 'verified' || aside) return null;
  return handledBy;
}

/** True if a file was not analysed for webhooks because nothing in it mentions them. */
function isSilent(facts: Facts | undefined): boolean {
  return facts !== undefined && facts.webhooks.length + facts.exports.length === 0;
}

/**
 * True if a JavaScript file has no fact for the function that a route leads to, which may then still be a handler. For
 * a silent file this only applies to methods; its plain functions are found by `behindNamedRoutes`.
 */
function isSilentOn({ name, member }: Delegation, { webhooks, exports }: Facts): boolean {
  return (
    (member !== undefined || webhooks.length + exports.length > 0) &&
    !webhooks.some((each) => each.name === (member ?? name))
  );
}
