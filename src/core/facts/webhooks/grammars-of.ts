import type { Language } from '../../types.ts';
import { findSourceLanguage } from '../sources/find-source-language.ts';
import type { SyntaxLanguage } from './syntax.ts';

/** The grammar of a file of the JavaScript family. */
export function javascriptGrammar(path: string): SyntaxLanguage {
  if (/\.[cm]?ts$/.test(path)) return 'typescript';
  return path.endsWith('.tsx') ? 'tsx' : 'javascript';
}

const LOWERED = ['python', 'ruby', 'php', 'go', 'csharp', 'rust', 'java', 'elixir'] as const;

/** Whether files of a language are written over into the common one to be judged. */
export const isLowered = (language: Language): language is (typeof LOWERED)[number] =>
  (LOWERED as readonly Language[]).includes(language);

/** The grammars by which a file's handlers of webhooks are read: its own, and that of the language it is written over into. */
export function grammarsOf(path: string): readonly SyntaxLanguage[] {
  const language = findSourceLanguage(path);
  if (language === 'javascript') return [javascriptGrammar(path)];
  return language !== null && isLowered(language) ? [language, 'javascript'] : [];
}
