import { foldName } from '../fold-name.ts';
import { GENERIC_WORDS } from './inferred-words.ts';
import type { Inferred, InferenceContext } from './infer-integrations.ts';
import { isOwnName } from './own-names.ts';
import { titleCase } from './title-case.ts';

/** One word beside `webhook`: `/webhooks/acme`, `/api/acme/webhook`, `/acme-webhook`. */
const ROUTE =
  /(?:^|\/)(?:web-?hooks?\/([a-z][a-z0-9]{2,30})(?:\/?$|\/events?$)|([a-z][a-z0-9]{2,30})[/_-]web-?hooks?\/?$)/i;
const SHORTEST = 4;

/** The service that a webhook's route is named after; null for the application's own words. */
export function inferFromRoute(route: string, { own, known }: InferenceContext): Inferred | null {
  const found = ROUTE.exec(route);
  const word = (found?.[1] ?? found?.[2] ?? '').toLowerCase();
  const id = foldName(word);
  if (id.length < SHORTEST || GENERIC_WORDS.has(word) || (word.endsWith('s') && GENERIC_WORDS.has(word.slice(0, -1))))
    return null;
  if (isOwnName(id, own) || known.names.has(id)) return null;
  return { id, name: titleCase([word]), weight: 'strong', words: 1 };
}
