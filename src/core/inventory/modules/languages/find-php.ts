import { baseNameOf } from '../../../split-path.ts';
import { joinPath } from '../join-path.ts';
import { bySuffix, squeeze, type FindSource, type SourceFiles } from '../source-files.ts';

/** Namespaces over folders, and the short names of Laravel's middleware. */
export const findPhp: FindSource = (files, specifier) => {
  if (specifier.startsWith(SHORT)) return laravelMiddleware(files, specifier.slice(SHORT.length)) ?? kernelOf(files);
  const parts = specifier.split('\\').filter((part) => part !== '');
  const file = [...parts.slice(0, -1), `${parts.at(-1)}.php`];
  if (parts.length === 1) {
    const beside = `${files.folder}/${parts[0]}.php`;
    return files.paths.has(beside) ? beside : bySuffix(files, file, 1);
  }
  return bySuffix(files, file, 2) ?? (parts[0] === CONTROLLERS ? onlyController(files, parts.at(-1)!) : null);
};

/** Before the files that a script of PHP includes. */
export const INCLUDED = 'include:';

/** Files that are included: of the folder, else those that end in the same folders, as scripts often begin at a root of their own. */
export const findIncluded = (files: SourceFiles, written: readonly string[]): string[] =>
  written.flatMap((each) => {
    const beside = joinPath(files.folder, each.replace(/^\/+/, ''));
    if (files.paths.has(beside)) return [beside];
    const parts = each.split('/').filter((part) => part !== '' && !/^\.+$/.test(part));
    return bySuffix(files, parts, parts.length) ?? [];
  });

/** Where routes are that name their controllers by mere texts, and whose group may have a namespace below. */
const CONTROLLERS = 'Controllers';

/** The only controller of that name, in whichever folder of controllers. */
function onlyController({ named }: SourceFiles, name: string): string | null {
  const fitting = named(`${name}.php`).filter((path) => path.includes(`/${CONTROLLERS}/`));
  return fitting.length === 1 ? fitting[0]! : null;
}

/** Before a short name of a middleware of Laravel. */
const SHORT = 'middleware:';

/** Where an application of Laravel says what its short names of middleware stand for. */
const kernelOf = (files: SourceFiles): string | null =>
  bySuffix(files, ['app', 'Http', 'Kernel.php'], 3) ?? bySuffix(files, ['bootstrap', 'app.php'], 2);

/** The only middleware in whose name all words of its short name stand: `webhook.verify` is `VerifyWebhookSignature.php`. */
function laravelMiddleware({ middleware }: SourceFiles, short: string): string | null {
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
