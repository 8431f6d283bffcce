import { cleanVersion } from './clean-version.ts';

/** A package of a registry that JavaScript takes packages from. */
export type NpmPackage = { ecosystem: 'npm' | 'jsr'; name: string; version: string | null };

/** The workspace's own packages and folders are no third party; a packed tarball of one in the tree is. */
const LOCAL = /^(?:workspace|link|portal):|^file:(?!.*\.(?:tgz|tar\.gz)$)|^\.{0,2}\//;

/**
 * Which package of which registry an entry of a dependency table names: aliases (`npm:real@1`) give the real name, local
 * ones null.
 */
export function parseNpmDependency(key: string, requirement: string | null): NpmPackage | null {
  const text = requirement?.trim() ?? '';
  if (LOCAL.test(text)) return null;
  if (text.startsWith('npm:')) return named(parseNameAndVersion(text.slice(4)), key);
  if (text.startsWith('jsr:')) {
    const rest = text.slice(4);
    return rest.startsWith('@') ? jsrPackage(parseNameAndVersion(rest)) : jsrPackage({ name: key, version: rest });
  }
  return packageOf({ name: key, version: text });
}

/** `@scope/name@^1/deep/path` -> name and version; the version is empty when none is written. */
export function parseNameAndVersion(text: string): { name: string; version: string } {
  const nameEnd = text.indexOf('@', 1);
  if (nameEnd === -1) return { name: text, version: '' };
  return { name: text.slice(0, nameEnd), version: text.slice(nameEnd + 1) };
}

const NAME = /^(?:@[^\s/@:]{1,214}\/)?[^\s/@:]{1,214}$/;

/** True for what can be a package's name in npm's registry, old ones with capitals too. */
export function isPackageName(name: string): boolean {
  return name.length <= 214 && NAME.test(name);
}

function named(part: { name: string; version: string }, key: string): NpmPackage | null {
  if (RANGE.test(part.name)) return packageOf({ name: key, version: part.name });
  return packageOf(part);
}

function packageOf(part: { name: string; version: string }): NpmPackage | null {
  if (!isPackageName(part.name)) return null;
  if (part.name.startsWith('@jsr/')) return jsrPackage({ name: jsrName(part.name), version: part.version });
  return { ecosystem: 'npm', name: part.name, version: cleanVersion(part.version) };
}

/** `npm:^1.2.3` is a range for the key's own name (Yarn). Names may start with a digit: `7zip-bin`. */
const RANGE = /^(?:[\^~<>=*]|v?\d+(?:\.|$))/;

/** npm's mirror of JSR writes `@std/path` as `@jsr/std__path`. */
function jsrName(mirrored: string): string {
  return `@${mirrored.slice('@jsr/'.length).replace('__', '/')}`;
}

function jsrPackage(part: { name: string; version: string }): NpmPackage | null {
  if (!isPackageName(part.name)) return null;
  return { ecosystem: 'jsr', name: part.name, version: cleanVersion(part.version) };
}
