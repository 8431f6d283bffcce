import { baseNameOf } from '../../split-path.ts';
import { pathOfCopy } from '../copied-path.ts';
import type { Language } from '../../types.ts';

const LANGUAGES: ReadonlyMap<string, Language> = new Map([
  ['js', 'javascript'],
  ['jsx', 'javascript'],
  ['mjs', 'javascript'],
  ['cjs', 'javascript'],
  ['ts', 'javascript'],
  ['tsx', 'javascript'],
  ['mts', 'javascript'],
  ['cts', 'javascript'],
  ['gs', 'javascript'], // Google Apps Script
  // Read as a whole: the markup is close enough to JSX for a scanner that recovers at line ends.
  ['vue', 'javascript'],
  ['svelte', 'javascript'],
  ['astro', 'javascript'],
  ['py', 'python'],
  ['pyi', 'python'],
  ['ipynb', 'python'], // Jupyter: the code of its cells
  ['rs', 'rust'],
  ['swift', 'swift'],
  ['go', 'go'],
  ['rb', 'ruby'],
  ['rake', 'ruby'],
  ['ru', 'ruby'],
  ['php', 'php'],
  ['java', 'java'],
  ['kt', 'kotlin'],
  ['kts', 'kotlin'],
  ['cs', 'csharp'],
  ['dart', 'dart'],
  ['ex', 'elixir'],
  ['exs', 'elixir'],
  ['c', 'c'],
  ['h', 'c'],
  ['cc', 'c'],
  ['cpp', 'c'],
  ['cxx', 'c'],
  ['hh', 'c'],
  ['hpp', 'c'],
  ['hxx', 'c'],
  ['ino', 'c'], // Arduino
  ['m', 'c'], // Objective-C
  ['mm', 'c'],
  ['sh', 'shell'],
  ['bash', 'shell'],
  ['zsh', 'shell'],
  ['ps1', 'powershell'],
  ['psm1', 'powershell'],
]);

/** Files that are identified by their name instead of an extension. */
const NAMES: ReadonlyMap<string, Language> = new Map([
  ['Fastfile', 'ruby'],
  ['Rakefile', 'ruby'],
  ['artisan', 'php'],
]);

/**
 * The language in which `readSource` reads a path, by its extension (in any case) or its name; null if it is not read.
 * A template to be copied, such as `config.php.dist`, is treated as its copy.
 */
export function findSourceLanguage(path: string): Language | null {
  const name = pathOfCopy(path) ?? path;
  const dot = name.lastIndexOf('.');
  if (dot === -1 || name.includes('/', dot)) return NAMES.get(baseNameOf(name)) ?? null;
  return LANGUAGES.get(name.slice(dot + 1).toLowerCase()) ?? null;
}
