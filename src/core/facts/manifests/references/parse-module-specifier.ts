import { cleanVersion } from './clean-version.ts';
import { isPackageName } from './parse-npm-dependency.ts';
import type { NpmPackage } from './parse-npm-dependency.ts';

/** URL prefixes of CDNs that serve npm packages. The package's name follows. */
const CDNS: readonly string[] = [
  'https://esm.sh/',
  'https://unpkg.com/',
  'https://cdn.jsdelivr.net/npm/',
  'https://cdn.skypack.dev/',
  'https://esm.run/',
];

/**
 * The package that an import map's target names: `npm:x@1/sub`, `jsr:@a/b@1`, `https://esm.sh/x@1?bundle`. Null for
 * local files, other URLs and anything unclear.
 */
export function parseModuleSpecifier(target: string): NpmPackage | null {
  if (target.startsWith('npm:')) return packageOf('npm', target.slice(4));
  if (target.startsWith('jsr:')) return packageOf('jsr', target.slice(4));
  const cdn = CDNS.find((prefix) => target.startsWith(prefix));
  if (cdn === undefined) return null;
  const path = target.slice(cdn.length);
  return cdn === 'https://esm.sh/' ? esmPackage(path) : packageOf('npm', path);
}

/**
 * esm.sh pins builds (`v135/`, `stable/`), marks externals (`*x`), and serves other sources under `gh/`, `jsr/`, `pr/`.
 */
function esmPackage(path: string): NpmPackage | null {
  const rest = path.replace(/^(?:v\d{1,4}|stable)\//, '').replace(/^\*/, '');
  if (rest.startsWith('jsr/')) return packageOf('jsr', rest.slice(4));
  return /^(?:gh|pr|tree|github\.com)\//.test(rest) ? null : packageOf('npm', rest);
}

function packageOf(ecosystem: NpmPackage['ecosystem'], text: string): NpmPackage | null {
  const parts = text.replace(/^\//, '').split(/[?#&]/, 1)[0]?.split('/', 2) ?? [];
  const joined = parts[0]?.startsWith('@') ? parts.join('/') : (parts[0] ?? '');
  const versionAt = joined.indexOf('@', 1);
  const name = versionAt === -1 ? joined : joined.slice(0, versionAt);
  if (!isPackageName(name) || (ecosystem === 'jsr' && !name.startsWith('@'))) return null;
  return { ecosystem, name, version: versionAt === -1 ? null : cleanVersion(joined.slice(versionAt + 1)) };
}
