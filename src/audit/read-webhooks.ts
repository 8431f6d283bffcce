import { isAliasFile } from '../core/facts/read-aliases.ts';
import { pathRole } from '../core/facts/path-role.ts';
import { findSourceLanguage } from '../core/facts/sources/find-source-language.ts';
import { compileWebhookKnowledge } from '../core/facts/webhooks/compile-webhook-knowledge.ts';
import { isFileRouted } from '../core/facts/webhooks/frameworks/file-routes.ts';
import { guardFilesOf } from '../core/facts/webhooks/frameworks/guard-files.ts';
import { isWebhookCandidate } from '../core/facts/webhooks/is-webhook-candidate.ts';
import { isSettingsFile } from '../core/facts/webhooks/settings/find-settings.ts';
import { isLoweredCandidate } from '../core/facts/webhooks/lower/is-lowered-candidate.ts';
import type { FileFacts } from '../core/inventory/file-facts.ts';
import { gatherAliases } from '../core/inventory/modules/gather-aliases.ts';
import { makeModuleResolver, type ResolveModule } from '../core/inventory/modules/resolve-module.ts';
import { LOWERED_SOURCE } from '../core/inventory/modules/source-files.ts';
import { isMountOfHooks } from '../core/inventory/webhooks/mounts.ts';
import { settleWebhooks } from '../core/inventory/webhooks/settle-webhooks.ts';
import { wantedModules, wantedVerifiers } from '../core/inventory/modules/wanted-modules.ts';
import { touchesWebhooks } from '../core/inventory/webhooks/touches-webhooks.ts';
import type { Webhook } from '../core/inventory-types.ts';
import type { Tree } from '../core/repository-types.ts';
import type { Facts } from '../core/types.ts';
import type { Delegation, WebhookFact } from '../core/webhook-types.ts';
import type { FactsSource, ReadOptions } from './facts-source.ts';
import { readAsked } from './read-asked.ts';
import type { ReadChange } from './read-change.ts';

/** Imports followed from a handler to the function that verifies. */
const MAX_HOPS = 3;

/** A commit, and where its files come from; `routed` reads those that routes lead to and that do not speak of webhooks. */
type Place = {
  tree: Tree;
  commit: string;
  source: FactsSource;
  routed: FactsSource;
  budget?: ReadOptions['budget'];
};

type Handler = { path: string; fact: WebhookFact };

/** The webhook endpoints of a change on both sides, settled across files. */
export type ChangedWebhooks = { webhooksBefore: Webhook[]; webhooksAfter: Webhook[] };

/**
 * The webhook endpoints of a change on both sides. Where it can make a difference, those of untouched files are among
 * them: a handler loses its protection by a change of the file that it imports, or gets it from a route elsewhere.
 */
export async function readChangedWebhooks(change: ReadChange): Promise<ChangedWebhooks> {
  const { base, head, routed } = change;
  if (!change.hasBase) {
    // What the handlers of the others call is read once more, for what it verifies.
    const withHandlers = head.files.filter(({ facts }) => facts.webhooks.length > 0);
    const source = change.makeSource('exports');
    return { webhooksBefore: [], webhooksAfter: await readWebhooks(withHandlers, { ...head, source, routed }) };
  }
  const own = await readWebhooks(head.files, { ...head, routed });
  const related = touchesWebhooks(base.files, head.files, own)
    ? await readHandlers(change)
    : own.some(isOpenRoute)
      ? await readHandlers(change, isGuardFile)
      : [];
  return {
    webhooksBefore: await readWebhooks([...base.files, ...related], { ...base, routed }),
    webhooksAfter: related.length === 0 ? own : await readWebhooks([...head.files, ...related], { ...head, routed }),
  };
}

/** A route of the file system: nothing of another file stands before it but what the framework runs before all. */
const isOpenRoute = ({ verification, framework }: Webhook): boolean =>
  verification !== 'verified' && isFileRouted(framework);

const isGuardFile = (path: string): boolean => guardFilesOf(path).length > 0;

