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

// Which files have to be read to judge the handlers at hand. Most files say nothing of webhooks, and were not analysed for
// them ("silent"); where a handler or a route leads to such a file, it is read again, and for all that its functions do.

export type Handler = { path: string; fact: WebhookFact };

/** The files that were read, and where their imports lead. */
export type KnownFiles = { known: Map<string, Facts>; resolve: ResolveModule };

/** Files of one kind that are read for routes that lead to them; in a package of Go it may be any of its files. */
export const MAX_ROUTED = 40;
const MAX_SETTINGS_FILES = 20;
const MAX_ALIAS_FILES = 150;

/** Files that list aliases of modules, outermost first; none where all imports that matter are relative. */
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

/** Whether a verdict depends on a setting of another file: a literal that stands in for a missing secret undoes it. */
export function restsOnSettings(all: Iterable<Facts>): boolean {
  return [...all].some(({ webhooks, exports }) =>
    [...webhooks, ...exports, ...webhooks.flatMap(({ delegations }) => delegations)].some(({ settings }) => settings),
  );
}

/** Silent files of functions that the given files call to verify. */
export function unreadVerifiers(files: readonly FileFacts[], { known, resolve }: KnownFiles): string[] {
  const called = new Set(files.flatMap(({ path, facts }) => wantedVerifiers(facts, path, resolve)));
  return [...called].filter((path) => isSilent(known.get(path))).slice(0, MAX_ROUTED);
}

/**
 * Silent JavaScript files whose function a route names: `router.post('/orders', receiveOrder)`. It may verify without a word
 * that would have given the file away. Behind a file that has nothing but the route, the function itself is the handler.
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
 * Silent files that routes lead to. In JavaScript also files that speak of webhooks, but not in the function that the route
 * names.
 */
export function behindRoutes(handlers: readonly Handler[], { known, resolve }: KnownFiles): string[] {
  const found = new Set<string>();
  for (const { path, fact } of handlers) {
    const to = openTarget(fact);
    if (to === null) continue;
    for (const target of resolve.all(path, to.module)) {
      const facts = known.get(target);
      if (!facts) continue;
      const isWhole = LOWERED_SOURCE.test(target) || (isBindingFile(path) && isSilent(facts));
      if (isWhole ? isSilent(facts) : isSilentOn(to, facts)) found.add(target);
    }
  }
  return [...found].slice(0, MAX_ROUTED);
}

/** Routers of JavaScript and Python, without a handler known by now, that are mounted at a path for webhooks. */
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

/** Silent or unread files that a barrel re-exports to a route that leads to it: `export * as orders from './orders'`. */
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
 * Of files that were read because routes lead to them, the handlers that a route really leads to.
 *
 * @param mounted those of the files that are routers, mounted as a whole.
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
    // A JavaScript function that only hands on to a further file tells no more than the route.
    if (unrouted) return LOWERED_SOURCE.test(path) || !handledBy;
    return names.has(name) && !withHandlers.has(path);
  };
  return files.flatMap(({ path, facts }) =>
    facts.webhooks.filter((fact) => isLedTo(path, fact)).map((fact) => ({ path, fact })),
  );
}

/** What a route leads to, where that is a function of another file and may decide what is not decided yet. */
function openTarget({ handledBy, verification, aside }: WebhookFact): Delegation | null {
  if (!handledBy || handledBy.name.startsWith('*') || verification === 'verified' || aside) return null;
  return handledBy;
}

/** Whether a file was not analysed for webhooks, since nothing in it speaks of them. */
function isSilent(facts: Facts | undefined): boolean {
  return facts !== undefined && facts.webhooks.length + facts.exports.length === 0;
}

/**
 * Whether a JavaScript file lists no handler by the name of what a route leads to, so that it may still be one. A file that is
 * silent altogether is asked for a method here only; a plain function of it is found by `behindNamedRoutes`.
 */
function isSilentOn({ name, member }: Delegation, { webhooks, exports }: Facts): boolean {
  return (
    (member !== undefined || webhooks.length + exports.length > 0) &&
    !webhooks.some((each) => each.name === (member ?? name))
  );
}
