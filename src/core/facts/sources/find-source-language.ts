import { baseNameOf } from '../../split-path.ts';
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
  // Read as a whole: what stands between the tags is close enough to JSX for a scanner that recovers at line ends.
  ['vue', 'javascript'],
  ['svelte', 'javascript'],
  ['astro', 'javascript'],
  ['py', 'python'],
  ['pyi', 'python'],
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
  ['sh', 'shell'],
  ['bash', 'shell'],
  ['zsh', 'shell'],
  ['ps1', 'powershell'],
  ['psm1', 'powershell'],
]);

/** Files without an extension that their names tell. */
const NAMES: ReadonlyMap<string, Language> = new Map([
  ['Fastfile', 'ruby'],
  ['Rakefile', 'ruby'],
  ['artisan', 'php'],
]);

/** The language that `readSource` reads a path in, by its extension in any case, or its name; null for all that it does not read. */
export function findSourceLanguage(path: string): Language | null {
  const dot = path.lastIndexOf('.');
  if (dot === -1 || path.includes('/', dot)) return NAMES.get(baseNameOf(path)) ?? null;
  return LANGUAGES.get(path.slice(dot + 1).toLowerCase()) ?? null;
}
