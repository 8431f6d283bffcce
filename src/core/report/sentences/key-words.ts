import type { Finding } from '../../audit-types.ts';
import { isSecretKey } from '../../is-secret-key.ts';
import type { KeyClass } from '../../types.ts';
import { findingArgs } from '../finding-args.ts';

const NOUNS: Readonly<Record<KeyClass, string>> = {
  secret: 'secret key',
  restricted: 'restricted key',
  'connection-string': 'connection string with credentials',
  'private-key': 'private key',
  publishable: 'publishable key',
  public: 'public key',
};

/** Nouns for values that are only recognised by their name or appearance. */
const NOUNS_OF_GUESSED: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null), {
  jwt: 'signed token',
  password: 'password',
  mnemonic: 'recovery phrase of a wallet',
  'basic-auth': 'user name with its password',
});

/** Nouns for a URL that is itself a key: anyone who knows it may call it. */
const ADDRESSES: Readonly<Partial<Record<KeyClass, string>>> = {
  secret: 'secret address',
  restricted: 'secret address',
};

/** Phrases for what makes a key useless, what the history keeps, and what replaces it. */
export type KeyRemedy = { words: string; kept: string; renewed: string };

const REVOKE: KeyRemedy = { words: 'Revoke it', kept: 'it', renewed: 'the new one' };

/** A key pair and a password are replaced instead of revoked. */
const REMEDIES: Readonly<Partial<Record<KeyClass, KeyRemedy>>> = {
  'connection-string': { words: 'Replace the credentials', kept: 'them', renewed: 'the new string' },
  'private-key': { words: 'Replace it', kept: 'it', renewed: 'the new one' },
};

/** `Stripe secret key`, `private key`, `Slack secret address`. */
export function keyName(finding: Finding): string {
  const provider = findingArgs(finding).text('name');
  const noun = nounOf(finding);
  return provider === '' ? noun : `${provider} ${noun}`;
}

function nounOf({ keyClass = 'secret', masked = '', ...finding }: Finding): string {
  const guessed = isSecretKey(keyClass) ? NOUNS_OF_GUESSED[findingArgs(finding).text('key')] : undefined;
  return guessed ?? (/^https?:/.test(masked) ? ADDRESSES[keyClass] : undefined) ?? NOUNS[keyClass];
}

/** The remedy for a leaked key. */
export function remedyOf(keyClass: KeyClass | undefined): KeyRemedy {
  return REMEDIES[keyClass ?? 'secret'] ?? REVOKE;
}

/** `A` or `An`, by the pronunciation of a name: a first word without vowels is spelled out, as in _an SMTP server_. */
export function articleOf(name: string): 'A' | 'An' {
  const first = /^[\p{L}\d]*/u.exec(name)?.[0] ?? '';
  if (/^(?:[oO]ne|[uU](?:ni|se|ti)|U[A-Z]|[eE]u)/.test(first)) return 'A';
  if (/^x[A-Z]/.test(first) || /^[fhlmnrsx][^aeiouy]*$/i.test(first)) return 'An';
  return /^[aeiou]/i.test(first) ? 'An' : 'A';
}
