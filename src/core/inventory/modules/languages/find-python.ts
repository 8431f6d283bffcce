import { folderOf } from '../../../split-path.ts';
import { bySuffix, type FindSource, type SourceFiles } from '../source-files.ts';

/** Resolves dotted modules, relative to the file or to an unknown root. */
export const findPython: FindSource = (files, specifier) => {
  const dots = /^\.+/.exec(specifier)?.[0].length ?? 0;
  const parts = specifier
    .slice(dots)
    .split('.')
    .filter((part) => part !== '');
  if (dots > 0) {
    let base = files.folder;
    for (let i = 1; i < dots; i++) base = folderOf(base);
    const stemOf = (of: readonly string[]): string => [base, ...of].filter((part) => part !== '').join('/');
    const [stem, owner] = [stemOf(parts), stemOf(parts.slice(0, -1))];
    const spellings = [`${stem}.py`, `${stem}/__init__.py`, ...(parts.length > 1 ? [`${owner}.py`] : [])];
    return spellings.find((path) => files.paths.has(path)) ?? null;
  }
  if (parts.length === 1) return besideOf(files, parts[0]!);
  const file = [...parts.slice(0, -1), `${parts.at(-1)}.py`];
  return (
    bySuffix(files, file, parts.length) ??
    bySuffix(files, [...parts, '__init__.py'], parts.length + 1) ??
    ownerOf(files, parts.slice(0, -1))
  );
};

/** An imported dotted name may be an object in the module before it: `services.pay.gateway`, `clients.gateway`. */
const ownerOf = (files: SourceFiles, parts: readonly string[]): string | null =>
  parts.length < 2
    ? besideOf(files, parts.join('.'))
    : bySuffix(files, [...parts.slice(0, -1), `${parts.at(-1)}.py`], parts.length);

/** A module in the same folder, or in the root of the repository. */
const besideOf = (files: SourceFiles, name: string): string | null =>
  [`${files.folder === '' ? '' : `${files.folder}/`}${name}.py`, `${name}.py`].find((path) => files.paths.has(path)) ??
  null;
