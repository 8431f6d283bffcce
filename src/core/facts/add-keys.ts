import type { Rulebook } from '../rulebook/rulebook.ts';
import type { Facts } from '../types.ts';
import { findPathKeys } from './find-path-keys.ts';
import { hideKeys, hideNames, mayHoldKey } from './hide-keys.ts';
import { findFirstKeys } from './keys/find-keys.ts';
import { findKeyFile } from './keys/find-key-file.ts';
import {
  compileOwnKeys,
  findOwnKeys,
  LONGEST_TEXT_FOR_OWN,
  mergeOwnKeys,
  MOST_OF_OWN,
  type CompiledOwnKey,
} from './keys/find-own-keys.ts';
import { MOST_KEYS } from './keys/key-hit.ts';
import { compileKeySearch, type KeySearch } from './keys/patterns/compile-key-search.ts';

/** The key patterns of the rulebook and of the configuration, compiled on first use. */
export type KeySearcher = () => { keys: KeySearch; ownKeys: CompiledOwnKey[] };

export function makeKeySearcher(rulebook: Rulebook): KeySearcher {
  let made: ReturnType<KeySearcher> | null = null;
  return () => (made ??= { keys: keySearchOf(rulebook), ownKeys: compileOwnKeys(rulebook.ownKeys ?? []) });
}

const KEY_SEARCHES = new WeakMap<Rulebook['keys'], KeySearch>();

const NO_KEYS: Rulebook['keys'] = [];

/**
 * The compiled key patterns of a rulebook. Compiling takes a tenth of a second, so they are memoized and shared by all
 * readers of the rulebook.
 */
export function keySearchOf(rulebook: Rulebook): KeySearch {
  // All rulebooks without keys, such as those of most single rules, share one entry.
  const keys = rulebook.keys.length === 0 ? NO_KEYS : rulebook.keys;
  const search = KEY_SEARCHES.get(keys) ?? compileKeySearch(keys, rulebook.rules);
  KEY_SEARCHES.set(keys, search);
  return search;
}

/**
 * Adds a file's hardcoded keys to its facts, and hides them in all other facts.
 *
 * @param said the file's other facts.
 * @param utf8 the text's bytes, if they are the file's own.
 */
export function addKeys(
  said: Facts,
  { path, text, utf8 }: { path: string; text: string; utf8?: Uint8Array },
  { wantsKeys, search }: { wantsKeys: boolean; search: KeySearcher },
): Facts {
  // Even when no keys are wanted, they have to be found where another fact may contain one.
  if (!wantsKeys && !mayHoldKey(said)) return said;
  const patterns = search();
  const first = findFirstKeys(text, patterns.keys, utf8);
  const own = findOwnKeys(text, patterns.ownKeys);
  const inText = hideNames(mergeOwnKeys([...first.keys, ...findKeyFile(path, text)], own.keys), text);
  const hidden = inText.length === 0 ? said : hideKeys(said, text, inText);
  if (!wantsKeys) return hidden;
  const keys = [...inText, ...findPathKeys(path, patterns.keys)];
  const problems = [...hidden.problems];
  if (first.isCut) problems.push(tooMany(`keys, of which the first ${MOST_KEYS} are read`));
  if (own.isCut) problems.push(tooMany(`values of a configured pattern, of which the first ${MOST_OF_OWN} are read`));
  if (own.isLonger) {
    const detail = `patterns of the configuration read the first ${LONGEST_TEXT_FOR_OWN} characters`;
    problems.push({ line: null, code: 'too-large', detail });
  }
  return keys.length + problems.length === 0 ? said : { ...hidden, keys, problems };
}

/** The problem to report for a truncated list: cut silently, it would let a check pass on partial facts. */
export function tooMany(detail: string): Facts['problems'][number] {
  return { line: null, code: 'too-many', detail };
}
