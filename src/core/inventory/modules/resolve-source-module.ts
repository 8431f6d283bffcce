import { baseNameOf, folderOf } from '../../split-path.ts';
import { joinPath } from './join-path.ts';
import { commonFolders, findModules, goFiles, indexPackages, MAX_FILES, type GoWorld } from './go-packages.ts';

/**
 * Finds the file that a name of Python, Ruby, PHP, Go, C#, Rust, Java or Elixir stands for, by the conventions of each: dotted
 * modules, constants spelled as paths, namespaces over folders, packages as folders, classes by their files. None where
 * nothing or more than one thing fits equally: then nobody can tell what is called. Of a package of Go several files, the
 * likeliest first.
 */
export function makeSourceResolver(
  paths: ReadonlySet<string>,
): (from: string, specifier: string, most?: number) => readonly string[] {
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
  return (from, specifier, most = MAX_FILES) => {
    const world: World = { ...files, from, folder: folderOf(from) };
    if (from.endsWith('.go')) return goFiles(world, specifier, most);
    if (specifier.startsWith(INCLUDED)) return includedFiles(world, specifier.slice(INCLUDED.length).split('|'));
    const found = FINDERS[from.slice(from.lastIndexOf('.') + 1)]?.(world, specifier) ?? null;
    return found === null ? [] : [found];
  };
}

/** Most repositories ask for one of the indices, if any. */
function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

type World = GoWorld & {
  paths: ReadonlySet<string>;
  /** All files of a name, wherever they are. */
  named: (file: string) => readonly string[];
  /** The same, whatever `_` the names have. */
  squeezed: (file: string) => readonly string[];
  /** The middleware of Laravel. */
  middleware: () => readonly string[];
};
type Find = (world: World, specifier: string) => string | null;

/** Sources of the languages that have rules of their own for names. */
export const LOWERED_SOURCE = /\.(?:py|rb|php|go|cs|rs|java|exs?)$/;

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

/** The only file that ends in these folders and name, else the one nearest to the file that asks. */
function bySuffix(world: World, parts: readonly string[], least: number): string | null {
  const wanted = parts.map((part) => part.toLowerCase());
  let best: string[] = [];
  let length = 0;
  for (const path of world.named(wanted.at(-1) ?? '')) {
    const own = path.toLowerCase().split('/');
    let shared = 0;
    while (shared < wanted.length && own.at(-1 - shared) === wanted.at(-1 - shared)) shared += 1;
    if (shared < least || shared < length) continue;
    if (shared > length) best = [];
    length = shared;
    best.push(path);
  }
  if (best.length <= 1) return best[0] ?? null;
  const near = best.toSorted((a, b) => commonFolders(b, world.from) - commonFolders(a, world.from));
  return commonFolders(near[0]!, world.from) > commonFolders(near[1]!, world.from) ? near[0]! : null;
}

const python: Find = (world, specifier) => {
  const dots = /^\.+/.exec(specifier)?.[0].length ?? 0;
  const parts = specifier
    .slice(dots)
    .split('.')
    .filter((part) => part !== '');
  if (dots > 0) {
    let base = world.folder;
    for (let i = 1; i < dots; i++) base = folderOf(base);
    const stemOf = (of: readonly string[]): string => [base, ...of].filter((part) => part !== '').join('/');
    const [stem, owner] = [stemOf(parts), stemOf(parts.slice(0, -1))];
    const files = [`${stem}.py`, `${stem}/__init__.py`, ...(parts.length > 1 ? [`${owner}.py`] : [])];
    return files.find((path) => world.paths.has(path)) ?? null;
  }
  if (parts.length === 1) return besideOf(world, parts[0]!);
  const file = [...parts.slice(0, -1), `${parts.at(-1)}.py`];
  return (
    bySuffix(world, file, parts.length) ??
    bySuffix(world, [...parts, '__init__.py'], parts.length + 1) ??
    ownerOf(world, parts.slice(0, -1))
  );
};

/** What is imported by a dotted name may be an object of the module before: `services.pay.gateway`, `clients.gateway`. */
const ownerOf = (world: World, parts: readonly string[]): string | null =>
  parts.length < 2
    ? besideOf(world, parts.join('.'))
    : bySuffix(world, [...parts.slice(0, -1), `${parts.at(-1)}.py`], parts.length);

/** A module of the same folder, or of the repository's own. */
const besideOf = (world: World, name: string): string | null =>
  [`${world.folder === '' ? '' : `${world.folder}/`}${name}.py`, `${name}.py`].find((path) => world.paths.has(path)) ??
  null;

const ruby: Find = (world, specifier) => {
  const parts = specifier.split('::').map((part) =>
    part
      .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
      .replace(/([a-z\d])([A-Z])/g, '$1_$2')
      .toLowerCase(),
  );
  const file = [...parts.slice(0, -1), `${parts.at(-1)}.rb`];
  return bySuffix(world, file, file.length);
};

/**
 * The last word names the file, the words before it nearly always its folders; Phoenix has some of its own between, as in
 * `controllers/`, and `GitHub` may be `github` or `git_hub`.
 */
const elixir: Find = ({ squeezed, from }, specifier) => {
  const words = specifier.split('.').map(squeeze);
  const scored = squeezed(`${words.at(-1)}.ex`)
    .map((path) => {
      const folders = new Set(folderOf(path).split('/').map(squeeze));
      return { path, score: words.filter((word) => folders.has(word)).length, near: commonFolders(path, from) };
    })
    .toSorted((a, b) => b.score - a.score || b.near - a.near);
  const [best, next] = scored;
  return best && (best.score !== next?.score || best.near !== next.near) ? best.path : null;
};

