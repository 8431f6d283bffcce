/** From a file and a specifier as written to the path of a file of the repository, or null. */
export type ResolveModule = (from: string, specifier: string) => string | null;

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

/**
 * Resolves relative specifiers, and the aliases `@/`, `~/` and `#/` to `src/`, `app/` or the root of the nearest package above
 * the file. `aliases` adds prefixes (`@lib/` -> `packages/lib/src/`), which win. Bare package names resolve to null.
 */
export function makeModuleResolver(
  paths: ReadonlySet<string>,
  aliases: ReadonlyMap<string, string> = new Map(),
): ResolveModule {
  const find = (stem: string): string | null => {
    for (const candidate of spellings(stem)) if (paths.has(candidate)) return candidate;
    return null;
  };
  return (from, specifier) => {
    if (specifier.length > 500 || specifier.includes('\0')) return null;
    for (const [prefix, target] of aliases) {
      const found = specifier.startsWith(prefix) ? find(join(target, specifier.slice(prefix.length))) : null;
      if (found !== null) return found;
    }
    if (specifier === '.' || specifier === '..' || /^\.\.?\//.test(specifier)) {
      const path = join(folderOf(from), specifier);
      return path === '..' || path.startsWith('../') ? null : find(path);
    }
    const rest = /^(?:@|~|#)\/(.*)$/.exec(specifier)?.[1] ?? /^(?:~|#)(\w.*)$/.exec(specifier)?.[1];
    const bare = rest ?? (/^(?:src|app|lib|server)\//.test(specifier) ? specifier : null);
    return bare === null ? null : findAbove(paths, from, bare, find);
  };
}

/** The folders above the file, nearest first: its package before the repository's root. */
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
      const found = find(join(join(root, base), rest));
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

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Joins two paths and works off `.` and `..`; what leads above the root keeps its `..`. */
function join(folder: string, rest: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${rest}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
