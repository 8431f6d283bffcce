import { makeModuleResolver } from '../../src/core/inventory/modules/resolve-module.ts';
import { settleWebhooks } from '../../src/core/inventory/webhooks/settle-webhooks.ts';
import { NO_FACTS, type Facts } from '../../src/core/types.ts';
import type { WebhookReader } from './make-webhook-reader.ts';

/** Path -> text of the files of a made-up repository. */
export type Files = Record<string, string>;

/** The webhook facts of each file. */
export const readFiles = ({ find }: WebhookReader, files: Files): Map<string, Facts> =>
  new Map(Object.entries(files).map(([path, text]) => [path, { ...NO_FACTS, ...find(path, text) }]));

/** `path verification why verifiedIn` of each settled webhook. */
export function settleFiles(reader: WebhookReader, files: Files): string[] {
  const facts = readFiles(reader, files);
  const handlers = [...facts].flatMap(([path, each]) => each.webhooks.map((fact) => ({ path, fact })));
  const webhooks = settleWebhooks(handlers, {
    factsOf: (path) => facts.get(path),
    resolve: makeModuleResolver(new Set(facts.keys())),
  });
  return webhooks.map(
    (each) =>
      `${each.path} ${each.verification} ${each.why} ${each.verifiedIn ? `${each.verifiedIn.path}:${each.verifiedIn.line}` : '-'}`,
  );
}
