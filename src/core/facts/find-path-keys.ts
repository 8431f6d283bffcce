import type { KeyFact } from '../types.ts';
import { hideKeys, mayHoldKey } from './hide-keys.ts';
import { findKeys } from './keys/find-keys.ts';
import type { KeySearch } from './keys/patterns/compile-key-search.ts';

// Keys in the names of files: a path is shown, linked and logged.

/** Keys that stand in a file's own name or in those of its folders, told at the file's first line. */
export function findPathKeys(path: string, search: KeySearch): KeyFact[] {
  if (!mayBeKey(path)) return [];
  const found = new Map(findKeys(spell(path), search).map((key) => [key.digest, key]));
  return [...found.values()].map((key) => ({ ...key, line: 1, column: 1, endColumn: 2, name: null }));
}

/**
 * Takes keys in names of files out of all that is said of them. Links to such files lead nowhere then.
 *
 * @param said plain data.
 * @param paths of the files that it may be about.
 * @param search asked for where a path may hold a key at all.
 */
export function hidePathKeys<T>(said: T, paths: Iterable<string>, search: () => KeySearch): T {
  const suspects = [...new Set(paths)].filter(mayBeKey);
  let hidden = said;
  // Of one text a thousand keys are found and no more.
  for (let from = 0; from < suspects.length; from += AT_ONCE) {
    const text = suspects
      .slice(from, from + AT_ONCE)
      .map(spell)
      .join('\n');
    hidden = hideKeys(hidden, text, findKeys(text, search()));
  }
  return hidden;
}

const AT_ONCE = 100;

/** Some keys are written in groups, as names are. */
const mayBeKey = (name: string): boolean => GROUPS.test(name) || mayHoldKey(name);

const GROUPS = /(?=[A-Za-z_-]{0,64}\d)[\w-]{24}/;

/** A path's names, one to a line, each also without its extension and in its parts: none of these ends a key in a text. */
function spell(path: string): string {
  const names = path.split('/').flatMap((name) => [name, name.replace(/\.[^.]*$/, ''), ...name.split('.')]);
  return [...new Set(names)].filter(mayBeKey).join('\n');
}
