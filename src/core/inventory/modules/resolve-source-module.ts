import { BESIDE } from '../../webhook-types.ts';
import { findCSharp } from './languages/find-csharp.ts';
import { findElixir } from './languages/find-elixir.ts';
import { findJava } from './languages/find-java.ts';
import { findIncluded, findPhp, INCLUDED } from './languages/find-php.ts';
import { findPython } from './languages/find-python.ts';
import { findRuby } from './languages/find-ruby.ts';
import { findRust } from './languages/find-rust.ts';
import { goFiles, MAX_FILES } from './languages/go-packages.ts';
import { indexSources } from './index-sources.ts';
import type { FindSource } from './source-files.ts';

/**
 * Resolves a name in Python, Ruby, PHP, Go, C#, Rust, Java or Elixir to a file, by the conventions of the language:
 * dotted modules, constants spelled as paths, namespaces as folders, packages as folders, classes named like their
 * files. Empty if nothing fits, or several files fit equally well, because the target is then unknown. For a Go
 * package, several files, the likeliest first.
 */
export function makeSourceResolver(
  paths: ReadonlySet<string>,
): (from: string, specifier: string, most?: number) => readonly string[] {
  const filesFor = indexSources(paths);
  return (from, specifier, most = MAX_FILES) => {
    const files = filesFor(from);
    if (from.endsWith('.go')) return goFiles(files, specifier, most);
    if (specifier.startsWith(INCLUDED)) return findIncluded(files, specifier.slice(INCLUDED.length).split('|'));
    const name = specifier.startsWith(BESIDE) ? specifier.slice(BESIDE.length) : specifier;
    const found = FINDERS[from.slice(from.lastIndexOf('.') + 1)]?.(files, name) ?? null;
    return found === null ? [] : [found].flat();
  };
}

const FINDERS: Readonly<Record<string, FindSource>> = {
  py: findPython,
  rb: findRuby,
  php: findPhp,
  rs: findRust,
  cs: findCSharp,
  java: findJava,
  ex: findElixir,
  exs: findElixir,
};