const squeeze = (name: string): string => name.replace(/_/g, '').toLowerCase();

const php: Find = (world, specifier) => {
  if (specifier.startsWith(SHORT)) return laravelMiddleware(world, specifier.slice(SHORT.length));
  const parts = specifier.split('\\').filter((part) => part !== '');
  const file = [...parts.slice(0, -1), `${parts.at(-1)}.php`];
  if (parts.length === 1) {
    const beside = `${world.folder}/${parts[0]}.php`;
    return world.paths.has(beside) ? beside : bySuffix(world, file, 1);
  }
  return bySuffix(world, file, 2) ?? (parts[0] === CONTROLLERS ? onlyController(world, parts.at(-1)!) : null);
};

/** Before the files that a script of PHP includes. */
const INCLUDED = 'include:';

/** Files that are included: of the folder, else those that end in the same folders, as scripts often begin at a root of their own. */
const includedFiles = (world: World, written: readonly string[]): string[] =>
  written.flatMap((each) => {
    const beside = joinPath(world.folder, each.replace(/^\/+/, ''));
    if (world.paths.has(beside)) return [beside];
    const parts = each.split('/').filter((part) => part !== '' && !/^\.+$/.test(part));
    return bySuffix(world, parts, parts.length) ?? [];
  });

/** Where routes are that name their controllers by mere texts, and whose group may have a namespace below. */
const CONTROLLERS = 'Controllers';

/** The only controller of that name, in whichever folder of controllers. */
function onlyController({ named }: World, name: string): string | null {
  const fitting = named(`${name}.php`).filter((path) => path.includes(`/${CONTROLLERS}/`));
  return fitting.length === 1 ? fitting[0]! : null;
}

/** Before a short name of a middleware of Laravel. */
const SHORT = 'middleware:';

/** The only middleware in whose name all words of its short name stand: `webhook.verify` is `VerifyWebhookSignature.php`. */
function laravelMiddleware({ middleware }: World, short: string): string | null {
  const words = short
    .split(/[^A-Za-z]/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
  const fitting = middleware().filter((path) => {
    const name = squeeze(baseNameOf(path));
    return words.every((word) => name.includes(word));
  });
  return fitting.length === 1 && words.length > 0 ? fitting[0]! : null;
}

const rust: Find = (world, specifier) => {
  const parts = specifier.split('::').filter((part) => part !== '');
  const root = /^(.*?(?:^|\/)src)(?:\/|$)/.exec(world.folder)?.[1] ?? world.folder;
  const own = world.from.slice(world.folder.length + 1).replace(/\.rs$/, '');
  const here = /^(?:mod|lib|main)$/.test(own) ? world.folder : `${world.folder}/${own}`;
  let base: string | null = null;
  if (parts[0] === 'crate') base = root;
  else if (parts[0] === 'self') base = here;
  else if (parts[0] === 'super') base = folderOf(here);
  if (base !== null) {
    const rest = parts.slice(1).filter((part) => part !== 'super');
    if (parts[1] === 'super') base = folderOf(base);
    return firstRust(world, [base, ...rest].join('/'));
  }
  const crate = crateOf(world, parts[0] ?? '', parts.length > 1);
  // `mod signature;` is called as `signature::require`.
  return crate === null
    ? firstRust(world, [here, ...parts].join('/'))
    : (firstRust(world, [folderOf(crate), ...parts.slice(1)].join('/')) ?? crate);
};

/** The root of a crate of the workspace, in the folder of its name; a module of `shop_core` may well be one of `core`. */
function crateOf(world: World, name: string, ofModule: boolean): string | null {
  const folders = world
    .named('lib.rs')
    .map((path) => ({ path, name: path.split('/').at(-3)?.replace(/-/g, '_') ?? '' }));
  const exact = folders.filter((each) => each.name === name);
  const ending = ofModule ? folders.filter((each) => each.name !== '' && name.endsWith(`_${each.name}`)) : [];
  const fitting = exact.length > 0 ? exact : ending;
  return fitting.length === 1 ? fitting[0]!.path : null;
}

const firstRust = (world: World, stem: string): string | null =>
  [`${stem}.rs`, `${stem}/mod.rs`, `${stem}/lib.rs`].find((path) => world.paths.has(path)) ?? null;

/** A class by its file; an interface by the class that bears its name. */
const csharp: Find = (world, specifier) => {
  const name = specifier.split('.').at(-1) ?? '';
  const plain = /^I[A-Z]/.test(name) ? name.slice(1) : name;
  const found = bySuffix(world, [`${plain}.cs`], 1);
  if (found !== null) return found;
  // What handles a command may stand beside it, in the file that is named for the command.
  if (plain.endsWith('Handler')) return bySuffix(world, [`${plain.slice(0, -'Handler'.length)}.cs`], 1);
  return plain === name ? null : bySuffix(world, [`Default${plain}.cs`], 1);
};

const java: Find = (world, specifier) => {
  const parts = specifier.split('.');
  const file = [...parts.slice(0, -1), `${parts.at(-1)}.java`];
  return (
    bySuffix(world, [file.at(-1)!.replace('.java', 'Impl.java')], 1) ?? bySuffix(world, file, Math.min(2, file.length))
  );
};

const FINDERS: Readonly<Record<string, Find>> = {
  py: python,
  rb: ruby,
  php,
  rs: rust,
  cs: csharp,
  java,
  ex: elixir,
  exs: elixir,
};