/** The webhook endpoints of the given files, each settled with the facts of the files that it delegates to. */
export async function readWebhooks(
  files: readonly FileFacts[],
  { tree, commit, source, routed, budget }: Place,
): Promise<Webhook[]> {
  const handlers = files.flatMap(({ path, facts }) => facts.webhooks.map((fact) => ({ path, fact })));
  if (handlers.length === 0) return [];
  const entries = new Map(tree.entries.filter((e) => e.kind === 'file').map((e) => [e.path, e]));
  const configured = aliasFiles([...entries.keys()], handlers);
  const aliases = await source.read(
    commit,
    configured.flatMap((path) => entries.get(path) ?? []),
    { budget },
  );
  const resolve = makeModuleResolver(new Set(entries.keys()), gatherAliases(aliases));
  const known = new Map(files.map((f) => [f.path, f.facts]));
  const readFrom = (by: FactsSource, paths: Iterable<string>): Promise<FileFacts[]> =>
    by.read(
      commit,
      [...paths].flatMap((path) => entries.get(path) ?? []),
      { budget },
    );
  const whole = new Set<string>();
  const readDelegates = async (of: readonly FileFacts[]): Promise<void> => {
    let frontier = of;
    for (let hop = 0; hop < MAX_HOPS && frontier.length > 0; hop += 1) {
      const wanted = new Set(frontier.flatMap((f) => wantedModules(f.facts, f.path, resolve)));
      const read = await readFrom(
        source,
        [...wanted].filter((path) => !known.has(path)),
      );
      for (const { path, facts } of read) known.set(path, facts);
      const silent = silentVerifiers(frontier, known, resolve).filter((path) => !whole.has(path));
      for (const path of silent) whole.add(path);
      frontier = [...read, ...(await readFrom(routed, silent))];
      for (const { path, facts } of frontier) known.set(path, facts);
    }
  };
  await readDelegates(files.filter((f) => f.facts.webhooks.length > 0));
  const called = await readFrom(routed, calledByName(handlers, known, resolve));
  for (const { path, facts } of called) known.set(path, facts);
  await readDelegates(called);
  const silent = ledTo(handlers, known, resolve);
  const below = mountedOf(handlers, resolve).filter((path) => !silent.includes(path));
  const led = await readFrom(routed, [...silent, ...below]);
  for (const { path, facts } of led) known.set(path, facts);
  const beyond = await readFrom(routed, beyondBarrels(led, handlers, known, resolve));
  for (const { path, facts } of beyond) known.set(path, facts);
  led.push(...beyond);
  await readDelegates(led.filter(({ path, facts }) => !LOWERED_SOURCE.test(path) && facts.webhooks.length > 0));
  const isWhole = new Set([...silent, ...called.map(({ path }) => path)]);
  const settings = restsOnSettings([...known.values()]) ? await readFrom(source, settingsFiles(entries.keys())) : [];
  const all = [...handlers, ...routedTo(led, handlers, new Set(below))];
  const factsOf = (path: string): Facts | undefined => known.get(path);
  const asked = await readAsked(all, { factsOf, resolve }, (paths) => readFrom(routed, paths.slice(0, MAX_ROUTED)));
  return settleWebhooks(
    all,
    factsOf,
    resolve,
    (path) => isWhole.has(path),
    settings.flatMap(({ facts }) => facts.settings ?? []),
    (path) => asked.get(path),
  );
}

/** Whether a literal that stands in for a setting of another file would undo a verification. */
const restsOnSettings = (all: readonly Facts[]): boolean =>
  all.some(({ webhooks, exports }) =>
    [...webhooks, ...exports, ...webhooks.flatMap((each) => each.delegations)].some(({ settings }) => settings),
  );

/** The files that may define such a setting, those nearest to the root first. */
const settingsFiles = (paths: Iterable<string>): string[] =>
  [...paths]
    .filter((path) => isSettingsFile(path) && pathRole(path) === 'product')
    .toSorted((a, b) => a.split('/').length - b.split('/').length)
    .slice(0, MAX_SETTINGS_FILES);

const MAX_SETTINGS_FILES = 20;

/**
 * The handlers of files that were read for the routes that lead there: those alone that a route leads to. What only hands on to
 * a further file of JavaScript tells no more than the route.
 */
function routedTo(whole: readonly FileFacts[], handlers: readonly Handler[], below: ReadonlySet<string>): Handler[] {
  const named = new Set(handlers.flatMap(({ fact: { handledBy } }) => [handledBy?.name, handledBy?.member]));
  const told = new Set(handlers.map(({ path }) => path));
  return whole.flatMap(({ path, facts }) =>
    facts.webhooks
      .filter(({ unrouted, handledBy, name }) =>
        below.has(path) || unrouted === 'mounted'
          ? below.has(path) && unrouted === 'mounted' && !handledBy
          : unrouted
            ? LOWERED_SOURCE.test(path) || !handledBy
            : named.has(name) && !told.has(path),
      )
      .map((fact) => ({ path, fact })),
  );
}

/** The routers of JavaScript and Python without a handler of their own that are mounted at a path for webhooks. */
function mountedOf(handlers: readonly Handler[], resolve: ResolveModule): string[] {
  const told = new Set(handlers.map(({ path }) => path));
  const targets = handlers.flatMap(({ path, fact }) =>
    isMountOfHooks(fact) && fact.verification !== 'verified' ? resolve.all(path, fact.handledBy!.module) : [],
  );
  return [...new Set(targets)]
    .filter((path) => !told.has(path) && (path.endsWith('.py') || !LOWERED_SOURCE.test(path)))
    .slice(0, MAX_ROUTED);
}

/** Files that are read for a route that leads to them; of a package of Go it may be any. */
const MAX_ROUTED = 40;

/**
 * The files that routes lead to, of which nothing is known since they do not speak of webhooks. Of JavaScript those too that
 * say nothing of the function: another one may be named for webhooks.
 */
