import type { KeyFact } from '../types.ts';
import { hideKeys, mayHoldKey } from './hide-keys.ts';
import { findKeys } from './keys/find-keys.ts';
import type { KeySearch } from './keys/patterns/compile-key-search.ts';

// Keys in file names: a path is shown, linked and logged.

/** Finds keys in the names of a file and its folders; reports them at the file's first line. */
export function findPathKeys(path: string, search: KeySearch): KeyFact[] {
  if (!mayBeKey(path)) return [];
  const found = new Map(findKeys(spell(path), search).map((key) => [key.digest, key]));
  return [...found.values()].map((key) => ({ ...key, line: 1, column: 1, endColumn: 2, name: null }));
}

/**
 * Hides keys in file names throughout `said`. Links to such files break.
 *
 * @param said plain data.
 * @param paths the files that it may mention.
 * @param search called only when a path may contain a key.
 */
export function hidePathKeys<T>(said: T, paths: Iterable<string>, search: () => KeySearch): T {
  const suspects = [...new Set(paths)].filter(mayBeKey);
  let hidden = said;
  // `findKeys` stops after a thousand keys of one text.
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

/** Some keys are groups joined by dashes, as names are. */
const mayBeKey = (name: string): boolean => GROUPS.test(name) || mayHoldKey(name);

const GROUPS = /(?=[A-Za-z_-]{0,64}\d)[\w-]{24}/;

/**
 * The names in a path, one per line, also without their extension and split at dots: in a text neither slash nor dot
 * ends a key.
 */
function spell(path: string): string {
  const names = path.split('/').flatMap((name) => [name, name.replace(/\.[^.]*$/, ''), ...name.split('.')]);
  return [...new Set(names)].filter(mayBeKey).join('\n');
}
