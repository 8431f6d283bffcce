import { baseNameOf } from '../../split-path.ts';
import type { ManifestFacts } from './manifest-reader.ts';

/** A format: the paths that may hold it, and its reader. */
export type ManifestFormat = {
  id: string;
  matches(path: string): boolean;
  read(text: string): ManifestFacts;
  /** For ambiguous paths: whether the text is of this format. If not, it is no problem, however large it is. */
  concerns?(text: string): boolean;
};

/** Matches the base name of a path. */
export function named(pattern: RegExp): (path: string) => boolean {
  return (path) => pattern.test(baseNameOf(path));
}
