import type { FileFacts } from './core/inventory/file-facts.ts';
import { makeModuleResolver } from './core/inventory/resolve-module.ts';
import { settleWebhooks, wantedModules } from './core/inventory/settle-webhooks.ts';
import type { Tree, Webhook } from './core/types.ts';
import type { FactsSource, ReadOptions } from './facts-source.ts';

/** Imports followed from a handler to the function that verifies. */
const MAX_HOPS = 3;

/** The webhook endpoints of the given files, each settled with the facts of the files that it delegates to. */
export async function readWebhooks(
  files: readonly FileFacts[],
  tree: Tree,
  { commit, source, budget }: { commit: string; source: FactsSource; budget?: ReadOptions['budget'] },
): Promise<Webhook[]> {
  const handlers = files.flatMap(({ path, facts }) => facts.webhooks.map((fact) => ({ path, fact })));
  if (handlers.length === 0) return [];
  const entries = new Map(tree.entries.filter((e) => e.kind === 'file').map((e) => [e.path, e]));
  const resolve = makeModuleResolver(new Set(entries.keys()));
  const known = new Map(files.map((f) => [f.path, f.facts]));
  let frontier = files.filter((f) => f.facts.webhooks.length > 0);
  for (let hop = 0; hop < MAX_HOPS && frontier.length > 0; hop += 1) {
    const wanted = new Set(
      frontier.flatMap((f) => wantedModules(f.facts, f.path, resolve)).filter((path) => !known.has(path)),
    );
    frontier = await source.read(
      commit,
      [...wanted].flatMap((path) => entries.get(path) ?? []),
      { budget },
    );
    for (const { path, facts } of frontier) known.set(path, facts);
  }
  return settleWebhooks(handlers, (path) => known.get(path), resolve);
}
