import { findWebhooks } from '../../src/core/facts/webhooks/find-webhooks.ts';
import { makeWebhookKnowledge } from './make-webhook-knowledge.ts';
import { shareSyntax } from './share-syntax.ts';

export type WebhookReader = {
  /** The webhook facts of one JavaScript or TypeScript file. */
  find: (path: string, text: string) => ReturnType<typeof findWebhooks>;
  /** `provider verification why` of every handler. */
  verdicts: (path: string, text: string) => string[];
};

/** Makes a reader of single files, with the rules that the webhook tests need. */
export async function makeWebhookReader(): Promise<WebhookReader> {
  const knowledge = makeWebhookKnowledge();
  const parse = await shareSyntax();
  const find: WebhookReader['find'] = (path, text) => findWebhooks(path, text, () => text, parse, knowledge);
  return {
    find,
    verdicts: (path, text) =>
      find(path, text)
        .webhooks.filter(({ aside }) => !aside)
        .map((fact) => `${fact.provider} ${fact.verification} ${fact.why}`),
  };
}
