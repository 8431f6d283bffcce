import { findWebhooks } from '../../src/core/facts/webhooks/find-webhooks.ts';
import { loadSyntax } from '../../src/syntax/load-syntax.ts';
import { makeWebhookKnowledge } from './make-webhook-knowledge.ts';

export type WebhookReader = {
  /** What one file of JavaScript or TypeScript says of webhooks. */
  find: (path: string, text: string) => ReturnType<typeof findWebhooks>;
  /** `provider verification why` of every handler. */
  verdicts: (path: string, text: string) => string[];
};

/** Loaded once for all files of tests: each load takes memory that the parser never gives back. */
let syntax: ReturnType<typeof loadSyntax> | undefined;

/** A reader of single files, with the rules of the rulebook that the tests of webhooks need. */
export async function makeWebhookReader(): Promise<WebhookReader> {
  const knowledge = makeWebhookKnowledge();
  const parse = await (syntax ??= loadSyntax());
  // Where a test has broken the parser, it is started anew.
  await parse.prepare(['a.js', 'a.ts', 'a.tsx']);
  const find: WebhookReader['find'] = (path, text) => findWebhooks(path, text, () => text, parse, knowledge);
  return {
    find,
    verdicts: (path, text) =>
      find(path, text).webhooks.map((fact) => `${fact.provider} ${fact.verification} ${fact.why}`),
  };
}
