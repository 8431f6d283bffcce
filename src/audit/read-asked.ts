import type { FileFacts } from '../core/inventory/file-facts.ts';
import type { Files } from '../core/inventory/webhooks/place-of.ts';
import { askedBy } from '../core/inventory/webhooks/settle-refetch.ts';
import type { Facts } from '../core/types.ts';
import type { WebhookFact } from '../core/webhook-types.ts';

/**
 * The facts of files with functions that unmitigated handlers may call to refetch the object of a request, and of the
 * files that these re-export functions from.
 *
 * @param read reads everything that the files' functions do, even if nothing in the files mentions webhooks.
 */
export async function readAsked(
  handlers: readonly { path: string; fact: WebhookFact }[],
  files: Files,
  read: (paths: readonly string[]) => Promise<FileFacts[]>,
): Promise<Map<string, Facts>> {
  const { resolve } = files;
  const open = handlers.filter(({ fact }) => fact.mitigation === undefined);
  const asked = open.flatMap(({ path, fact }) => askedBy(files, path, fact));
  const direct = await read([...new Set(asked.flatMap(({ path, to }) => resolve.all(path, to.module)))]);
  const known = new Map(direct.map(({ path, facts }) => [path, facts]));
  const further = direct.flatMap(({ path, facts }) =>
    facts.exports.flatMap(({ reexport }) => (reexport ? resolve.all(path, reexport.module) : [])),
  );
  const behind = await read([...new Set(further)].filter((path) => !known.has(path)));
  for (const { path, facts } of behind) known.set(path, facts);
  return known;
}
