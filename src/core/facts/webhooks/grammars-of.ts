import { findSourceLanguage } from '../sources/find-source-language.ts';
import type { SyntaxLanguage } from './syntax.ts';

/** The grammar of a file of the JavaScript family. */
export function javascriptGrammar(path: string): SyntaxLanguage {
  if (/\.[cm]?ts$/.test(path)) return 'typescript';
  return path.endsWith('.tsx') ? 'tsx' : 'javascript';
}

const LOWERED: ReadonlySet<string> = new Set(['python', 'ruby', 'php', 'go', 'csharp', 'rust', 'java', 'elixir']);

/** The grammars by which a file's handlers of webhooks are read: its own, and that of the language it is written over into. */
export function grammarsOf(path: string): readonly SyntaxLanguage[] {
  const language = findSourceLanguage(path);
  if (language === 'javascript') return [javascriptGrammar(path)];
  return language !== null && LOWERED.has(language) ? [language as SyntaxLanguage, 'javascript'] : [];
}
