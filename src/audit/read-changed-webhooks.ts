import { pathRole } from '../core/facts/path-role.ts';
import { findSourceLanguage } from '../core/facts/sources/find-source-language.ts';
import { compileWebhookKnowledge } from '../core/facts/webhooks/compile-webhook-knowledge.ts';
import { isFileRouted } from '../core/facts/webhooks/frameworks/file-routes.ts';
import { guardFilesOf } from '../core/facts/webhooks/frameworks/guard-files.ts';
import { isWebhookCandidate } from '../core/facts/webhooks/is-webhook-candidate.ts';
import { isLoweredCandidate } from '../core/facts/webhooks/lower/is-lowered-candidate.ts';
import type { FileFacts } from '../core/inventory/file-facts.ts';
import { touchesWebhooks } from '../core/inventory/webhooks/touches-webhooks.ts';
import type { Webhook } from '../core/inventory-types.ts';
import type { ReadChange } from './read-change.ts';
import { readWebhooks } from './read-webhooks.ts';

/** The webhook endpoints on both sides of a change, settled across files. */
export type ChangedWebhooks = { webhooksBefore: Webhook[]; webhooksAfter: Webhook[] };

/**
 * The webhook endpoints on both sides of a change. Includes those in unchanged files if the change may affect them: a
 * handler may lose its protection through a change in a file it imports, or gain it from a route elsewhere.
 */
export async function readChangedWebhooks(change: ReadChange): Promise<ChangedWebhooks> {
  const { base, head, routed } = change;
  if (!change.hasBase) {
    // The files were read without the facts of their exports. Functions that handlers call are read now, for what they
    // verify.
    const withHandlers = head.files.filter(({ facts }) => facts.webhooks.length > 0);
    const source = change.makeSource('exports');
    return { webhooksBefore: [], webhooksAfter: await readWebhooks(withHandlers, { ...head, source, routed }) };
  }
  const own = await readWebhooks(head.files, { ...head, routed });
  const related = await readRelatedHandlers(change, own);
  return {
    webhooksBefore: await readWebhooks([...base.files, ...related], { ...base, routed }),
    webhooksAfter: related.length === 0 ? own : await readWebhooks([...head.files, ...related], { ...head, routed }),
  };
}

/** Untouched files with handlers that the change may protect or expose, or that may protect its own handlers. */
async function readRelatedHandlers(change: ReadChange, own: readonly Webhook[]): Promise<FileFacts[]> {
  if (touchesWebhooks(change.base.files, change.head.files, own)) return readHandlers(change, () => true);
  return own.some(isOpenRoute) ? readHandlers(change, (path) => guardFilesOf(path).length > 0) : [];
}

/**
 * True for an unverified file-system route. The only code in other files that runs before it is what the framework runs
 * before every request.
 */
function isOpenRoute({ verification, framework }: Webhook): boolean {
  return verification !== 'verified' && isFileRouted(framework);
}

/** The unchanged files with webhook handlers or routes, in the languages of the change. */
async function readHandlers(change: ReadChange, isWanted: (path: string) => boolean): Promise<FileFacts[]> {
  const { base, head, unchanged, untouched, searchFirst } = change;
  const languages = new Set([...base.files, ...head.files].map(({ path }) => findSourceLanguage(path)));
  const sources = unchanged.filter(({ path }) => {
    const language = findSourceLanguage(path);
    return language !== null && languages.has(language) && pathRole(path) === 'product' && isWanted(path);
  });
  const options = searchFirst ? { mentions: makeCandidateSearch(change) } : {};
  const files = await untouched.read(head.commit, sources, options);
  return files.filter((f) => f.facts.webhooks.length > 0);
}

/** A cheap test for files that may contain a handler. */
function makeCandidateSearch({ configs }: ReadChange): (bytes: Uint8Array, path: string) => boolean {
  const decoder = new TextDecoder('latin1');
  const knowledge = { ...compileWebhookKnowledge(configs.rulebook.rules.values()), handlersOnly: true };
  return (bytes, path) => {
    const text = decoder.decode(bytes);
    return findSourceLanguage(path) === 'javascript'
      ? isWebhookCandidate(path, text, () => text, knowledge)
      : isLoweredCandidate(path, text, knowledge);
  };
}
