import { baseNameOf, folderOf } from '../../split-path.ts';
import { findModules, indexPackages } from './languages/go-packages.ts';
import { LOWERED_SOURCE, squeeze, type SourceFiles } from './source-files.ts';

/** Indexes a repository's files. Returns a function that gives the index as seen from a file. */
export function indexSources(paths: ReadonlySet<string>): (from: string) => SourceFiles {
  const byName = lazily(() => indexByName(paths));
  const bySqueezedName = lazily(() => indexByName(paths, squeeze));
  const files = {
    paths,
    named: (file: string) => byName().get(file.toLowerCase()) ?? [],
    squeezed: (file: string) => bySqueezedName().get(file) ?? [],
    packages: lazily(() => indexPackages(paths)),
    modules: lazily(() => findModules(paths)),
    middleware: lazily(() => [...paths].filter((path) => /(?:^|\/)Middleware\/[^/]+\.php$/.test(path))),
  };
  return (from) => ({ ...files, from, folder: folderOf(from) });
}

/** Makes a value on first use: most repositories need one of the indexes, if any. */
function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

function indexByName(
  paths: ReadonlySet<string>,
  fold = (name: string): string => name.toLowerCase(),
): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const path of paths) {
    if (!LOWERED_SOURCE.test(path)) continue;
    const name = fold(baseNameOf(path));
    const list = index.get(name);
    if (list) list.push(path);
    else index.set(name, [path]);
  }
  return index;
}
