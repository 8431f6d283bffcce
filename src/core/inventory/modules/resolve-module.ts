import { baseNameOf, folderOf } from '../../split-path.ts';
import { joinPath } from './join-path.ts';
import { makeSourceResolver } from './resolve-source-module.ts';
import { LOWERED_SOURCE } from './source-files.ts';

/** Resolves a specifier in a file to the path of a file in the repository, or null. */
export type ResolveModule = {
  (from: string, specifier: string): string | null;
  /**
   * All files that may contain the target, the likeliest first, because a Go package has several files: those worth
   * reading, or up to `most`.
   */
  all: (from: string, specifier: string, most?: number) => readonly string[];
};

const EXTENSIONS = [
  '',
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.mts',
  '.cts',
  '.mjs',
  '.cjs',
  '/index.ts',
  '/index.tsx',
  '/index.js',
  '/index.mjs',
  '/index.jsx',
];
const WRITTEN = /\.([cm]?)jsx?$/;

/** An alias for files below `scope`. `pattern` has at most one `*`, whose match replaces the one in `target`. */
export type Alias = { scope: string; pattern: string; target: string };

/**
 * Resolves relative specifiers, `aliases` of configuration files (the nearest scope first), and without an alias `@/`,
 * `~/`, `#/` and `$lib/` to `src/`, `app/` or the root of the nearest package above the file. A name that Nuxt
 * auto-imports (`#auto/verify`) is searched for in `server/utils/`. Other bare package names resolve to null.
 */
export function makeModuleResolver(paths: ReadonlySet<string>, aliases: readonly Alias[] = []): ResolveModule {
  const ordered = aliases.toSorted((a, b) => b.scope.length - a.scope.length || stars(a) - stars(b));
  const find = (stem: string): string | null => {
    for (const candidate of spellings(stem)) if (paths.has(candidate)) return candidate;
    return null;
  };
  const source = makeSourceResolver(paths);
  const all: ResolveModule['all'] = (from, specifier, most) => {
    if (specifier.length > 500 || specifier.includes('\0')) return [];
    if (LOWERED_SOURCE.test(from)) return source(from, specifier, most);
    const path = script(from, specifier);
    return path === null ? [] : [path];
  };
  const script = (from: string, specifier: string): string | null => {
    if (specifier === '.' || specifier === '..' || /^\.\.?\//.test(specifier)) {
      const path = joinPath(folderOf(from), specifier);
      return path === '..' || path.startsWith('../') ? null : find(path);
    }
    if (specifier.startsWith('#auto/')) return findAutoImport(paths, from, specifier.slice(6));
    for (const alias of ordered) {
      if (alias.scope !== '' && !from.startsWith(`${alias.scope}/`)) continue;
      const target = substitute(alias, specifier);
      const found =
        target === null ? null : (find(target) ?? find(target.replace(/(^|\/)(?:dist|build|lib)\//, '$1src/')));
      if (found !== null) return found;
    }
    const rest = /^(?:@|~|#)\/(.*)$/.exec(specifier)?.[1] ?? /^(?:~|#)(\w.*)$/.exec(specifier)?.[1];
    const lib = /^\$(lib(?:\/.*)?)$/.exec(specifier)?.[1];
    const bare = rest ?? lib ?? (/^(?:src|app|lib|server)\//.test(specifier) ? specifier : null);
    return bare === null ? null : findAbove(paths, from, bare, find);
  };
  return Object.assign((from: string, specifier: string) => all(from, specifier)[0] ?? null, { all });
}

const stars = ({ pattern }: Alias): number => (pattern === '*' ? 2 : pattern.includes('*') ? 1 : 0);

/** The target for a specifier that matches the pattern, otherwise null. */
function substitute({ pattern, target }: Alias, specifier: string): string | null {
  const star = pattern.indexOf('*');
  if (star === -1) return specifier === pattern ? target : null;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  if (!specifier.startsWith(before) || !specifier.endsWith(after)) return null;
  const middle = specifier.slice(before.length, specifier.length - after.length);
  return specifier.length < before.length + after.length ? null : target.replace('*', () => middle);
}

/** The file in `server/utils/` whose name shares most words with the function's. */
function findAutoImport(paths: ReadonlySet<string>, from: string, name: string): string | null {
  const server = /^(?:.*\/)?server\//.exec(from)?.[0];
  if (server === undefined) return null;
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(' ');
  let best: { path: string; shared: number } | null = null;
  for (const path of paths) {
    if (!path.startsWith(`${server}utils/`)) continue;
    const stem = baseNameOf(path).toLowerCase();
    const shared = words.filter((word) => word.length > 2 && stem.includes(word)).length;
    if (shared > (best?.shared ?? 0)) best = { path, shared };
  }
  return best?.path ?? null;
}

/** Searches the package roots above the file, nearest first, up to the repository's root. */
function findAbove(
  paths: ReadonlySet<string>,
  from: string,
  rest: string,
  find: (stem: string) => string | null,
): string | null {
  const roots: string[] = [];
  for (let folder = folderOf(from), i = 0; i < 40; folder = folderOf(folder), i++) {
    if (
      folder === '' ||
      paths.has(`${folder}/package.json`) ||
      paths.has(`${folder}/tsconfig.json`) ||
      /(?:^|\/)src$/.test(folder)
    ) {
      roots.push(folder);
    }
    if (folder === '') break;
  }
  for (const root of roots) {
    for (const base of ['src', '', 'app']) {
      const found = find(joinPath(joinPath(root, base), rest));
      if (found !== null) return found;
    }
  }
  return null;
}

function* spellings(stem: string): Generator<string> {
  for (const extension of EXTENSIONS) yield stem + extension;
  const written = WRITTEN.exec(stem);
  if (!written) return;
  const plain = stem.slice(0, written.index);
  yield `${plain}.${written[1] ?? ''}ts`;
  yield `${plain}.tsx`;
}
