import { folderOf } from '../../../split-path.ts';
import { type FindSource, type SourceFiles } from '../source-files.ts';

/** Resolves modules from the crate's root, the module itself, or its parent. */
export const findRust: FindSource = (files, specifier) => {
  const parts = specifier.split('::').filter((part) => part !== '');
  const root = /^(.*?(?:^|\/)src)(?:\/|$)/.exec(files.folder)?.[1] ?? files.folder;
  const own = files.from.slice(files.folder.length + 1).replace(/\.rs$/, '');
  const here = /^(?:mod|lib|main)$/.test(own) ? files.folder : `${files.folder}/${own}`;
  let base: string | null = null;
  if (parts[0] === 'crate') base = root;
  else if (parts[0] === 'self') base = here;
  else if (parts[0] === 'super') base = folderOf(here);
  if (base !== null) {
    const rest = parts.slice(1).filter((part) => part !== 'super');
    if (parts[1] === 'super') base = folderOf(base);
    return firstRust(files, [base, ...rest].join('/'));
  }
  const crate = crateOf(files, parts[0] ?? '', parts.length > 1);
  // `mod signature;` is called as `signature::require`.
  return crate === null
    ? firstRust(files, [here, ...parts].join('/'))
    : (firstRust(files, [folderOf(crate), ...parts.slice(1)].join('/')) ?? crate);
};

/**
 * The root of a workspace crate, by its folder's name. A module path may start with a longer name: `shop_core` may be
 * the crate in `core`.
 */
function crateOf(files: SourceFiles, name: string, ofModule: boolean): string | null {
  const folders = files
    .named('lib.rs')
    .map((path) => ({ path, name: path.split('/').at(-3)?.replace(/-/g, '_') ?? '' }));
  const exact = folders.filter((each) => each.name === name);
  const ending = ofModule ? folders.filter((each) => each.name !== '' && name.endsWith(`_${each.name}`)) : [];
  const fitting = exact.length > 0 ? exact : ending;
  return fitting.length === 1 ? fitting[0]!.path : null;
}

const firstRust = (files: SourceFiles, stem: string): string | null =>
  [`${stem}.rs`, `${stem}/mod.rs`, `${stem}/lib.rs`].find((path) => files.paths.has(path)) ?? null;
