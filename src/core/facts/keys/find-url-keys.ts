import type { KeyFact } from '../../types.ts';
import type { KeySearch } from './patterns/compile-key-search.ts';
import type { CompiledKey } from './patterns/compiled-key.ts';
import { findUrlPasswords, type UrlPassword } from './find-url-passwords.ts';
import { KeyContext } from './key-context.ts';
import { MOST_KEYS, SCORES, type Hit, type Place } from './key-hit.ts';
import { digestKey } from './values/mask-key.ts';
import { sizeOf } from './patterns/match-key.ts';

/** Finds URLs with a password and attributes them to the service whose pattern they match. */
export function findUrlKeys(text: string, search: Pick<KeySearch, 'urls'>): Hit[] {
  return findUrlPasswords(text, MOST_KEYS).map((url) => {
    const value = text.slice(url.start, url.end);
    const key = bestUrlKey(value, search.urls);
    return {
      start: url.start,
      end: url.end,
      score: SCORES.url,
      proven: false,
      key,
      make: (at) => urlFact(text, url, value, key, at),
    };
  });
}

function bestUrlKey(value: string, keys: readonly CompiledKey[]): CompiledKey | null {
  let best: CompiledKey | null = null;
  for (const key of keys) {
    if (sizeOf(key.regex, value, 0) === value.length && (best === null || key.shape.literal > best.shape.literal))
      best = key;
  }
  return best;
}

function urlFact(text: string, url: UrlPassword, value: string, key: CompiledKey | null, at: Place): KeyFact {
  return {
    ...at,
    provider: key?.provider ?? null,
    key: key?.rule.id ?? 'url-password',
    keyClass: 'connection-string',
    mode: null,
    masked: `${url.scheme}://${/^[\w.-]{1,24}$/.test(url.user) ? url.user : ''}:…@${url.host}`,
    digest: digestKey(value),
    proven: false,
    name: new KeyContext(text, url.start, url.end).beside.name,
  };
}
