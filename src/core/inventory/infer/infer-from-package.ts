import { foldName } from '../../fold-name.ts';
import type { PackageSignal } from '../../types.ts';
import type { Inferred, InferenceContext } from './infer-integrations.ts';
import { GENERIC_WORDS } from './inferred-words.ts';
import { isOwnName } from './own-names.ts';
import { titleCase } from './title-case.ts';

/**
 * `@acme/sdk`, `@acme/node-sdk`, `@acme/api-client`, `acme-sdk`, `acme-node-sdk`: usual names of a company's own
 * client.
 */
const NAMES: readonly RegExp[] = [
  /^@([a-z0-9][a-z0-9-]{2,30})\/(?:(?:browser|client|core|js|node|python|react|react-native|server|web)-)?(?:sdk|api-client)(?:-(?:browser|js|node|react|server|web))?$/,
  /^([a-z0-9][a-z0-9-]{2,30}?)-(?:(?:js|node|python|react|server|web)-)?sdk(?:-(?:browser|js|node|python|react|server|web))?$/,
];
const REGISTRIES: ReadonlySet<string> = new Set(['npm', 'pypi', 'rubygems', 'cargo', 'pub', 'hex']);
/** Versions of packages in the repository itself. */
const LOCAL = /^(?:workspace|file|link|portal|path|\.{0,2}\/)/;
/** Languages, platforms and protocols, which have SDKs too but are no services. */
const NOBODYS = /protocol$|^(?:android|dotnet|flutter|java|kotlin|mcp|native|node|python|swift|wallet|web3|wasm)$/;
const SHORTEST = 4;

/**
 * The service whose client a package is, by the package's name; null if the name shows none, or is the application's
 * own.
 */
export function inferFromPackage(signal: PackageSignal, { own, known }: InferenceContext): Inferred | null {
  if (!REGISTRIES.has(signal.ecosystem) || signal.scope !== 'runtime' || LOCAL.test(signal.version ?? '')) return null;
  const word = NAMES.map((pattern) => pattern.exec(signal.name)?.[1]).find((found) => found !== undefined);
  if (word === undefined) return null;
  const bare = word.replace(/-(?:ai|api|hq|inc|io|labs|org)$/, '');
  const id = foldName(bare);
  const words = bare.split('-');
  if (id.length < SHORTEST || NOBODYS.test(bare) || words.every((w) => GENERIC_WORDS.has(w))) return null;
  if (isOwnName(id, own) || known.names.has(id) || known.families.has(words[0] ?? '')) return null;
  return { id, name: titleCase(words), weight: 'strong', words: words.length };
}
