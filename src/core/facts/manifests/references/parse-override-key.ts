import { isPackageName, parseNameAndVersion } from './parse-npm-dependency.ts';

// Forms: `foo`, `foo@^1`, `parent>foo@2` (pnpm), `parent/@scope/foo`, `parent/foo@npm:^1`, any depth with two stars
// (Yarn).

/**
 * The package whose version a key of overrides or resolutions fixes, without parents and versions; null if it names
 * none.
 */
export function parseOverrideKey(key: string): string | null {
  // pnpm's delimiter is a `>` after a name or version, unlike that of a range (`foo@>1`).
  const delimiter = key.search(/[^ |@]>/);
  const selector = delimiter === -1 ? key : key.slice(delimiter + 2);
  const versionAt = selector.search(/[^/]@/);
  const path = versionAt === -1 ? selector : selector.slice(0, versionAt + 1);
  const parts = path.split('/');
  const last = parts.at(-1) ?? '';
  const scope = parts.at(-2) ?? '';
  const { name } = parseNameAndVersion(scope.startsWith('@') ? `${scope}/${last}` : last);
  return isPackageName(name) && name !== '.' && !name.includes('*') ? name : null;
}
