import { foldName } from '../../fold-name.ts';
import { EVENT_WORDS, GENERIC_WORDS } from './inferred-words.ts';
import type { Inferred, InferenceContext } from './infer-integrations.ts';
import { isOwnName } from './own-names.ts';
import { titleCase } from './title-case.ts';

/** One word beside `webhook`: `/webhooks/acme`, `/api/acme/webhook`, `/acme-webhook`. */
const ROUTE =
  /(?:^|\/)(?:web-?hooks?\/([a-z][a-z0-9]{2,30})(?:\/?$|\/events?$)|([a-z][a-z0-9]{2,30})[/_-]web-?hooks?\/?$)/i;
const SHORTEST = 4;

/** The word beside `webhook` in a route; '' if there is none, or more than one. */
export function routeWord(route: string): string {
  const found = ROUTE.exec(route);
  return found?.[1] ?? found?.[2] ?? '';
}

/** The service that a webhook route is named after; null if it is named in the application's own terms. */
export function inferFromRoute(route: string, { own, known }: InferenceContext): Inferred | null {
  const written = routeWord(route);
  const word = written.toLowerCase();
  const id = foldName(word);
  // `/webhooks/assignTo` names an action.
  if (id.length < SHORTEST || tellsAnEvent(word) || /[a-z][A-Z]/.test(written)) return null;
  // A second account or version: `/webhooks/stripe2`.
  const bare = id.replace(/v?\d{1,2}$/, '');
  if (isOwnName(id, own) || [id, bare].some((each) => known.names.has(each) || known.words.has(each))) return null;
  return { id, name: titleCase([word]), weight: 'strong', words: 1 };
}

/** Suffixes of nouns for actions: `fulfillments`, `verification`, `mailings`. */
const DOING = /[a-z]{3}(?:ments?|[ts]ions?|ings?|ances?|ed)$/;

/** True if a word names the event instead of the sender: `orders`, `deliveries`, `fulfillments`, `completed`. */
function tellsAnEvent(word: string): boolean {
  const singulars = [word, word.replace(/s$/, ''), word.replace(/es$/, ''), word.replace(/ies$/, 'y')];
  return DOING.test(word) || singulars.some((each) => GENERIC_WORDS.has(each) || EVENT_WORDS.has(each));
}
