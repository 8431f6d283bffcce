/** Sources of the languages that have rules of their own for names. */
export const LOWERED_SOURCE = /\.(?:py|rb|php|go|cs|rs|java|exs?)$/;

/** The files of a repository, each index made when it is first asked, and the file that asks for another one. */
export type SourceFiles = {
  paths: ReadonlySet<string>;
  /** All files of a name, wherever they are. */
  named: (file: string) => readonly string[];
  /** The same, whatever `_` the names have. */
  squeezed: (file: string) => readonly string[];
  /** The sources of Go by their folder. */
  packages: () => ReadonlyMap<string, readonly string[]>;
  /** The folders of the modules of Go: the root where the repository says none. */
  modules: () => readonly string[];
  /** The middleware of Laravel. */
  middleware: () => readonly string[];
  from: string;
  folder: string;
};

/** The file that a name of a language stands for; null where there is none, or more than one that fits equally. */
export type FindSource = (files: SourceFiles, specifier: string) => string | null;

/** A name without regard to capitals and `_`. */
export const squeeze = (name: string): string => name.replace(/_/g, '').toLowerCase();

/** The only file that ends in these folders and name, else the one nearest to the file that asks. */
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

/** How many folders two paths have in common. */
export function commonFolders(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let count = 0;
  while (count < left.length - 1 && left[count] === right[count]) count += 1;
  return count;
}
