import { folderOf } from '../../../split-path.ts';
import { commonFolders, type SourceFiles } from '../source-files.ts';

/** What tests put in the place of what they do not test. */
const STANDS_IN = /_test\.go$|(?:^|[/_])(?:mocks?|fakes?|stubs?)(?:_\w{1,60})?\.go$/;

export function indexPackages(paths: ReadonlySet<string>): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const path of paths) {
    if (!path.endsWith('.go') || STANDS_IN.test(path)) continue;
    const folder = folderOf(path);
    const files = index.get(folder);
    if (files) files.push(path);
    else index.set(folder, [path]);
  }
  return index;
}

/** More modules than a repository has: each import is looked for in each. */
const MAX_MODULES = 500;

export function findModules(paths: ReadonlySet<string>): string[] {
  const found = [...paths].filter((path) => path === 'go.mod' || path.endsWith('/go.mod')).map(folderOf);
  return found.length === 0 ? [''] : found.slice(0, MAX_MODULES);
}

/** The files of a package of Go in which a name may stand, the likeliest first, `most` of them; `*` is any package. */
export const goFiles = (world: SourceFiles, specifier: string, most: number): readonly string[] => {
  const [module = '', name = ''] = specifier.split('#');
  const isAny = module === ANY_PACKAGE;
  const folder = module === '.' || isAny ? world.folder : packageFolder(world, module);
  const files = isAny ? [...world.packages().values()].flat() : (world.packages().get(folder ?? '') ?? []);
  const words = wordsOf(name);
  return files
    .filter((path) => path !== world.from)
    .map((path) => ({ path, score: likeness(wordsOf(path.slice(path.lastIndexOf('/') + 1, -3)), words) }))
    .filter(({ score }) => !isAny || score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ path }) => path);
};

/** Where the type of a field is told in a package that the file does not name. */
export const ANY_PACKAGE = '*';

/** A package is one over its files, of which those are read whose names fit best. */
export const MAX_FILES = 5;

const wordsOf = (name: string): string[] =>
  name
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');

/** How many words of a file's name the wanted name has, and how few that it has not. */
const likeness = (file: readonly string[], wanted: readonly string[]): number => {
  // `HandleGitHubWebhook` may stand in `github.go`, `PostHook` in `webhook.go`.
  const whole = wanted.join('');
  const shared = file.filter(
    (word) =>
      wanted.some((each) => each.slice(0, 6) === word.slice(0, 6) || (each.length > 3 && word.endsWith(each))) ||
      (word.length > 4 && whole.includes(word)),
  ).length;
  return shared === 0 ? -10 : 3 * shared - file.length;
};

/** The path of a repository there has a host, an owner and a name. */
const CODE_HOST = /^(?:github\.com|gitlab\.com|bitbucket\.org)$/;

/**
 * Of `example.com/shop/internal/pay` the folder `internal/pay` of a module of the repository: the longest part that is one,
 * the nearest of several. A package of somebody else may well have the last name of an own folder.
 */
function packageFolder(world: SourceFiles, module: string): string | null {
  const parts = module.split('/');
  // `github.com/gorilla/handlers` is a repository and no folder of one.
  const end = CODE_HOST.test(parts[0]!) && parts.length === 3 ? 2 : parts.length;
  for (let from = 1; from < end; from += 1) {
    const wanted = parts.slice(from).join('/');
    const near = world
      .modules()
      .map((base) => (base === '' ? wanted : `${base}/${wanted}`))
      .filter((folder) => world.packages().has(folder))
      .toSorted((x, y) => commonFolders(`${y}/`, world.from) - commonFolders(`${x}/`, world.from));
    if (near.length > 0) return near[0]!;
  }
  return null;
}
