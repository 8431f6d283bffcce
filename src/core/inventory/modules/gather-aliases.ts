import { folderOf } from '../../split-path.ts';
import type { Facts } from '../../types.ts';
import { joinPath } from './join-path.ts';
import type { Alias } from './resolve-module.ts';

/**
 * The aliases in configuration files. Aliases of a tsconfig, including those it inherits by `extends`, apply below its
 * folder. Package names apply everywhere.
 */
export function gatherAliases(files: readonly { path: string; facts: Pick<Facts, 'exports'> }[]): Alias[] {
  const byPath = new Map(files.map(({ path, facts }) => [path, facts]));
  return files.flatMap(({ path, facts }) => {
    const folder = folderOf(path);
    const scope = path.endsWith('package.json') ? '' : folder;
    const own = aliasesOf(facts, folder, scope, path.endsWith('package.json') ? folder : null);
    const parent = facts.exports.find((each) => each.alias && each.name === 'extends')?.reexport?.module;
    if (parent === undefined) return own;
    const target = joinPath(folder, parent.endsWith('.json') ? parent : `${parent}.json`);
    const inherited = byPath.get(target);
    return inherited ? [...own, ...aliasesOf(inherited, folderOf(target), folder, null)] : own;
  });
}

/** @param inside the package in which its `#` names apply; null if the file is not a package's. */
function aliasesOf(facts: Pick<Facts, 'exports'>, folder: string, scope: string, inside: string | null): Alias[] {
  return facts.exports.flatMap(({ alias, name: pattern, reexport }) => {
    if (!alias || !reexport || pattern === 'extends') return [];
    const target = joinPath(folder, reexport.module);
    return [{ scope: pattern.startsWith('#') && inside !== null ? inside : scope, pattern, target }];
  });
}
