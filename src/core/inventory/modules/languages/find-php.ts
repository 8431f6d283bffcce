import { baseNameOf } from '../../../split-path.ts';
import { joinPath } from '../join-path.ts';
import { bySuffix, squeeze, type FindSource, type SourceFiles } from '../source-files.ts';

/** Resolves namespaces to folders, interfaces to the class of their name, and Laravel's short names of middleware. */
export const findPhp: FindSource = (files, specifier) => {
  if (specifier.startsWith(SHORT)) return laravelMiddleware(files, specifier.slice(SHORT.length)) ?? kernelOf(files);
  const parts = specifier.split('\\').filter((part) => part !== '');
  const file = [...parts.slice(0, -1), `${parts.at(-1)}.php`];
  if (parts.length === 1) {
    const beside = `${files.folder}/${parts[0]}.php`;
    return files.paths.has(beside) ? beside : bySuffix(files, file, 1);
  }
  const found = bySuffix(files, file, 2);
  if (found !== null) return onlyImplementation(files, parts.at(-1)!) ?? found;
  return parts[0] === CONTROLLERS ? onlyController(files, parts.at(-1)!) : null;
};

/** The only class named like an interface without that word: `AcmeVerifier` of `AcmeVerifierInterface`. */
function onlyImplementation({ named }: SourceFiles, name: string): string | null {
  const stem = /^(\w+)Interface$/.exec(name)?.[1];
  const fitting = stem === undefined ? [] : named(`${stem}.php`);
  return fitting.length === 1 ? fitting[0]! : null;
}

/** Prefix of specifiers for files that a PHP script includes. */
export const INCLUDED = 'include:';

/**
 * The included files: relative to the script's folder, otherwise those with the same last folders, because the include
 * path often has another root.
 */
export const findIncluded = (files: SourceFiles, written: readonly string[]): string[] =>
  written.flatMap((each) => {
    const beside = joinPath(files.folder, each.replace(/^\/+/, ''));
    if (files.paths.has(beside)) return [beside];
    const parts = each.split('/').filter((part) => part !== '' && !/^\.+$/.test(part));
    return bySuffix(files, parts, parts.length) ?? [];
  });

/** Namespace in routes that name controllers by plain strings, and whose group may add a namespace below it. */
const CONTROLLERS = 'Controllers';

/** The only controller with that name, in any folder of controllers. */
function onlyController({ named }: SourceFiles, name: string): string | null {
  const fitting = named(`${name}.php`).filter((path) => path.includes(`/${CONTROLLERS}/`));
  return fitting.length === 1 ? fitting[0]! : null;
}

/** Prefix of specifiers for Laravel's short names of middleware. */
const SHORT = 'middleware:';

/** The file in which a Laravel application defines its short names of middleware. */
const kernelOf = (files: SourceFiles): string | null =>
  bySuffix(files, ['app', 'Http', 'Kernel.php'], 3) ?? bySuffix(files, ['bootstrap', 'app.php'], 2);

/**
 * The only middleware whose name contains all words of a short name: `webhook.verify` is `VerifyWebhookSignature.php`.
 */
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
