import type { Language } from '../../types.ts';
import { findSourceLanguage } from '../sources/find-source-language.ts';
import type { SyntaxLanguage } from './syntax.ts';

/** The grammar for a JavaScript or TypeScript file. */
export function javascriptGrammar(path: string): SyntaxLanguage {
  if (/\.[cm]?ts$/.test(path)) return 'typescript';
  return path.endsWith('.tsx') ? 'tsx' : 'javascript';
}

const LOWERED = ['python', 'ruby', 'php', 'go', 'csharp', 'rust', 'java', 'elixir'] as const;

/** Whether files of a language are lowered to the common language before they are judged. */
export const isLowered = (language: Language): language is (typeof LOWERED)[number] =>
  (LOWERED as readonly Language[]).includes(language);

/**
 * The grammars needed to judge a file's webhook handlers: its own, and for lowered languages that of the common
 * language. Empty for a file that is not judged.
 */
export function grammarsOf(path: string): readonly SyntaxLanguage[] {
  const language = findSourceLanguage(path);
  if (language === 'javascript') return [javascriptGrammar(path)];
  return language !== null && isLowered(language) ? [language, 'javascript'] : [];
}
