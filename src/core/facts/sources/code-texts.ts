import {
  DOT,
  EXCLAMATION_MARK,
  OPEN_PARENTHESIS,
  QUESTION_MARK,
  endOfWord,
  isSpaceCode,
  isWordCode,
  makeClassTable,
} from './scan/characters.ts';
import type { Language } from '../../types.ts';
import type { SignalCollector } from './collect-signals.ts';
import type { Scan } from './scan/scan.ts';
import { makeWordTable, type WordTable } from './scan/word-table.ts';

/** A text, split at its first word: the word is what the scanner looks out for. */
type CodeText = { text: string; before: string; anchor: string; after: string };

/** The words that a language's scanner looks out for, and by a word's id the texts that it may be the first word of. */
export type LanguageWords = { table: WordTable; texts: readonly (readonly CodeText[])[] };

/** Call texts of the rulebook, made ready for the scanners of all languages. */
export type CodeTexts = {
  languages: ReadonlyMap<Language, LanguageWords>;
  /** Names of request headers that give a provider away, in lower case. */
  headers: ReadonlySet<string>;
  /** Where paths begin that only one provider's API has, on whatever host. */
  paths: ReadonlySet<string>;
};

/** White space that may stand around a dot; more is no call chain that a person wrote. */
const LONGEST_GAP = 1_000;
const CLASSES = makeClassTable('$', '');

/** Compiles texts, together with the words that each language's finders want. A text without any word is never found. */
export function compileCodeTexts(
  texts: readonly string[],
  languageWords: ReadonlyMap<Language, readonly string[]>,
): Omit<CodeTexts, 'headers' | 'paths'> {
  const byAnchor = new Map<string, CodeText[]>();
  for (const text of new Set(texts)) {
    const code = splitText(text);
    if (code === null) continue;
    const others = byAnchor.get(code.anchor);
    if (others === undefined) byAnchor.set(code.anchor, [code]);
    else others.push(code);
  }
  const languages = new Map<Language, LanguageWords>();
  for (const [language, own] of languageWords) {
    const words = [...new Set([...own, ...byAnchor.keys()])];
    languages.set(language, { table: makeWordTable(words), texts: words.map((word) => byAnchor.get(word) ?? []) });
  }
  return { languages };
}

function splitText(whole: string): CodeText | null {
  const text = whole.trim();
  for (let start = 0; start < text.length; start++) {
    if (!isWordCode(text.charCodeAt(start))) continue;
    const end = endOfWord(text, start, CLASSES);
    return { text: whole, before: text.slice(0, start), anchor: text.slice(start, end), after: text.slice(end) };
  }
  return null;
}

/**
 * Finds the texts at the words that the scanner saw in code. White space may stand on both sides of a dot and after a
 * parenthesis, so that a call may be broken over lines; `?.` and `!.` are as good as `.`; a space of the text stands for any white space. Words at
 * the ends of a text are whole words.
 */
export function findCodeTexts(scan: Scan, { texts }: LanguageWords, collector: SignalCollector): void {
  for (let index = 0; index < scan.words.length; index += 2) {
    const offset = scan.words[index]!;
    for (const code of texts[scan.words[index + 1]!]!) {
      const start = startOfMatch(scan.text, offset, code.before);
      if (start !== -1 && matchesAfter(scan.text, offset + code.anchor.length, code.after))
        collector.addCode(start, code.text);
    }
  }
}

/** Where the marks before the word start, or -1 when others stand there. */
function startOfMatch(text: string, offset: number, before: string): number {
  let at = offset;
  for (let index = before.length - 1; index >= 0; index--) {
    const wanted = before.charCodeAt(index);
    if (wanted === DOT || isSpaceCode(wanted)) at = skipGapBack(text, at);
    if (isSpaceCode(wanted)) continue;
    if (text.charCodeAt(at - 1) !== wanted) return -1;
    at--;
  }
  return at;
}

function matchesAfter(text: string, offset: number, after: string): boolean {
  let at = offset;
  for (let index = 0; index < after.length; index++) {
    const wanted = after.charCodeAt(index);
    if (isSpaceCode(wanted)) {
      const behind = skipGap(text, at);
      if (behind === at && !isSpaceCode(text.charCodeAt(at - 1))) return false;
      at = behind;
      continue;
    }
    if (wanted === DOT) {
      at = skipGap(text, at);
      const mark = text.charCodeAt(at);
      if ((mark === QUESTION_MARK || mark === EXCLAMATION_MARK) && text.charCodeAt(at + 1) === DOT) at++;
    }
    if (text.charCodeAt(at) !== wanted) return false;
    at++;
    if (wanted === DOT || (wanted === OPEN_PARENTHESIS && index < after.length - 1)) at = skipGap(text, at);
  }
  return !isWordCode(after.charCodeAt(after.length - 1)) || !isWordCode(text.charCodeAt(at));
}

function skipGap(text: string, from: number): number {
  let at = from;
  while (isSpaceCode(text.charCodeAt(at)) && at < from + LONGEST_GAP) at++;
  return at;
}

function skipGapBack(text: string, from: number): number {
  let at = from;
  while (at > 0 && isSpaceCode(text.charCodeAt(at - 1)) && at > from - LONGEST_GAP) at--;
  return at;
}
