// One name for a setting, whatever the language and the object that it is kept in: `stripe_webhook_secret`.

/**
 * The words of a setting's name in small letters, joined by `_`: of what holds it, and its own. `['config', 'stripe',
 * 'webhookSecret']`, `['STRIPE_WEBHOOK_SECRET']` and `['services.stripe.webhook_secret']` are all `stripe_webhook_secret`.
 */
export function settingName(parts: readonly string[]): string {
  const words = parts.flatMap((part) => wordsOf(part)).filter((word) => !GENERIC.has(word));
  return words.filter((word, at) => word !== words[at - 1]).join('_');
}

/** Whether two names may be of one setting: they are alike, or one says besides whose webhooks it is for. */
export function isSameSetting(one: string, other: string): boolean {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  if (longer === shorter) return shorter.includes('_');
  return OF_WEBHOOKS.test(shorter) && longer.endsWith(`_${shorter}`);
}

/** What a secret is for, of which a repository has many: `secret_key` may be the application's own. */
const OF_WEBHOOKS = /(?:^|_)(?:(?:web)?hooks?|sign(?:ing|ature)?|verif(?:y|ication)|callback|ipn|hmac)_/;

const wordsOf = (part: string): string[] =>
  part
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');

/** What says that settings are kept there, and not whose they are. */
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
