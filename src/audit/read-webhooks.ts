import type { FileFacts } from '../core/inventory/file-facts.ts';
import { gatherAliases } from '../core/inventory/modules/gather-aliases.ts';
import { makeModuleResolver } from '../core/inventory/modules/resolve-module.ts';
import { LOWERED_SOURCE } from '../core/inventory/modules/source-files.ts';
import { wantedModules } from '../core/inventory/modules/wanted-modules.ts';
import { settleWebhooks } from '../core/inventory/webhooks/settle-webhooks.ts';
import type { Webhook } from '../core/inventory-types.ts';
import type { Tree } from '../core/repository-types.ts';
import type { Facts } from '../core/types.ts';
import type { ByteBudget, FactsSource } from './facts-source.ts';
import { readAsked } from './read-asked.ts';
import {
  behindBarrels,
  behindMounts,
  behindNamedRoutes,
  behindRoutes,
  handlersBehindRoutes,
  listAliasFiles,
  listSettingsFiles,
  MAX_ROUTED,
  restsOnSettings,
  unreadVerifiers,
  type Handler,
  type KnownFiles,
} from './webhook-files.ts';

/** Imports that are followed from a handler to the function that verifies. */
const MAX_HOPS = 3;

/** A commit, and the source of its files' facts. */
export type WebhookPlace = {
  tree: Tree;
  commit: string;
  source: FactsSource;
  /** Reads files that routes lead to, even if nothing in them mentions webhooks. */
  routed: FactsSource;
  budget?: ByteBudget;
};

/** The files known so far, and the means to read more. */
type Reading = KnownFiles & {
  /** Reads the facts of those paths that exist in the commit. */
  read: (source: FactsSource, paths: Iterable<string>) => Promise<FileFacts[]>;
  /** The same, and adds the files to the known ones. */
  learn: (source: FactsSource, paths: Iterable<string>) => Promise<FileFacts[]>;
  /** Files already read by `routed` for a verifier. Reading them again would find nothing more. */
  readForVerifiers: Set<string>;
};

/**
 * The webhook endpoints in the given files. A handler's verdict may depend on other files of the commit, which are read
 * as needed: functions it delegates verification to, code that a route names, routers mounted at a path, and settings.
 */
export async function readWebhooks(files: readonly FileFacts[], place: WebhookPlace): Promise<Webhook[]> {
  const handlers = files.flatMap(({ path, facts }) => facts.webhooks.map((fact) => ({ path, fact })));
  if (handlers.length === 0) return [];
  const { source, routed } = place;
  const reading = await startReading(files, handlers, place);
  const { known, resolve, read, learn } = reading;

  await followDelegations(reading, place, files.filter(hasHandlers));
  const named = await learn(routed, behindNamedRoutes(handlers, reading));
  await followDelegations(reading, place, named);

  const silent = behindRoutes(handlers, reading);
  const mounted = behindMounts(handlers, reading).filter((path) => !silent.includes(path));
  const direct = await learn(routed, [...silent, ...mounted]);
  const behind = [...direct, ...(await learn(routed, behindBarrels(direct, handlers, reading)))];
  await followDelegations(
    reading,
    place,
    behind.filter((file) => !LOWERED_SOURCE.test(file.path) && hasHandlers(file)),
  );

  const settings = restsOnSettings(known.values()) ? await read(source, listSettingsFiles(place.tree)) : [];
  const all = [...handlers, ...handlersBehindRoutes(behind, handlers, new Set(mounted))];
  const factsOf = (path: string): Facts | undefined => known.get(path);
  const asked = await readAsked(all, { factsOf, resolve }, (paths) => read(routed, paths.slice(0, MAX_ROUTED)));
  const readWhole = new Set([...silent, ...named.map(({ path }) => path)]);
  return settleWebhooks(all, {
    factsOf,
    resolve,
    isWhole: (path) => readWhole.has(path),
    askedOf: (path) => asked.get(path),
    settings: settings.flatMap(({ facts }) => facts.settings ?? []),
  });
}

async function startReading(
  files: readonly FileFacts[],
  handlers: readonly Handler[],
  { tree, commit, source, budget }: WebhookPlace,
): Promise<Reading> {
  const entries = new Map(tree.entries.filter((e) => e.kind === 'file').map((e) => [e.path, e]));
  const known = new Map(files.map((f) => [f.path, f.facts]));
  const read: Reading['read'] = (from, paths) =>
    from.read(
      commit,
      [...paths].flatMap((path) => entries.get(path) ?? []),
      { budget },
    );
  const aliases = await read(source, listAliasFiles(tree, handlers));
  return {
    known,
    resolve: makeModuleResolver(new Set(entries.keys()), gatherAliases(aliases)),
    read,
    async learn(from, paths) {
      const found = await read(from, paths);
      for (const { path, facts } of found) known.set(path, facts);
      return found;
    },
    readForVerifiers: new Set(),
  };
}

/**
 * Reads the files to which handlers, and the functions they call, delegate verification, up to `MAX_HOPS` imports deep.
 */
async function followDelegations(
  { known, resolve, learn, readForVerifiers }: Reading,
  { source, routed }: WebhookPlace,
  from: readonly FileFacts[],
): Promise<void> {
  let frontier = from;
  for (let hop = 0; hop < MAX_HOPS && frontier.length > 0; hop += 1) {
    const wanted = new Set(frontier.flatMap((f) => wantedModules(f.facts, f.path, resolve)));
    const read = await learn(
      source,
      [...wanted].filter((path) => !known.has(path)),
    );
    const unread = unreadVerifiers(frontier, { known, resolve }).filter((path) => !readForVerifiers.has(path));
    for (const path of unread) readForVerifiers.add(path);
    frontier = [...read, ...(await learn(routed, unread))];
  }
}

const hasHandlers = ({ facts }: FileFacts): boolean => facts.webhooks.length > 0;
