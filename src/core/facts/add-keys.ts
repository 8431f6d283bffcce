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

/** The rulebook's and the configuration's patterns of keys, compiled when a text is first searched for them. */
export type KeySearcher = () => { keys: KeySearch; ownKeys: CompiledOwnKey[] };

export function makeKeySearcher(rulebook: Rulebook): KeySearcher {
  let made: ReturnType<KeySearcher> | null = null;
  return () => (made ??= { keys: keySearchOf(rulebook), ownKeys: compileOwnKeys(rulebook.ownKeys ?? []) });
}

const KEY_SEARCHES = new WeakMap<Rulebook['keys'], KeySearch>();

const NO_KEYS: Rulebook['keys'] = [];

/** A tenth of a second's work when it is first asked for, the same for each reader of a rulebook. */
export function keySearchOf(rulebook: Rulebook): KeySearch {
  // Rulebooks without keys, as of most rules by themselves, are all alike.
  const keys = rulebook.keys.length === 0 ? NO_KEYS : rulebook.keys;
  const search = KEY_SEARCHES.get(keys) ?? compileKeySearch(keys, rulebook.rules);
  KEY_SEARCHES.set(keys, search);
  return search;
}

/**
 * What a file says, with the keys that are hardcoded in it, and without them in all else that it says.
 *
 * @param utf8 the text's bytes, where they are its file's own.
 */
export function addKeys(
  said: Facts,
  { path, text, utf8 }: { path: string; text: string; utf8?: Uint8Array },
  { wantsKeys, search }: { wantsKeys: boolean; search: KeySearcher },
): Facts {
  // Keys that nobody wants are looked for all the same where one may stand in what else is said.
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

/** A list that is cut in silence would be a silent green. */
export function tooMany(detail: string): Facts['problems'][number] {
  return { line: null, code: 'too-many', detail };
}
