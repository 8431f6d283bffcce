/** Sources of languages with their own rules for resolving names. */
export const LOWERED_SOURCE = /\.(?:py|rb|php|go|cs|rs|java|exs?)$/;

/** The files of a repository, with indexes made on first use, and the file whose imports are resolved. */
export type SourceFiles = {
  paths: ReadonlySet<string>;
  /** All files with a name, in any folder. */
  named: (file: string) => readonly string[];
  /** The same, ignoring `_` in names. */
  squeezed: (file: string) => readonly string[];
  /** The Go sources by folder. */
  packages: () => ReadonlyMap<string, readonly string[]>;
  /** The folders of the Go modules; the root if the repository defines none. */
  modules: () => readonly string[];
  /** Laravel's middleware. */
  middleware: () => readonly string[];
  from: string;
  folder: string;
};

/** Resolves a name to a file, or to a few that may define it; null if there is none, or if several fit equally well. */
export type FindSource = (files: SourceFiles, specifier: string) => string | readonly string[] | null;

/** A name without underscores, in lower case. */
export const squeeze = (name: string): string => name.replace(/_/g, '').toLowerCase();

/**
 * The file whose path ends in the most of `parts`, at least `least` of them. Of several, the one nearest to the
 * importing file; null if there is none, or a tie.
 */
export function bySuffix(files: SourceFiles, parts: readonly string[], least: number): string | null {
  const wanted = parts.map((part) => part.toLowerCase());
  let best: string[] = [];
  let length = 0;
  for (const path of files.named(wanted.at(-1) ?? '')) {
    const own = path.toLowerCase().split('/');
    let shared = 0;
    while (shared < wanted.length && own.at(-1 - shared) === wanted.at(-1 - shared)) shared += 1;
    if (shared < least || shared < length) continue;
    if (shared > length) best = [];
    length = shared;
    best.push(path);
  }
  if (best.length <= 1) return best[0] ?? null;
  const near = best.toSorted((a, b) => commonFolders(b, files.from) - commonFolders(a, files.from));
  return commonFolders(near[0]!, files.from) > commonFolders(near[1]!, files.from) ? near[0]! : null;
}

/** The number of leading folders that two paths share. */
export function commonFolders(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let count = 0;
  while (count < left.length - 1 && left[count] === right[count]) count += 1;
  return count;
}