function ledTo(handlers: readonly Handler[], known: ReadonlyMap<string, Facts>, resolve: ResolveModule): string[] {
  const found = new Set<string>();
  for (const { path, fact } of handlers) {
    if (!fact.handledBy || fact.handledBy.name.startsWith('*') || fact.verification === 'verified' || fact.aside)
      continue;
    for (const target of resolve.all(path, fact.handledBy.module)) {
      const facts = known.get(target);
      if (!facts) continue;
      if (LOWERED_SOURCE.test(target) ? isSilent(facts) : isSilentOf(facts, fact.handledBy)) found.add(target);
    }
  }
  return [...found].slice(0, MAX_ROUTED);
}

/**
 * The files of JavaScript of which nothing is known, and of which a route has its function by name: that may verify without a word by
 * which such files are known. What is open is told of the route.
 */
function calledByName(
  handlers: readonly Handler[],
  known: ReadonlyMap<string, Facts>,
  resolve: ResolveModule,
): string[] {
  const targets = handlers.flatMap(({ path, fact: { handledBy, verification, aside } }) =>
    handledBy &&
    handledBy.member === undefined &&
    !handledBy.name.startsWith('*') &&
    verification !== 'verified' &&
    !aside
      ? resolve.all(path, handledBy.module)
      : [],
  );
  return [...new Set(targets)]
    .filter((path) => !LOWERED_SOURCE.test(path) && isSilent(known.get(path)))
    .slice(0, MAX_ROUTED);
}

/** The files of verifiers of which nothing is known: one may verify without a word by which such files are known. */
function silentVerifiers(
  files: readonly FileFacts[],
  known: ReadonlyMap<string, Facts>,
  resolve: ResolveModule,
): string[] {
  const asked = new Set(files.flatMap(({ path, facts }) => wantedVerifiers(facts, path, resolve)));
  return [...asked].filter((path) => isSilent(known.get(path))).slice(0, MAX_ROUTED);
}

/** Whether a file was not read, since nothing in it speaks of webhooks. */
const isSilent = (facts: Facts | undefined): boolean =>
  facts !== undefined && facts.webhooks.length + facts.exports.length === 0;

/** Whether a file of JavaScript says nothing of the function of an object that it gives out: what it gives out by name it lists. */
const isSilentOf = ({ webhooks, exports }: Facts, { name, member }: Delegation): boolean =>
  (member !== undefined || webhooks.length + exports.length > 0) &&
  !webhooks.some((each) => each.name === (member ?? name));

/** The files of which nothing is known, and that a barrel of JavaScript points to which a route leads to: `export * as orders from './orders'`. */
function beyondBarrels(
  led: readonly FileFacts[],
  handlers: readonly Handler[],
  known: ReadonlyMap<string, Facts>,
  resolve: ResolveModule,
): string[] {
  const asked = new Set(handlers.map(({ fact }) => fact.handledBy?.name));
  const targets = led.flatMap(({ path, facts }) =>
    LOWERED_SOURCE.test(path) || facts.webhooks.length > 0
      ? []
      : facts.exports.flatMap(({ name, reexport }) =>
          reexport && asked.has(name) ? resolve.all(path, reexport.module) : [],
        ),
  );
  return [...new Set(targets)].filter((path) => !known.has(path) || isSilent(known.get(path))).slice(0, MAX_ROUTED);
}

const MAX_ALIAS_FILES = 150;

/** The files whose aliases can matter: none where every import that decides is relative. */
function aliasFiles(paths: readonly string[], handlers: readonly Handler[]): string[] {
  const further = handlers.some(
    ({ fact }) => fact.handledBy !== undefined || fact.delegations.some((each) => !each.module.startsWith('.')),
  );
  if (!further) return [];
  return paths
    .filter((path) => isAliasFile(path) && pathRole(path) === 'product')
    .toSorted((a, b) => a.split('/').length - b.split('/').length)
    .slice(0, MAX_ALIAS_FILES);
}

/** The untouched files that hold handlers or routes of webhooks, in the languages of the change, among those that are wanted. */
async function readHandlers(change: ReadChange, isWanted = (_path: string): boolean => true): Promise<FileFacts[]> {
  const { base, head, unchanged, untouched, searchFirst, configs } = change;
  const languages = new Set([...base.files, ...head.files].map(({ path }) => findSourceLanguage(path)));
  const sources = unchanged.filter(({ path }) => {
    const language = findSourceLanguage(path);
    return language !== null && languages.has(language) && pathRole(path) === 'product' && isWanted(path);
  });
  const decoder = new TextDecoder('latin1');
  const knowledge = { ...compileWebhookKnowledge(configs.rulebook.rules.values()), handlersOnly: true };
  const mentions = (bytes: Uint8Array, path: string): boolean => {
    const text = decoder.decode(bytes);
    return findSourceLanguage(path) === 'javascript'
      ? isWebhookCandidate(path, text, () => text, knowledge)
      : isLoweredCandidate(path, text, knowledge);
  };
  const files = await untouched.read(head.commit, sources, searchFirst ? { mentions } : {});
  return files.filter((f) => f.facts.webhooks.length > 0);
}
