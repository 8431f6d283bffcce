// One canonical name for a setting, whatever the language and the object that holds it: `stripe_webhook_secret`.

/**
 * The canonical name: the words of what holds the setting and of the setting itself, in lower case, joined by `_`.
 * `['config', 'stripe', 'webhookSecret']`, `['STRIPE_WEBHOOK_SECRET']` and `['services.stripe.webhook_secret']` are all
 * `stripe_webhook_secret`.
 */
export function settingName(parts: readonly string[]): string {
  const words = parts.flatMap((part) => wordsOf(part)).filter((word) => !GENERIC.has(word));
  return words.filter((word, at) => word !== words[at - 1]).join('_');
}

/**
 * Whether two canonical names may mean the same setting: they are equal and of several words, or one is the other with
 * a prefix, such as the provider's name.
 */
export function isSameSetting(one: string, other: string): boolean {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  if (longer === shorter) return shorter.includes('_');
  return OF_WEBHOOKS.test(shorter) && longer.endsWith(`_${shorter}`);
}

/**
 * Words for a secret's purpose. A name without one does not match by its ending: `secret_key` may be the application's
 * own.
 */
const OF_WEBHOOKS = /(?:^|_)(?:(?:web)?hooks?|sign(?:ing|ature)?|verif(?:y|ication)|callback|ipn|hmac)_/;

const wordsOf = (part: string): string[] =>
  part
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');

/** Words that only say that settings are kept there, not which. */
const GENERIC: ReadonlySet<string> = new Set([
  'app',
  'application',
  'base',
  'conf',
  'config',
  'configuration',
  'configs',
  'const',
  'constants',
  'credentials',
  'cfg',
  'env',
  'environment',
  'opts',
  'options',
  'process',
  'secrets',
  'self',
  'services',
  'settings',
  'this',
]);
