import { cleanVersion } from './clean-version.ts';

/** A package of a JavaScript registry. */
export type NpmPackage = { ecosystem: 'npm' | 'jsr'; name: string; version: string | null };

/**
 * Requirements for the workspace's own packages and directories, which are no third party. A tarball in the tree is
 * one.
 */
const LOCAL = /^(?:workspace|link|portal):|^file:(?!.*\.(?:tgz|tar\.gz)$)|^\.{0,2}\//;

/**
 * The package and registry that an entry of a dependency table names. An alias (`npm:real@1`) yields the real name, a
 * local package null.
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

/** `@scope/name@^1/deep/path` -> name and version. The version is empty if there is none. */
export function parseNameAndVersion(text: string): { name: string; version: string } {
  const nameEnd = text.indexOf('@', 1);
  if (nameEnd === -1) return { name: text, version: '' };
  return { name: text.slice(0, nameEnd), version: text.slice(nameEnd + 1) };
}

const NAME = /^(?:@[^\s/@:]{1,214}\/)?[^\s/@:]{1,214}$/;

/** True for a possible name in npm's registry, including old ones with capitals. */
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
