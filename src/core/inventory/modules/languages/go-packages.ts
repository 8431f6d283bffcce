import { folderOf } from '../../../split-path.ts';
import { commonFolders, type SourceFiles } from '../source-files.ts';

/** Tests and test doubles. */
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

/** Limit on modules, because each import is looked up in each of them. */
const MAX_MODULES = 500;

export function findModules(paths: ReadonlySet<string>): string[] {
  const found = [...paths].filter((path) => path === 'go.mod' || path.endsWith('/go.mod')).map(folderOf);
  return found.length === 0 ? [''] : found.slice(0, MAX_MODULES);
}

/**
 * The files of a Go package that may contain a name, at most `most` of them, the likeliest first. `*` stands for any
 * package.
 */
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

/** Stands for an unknown package, in which a field's type is defined. */
export const ANY_PACKAGE = '*';

/** Files of a package that are read: those whose names fit best. */
export const MAX_FILES = 5;

const wordsOf = (name: string): string[] =>
  name
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');

/** Scores a file's name: shared words count for it, other words against it. */
const likeness = (file: readonly string[], wanted: readonly string[]): number => {
  // `HandleGitHubWebhook` may be in `github.go`, `PostHook` in `webhook.go`.
  const whole = wanted.join('');
  const shared = file.filter(
    (word) =>
      wanted.some((each) => each.slice(0, 6) === word.slice(0, 6) || (each.length > 3 && word.endsWith(each))) ||
      (word.length > 4 && whole.includes(word)),
  ).length;
  return shared === 0 ? -10 : 3 * shared - file.length;
};

/** Code hosts, where a repository's path consists of host, owner and name. */
const CODE_HOST = /^(?:github\.com|gitlab\.com|bitbucket\.org)$/;

/**
 * The folder of a package: for `example.com/shop/internal/pay`, `internal/pay` in one of the repository's modules. The
 * longest suffix that exists wins, then the nearest folder. A third-party package may have the same last name as a
 * local folder.
 */
function packageFolder(world: SourceFiles, module: string): string | null {
  const parts = module.split('/');
  // `github.com/gorilla/handlers` is a repository, so its name is not a folder within one.
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
