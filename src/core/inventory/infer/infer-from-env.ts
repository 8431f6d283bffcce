import { CLIENT_PREFIXES } from '../../rulebook/compile-rulebook.ts';
import { GENERIC_WORDS, TEST_WORDS, TRAILING_WORDS } from './inferred-words.ts';
import type { Inferred, InferenceContext } from './infer-integrations.ts';
import { isOwnName } from './own-names.ts';
import { titleCase } from './title-case.ts';

/** Suffixes of variables with issued credentials. Nobody names a secret of their own like this. */
const STRONG =
  /^([A-Z][A-Z0-9_]{2,60}?)_(?:API_?KEY|API_?TOKEN|API_?SECRET(?:_KEY)?|CLIENT_SECRET|APP_SECRET|WEBHOOK_SECRET|WEBHOOK_SIGNING_SECRET|BOT_TOKEN)$/;
/**
 * Suffixes that credentials of services share with the application's own secrets. They need a second kind of signal.
 */
const WEAK = /_(?:KEY|TOKEN|SECRET|ACCESS_KEY_ID|CLIENT_ID|APP_ID|DSN|PASSWORD)$/;
/** All suffixes of variables that are named after a service, whose name precedes the suffix. */
const ENDS =
  /^([A-Z][A-Z0-9_]{2,60}?)_(?:KEY|TOKEN|SECRET|ACCESS_TOKEN|AUTH_TOKEN|ACCESS_KEY(?:_ID)?|SECRET_KEY|SECRET_ACCESS_KEY|PUBLIC_KEY|PRIVATE_KEY|PROJECT_TOKEN|PERSONAL_TOKEN|CLIENT_ID|APP_ID|PROJECT_ID|WEBHOOK_URL|BASE_URL|API_URL|API_HOST|HOST|URL|DSN|USERNAME|PASSWORD)$/;

/** Minimum length of a name. Abbreviations of the application's own are usually shorter. */
const SHORTEST = 4;

/** The service that a variable is named after; null if the name is general, or the application's own. */
export function inferFromEnv(name: string, { own, known }: InferenceContext): Inferred | null {
  const bare = withoutClientPrefix(name);
  const found = STRONG.exec(bare) ?? ENDS.exec(bare);
  const words = nameWords(found?.[1]?.toLowerCase().split('_').filter(Boolean) ?? [], own);
  const id = words.join('');
  if (words.length === 0 || words.length > 2 || id.length < SHORTEST || words.some(isGeneric)) return null;
  if (isOwnName(id, own) || isOwnName(words[0] ?? '', own)) return null;
  if (known.names.has(id) || known.names.has(words[0] ?? '') || known.families.has(words[0] ?? '')) return null;
  return { id, name: titleCase(words), weight: weightOf(bare), words: words.length, first: words[0] };
}

/** Plurals do not name a company either: `PREMIUM_SUBSCRIPTIONS_API_KEY`. */
function isGeneric(word: string): boolean {
  return GENERIC_WORDS.has(word) || (word.length > SHORTEST && GENERIC_WORDS.has(word.replace(/s$/, '')));
}

function weightOf(name: string): Inferred['weight'] {
  if (STRONG.test(name)) return 'strong';
  return WEAK.test(name) ? 'weak' : 'hint';
}

function withoutClientPrefix(name: string): string {
  const prefix = [...CLIENT_PREFIXES, 'NEXT_PRIVATE_', 'NUXT_', 'PRIVATE_', 'SECRET_'].find((p) => name.startsWith(p));
  return prefix === undefined ? name : name.slice(prefix.length);
}

/** The words without the application's own name before them, and without words after them that describe the secret. */
function nameWords(words: readonly string[], own: InferenceContext['own']): readonly string[] {
  if (TEST_WORDS.has(words[0] ?? '')) return [];
  const start = words.length > 1 && (own.names.has(words[0] ?? '') || words[0] === 'app') ? 1 : 0;
  let end = words.length;
  while (end > start + 1 && TRAILING_WORDS.has(words[end - 1] ?? '')) end -= 1;
  return words.slice(start, end);
}
