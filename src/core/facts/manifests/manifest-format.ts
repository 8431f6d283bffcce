import { baseNameOf } from '../../split-path.ts';
import type { ManifestFacts } from './manifest-reader.ts';

/** One format: which paths may hold it, and how it is read. */
export type ManifestFormat = {
  id: string;
  matches(path: string): boolean;
  read(text: string): ManifestFacts;
  /** Where the path says too little: texts that are not of this format are no problem, however large. */
  concerns?(text: string): boolean;
};

/** Matches the base name of a path. */
export function named(pattern: RegExp): (path: string) => boolean {
  return (path) => pattern.test(baseNameOf(path));
}
