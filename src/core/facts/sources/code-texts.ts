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

/** A call text, split at its first word, `anchor`, which the scanner searches for. */
type CodeText = { text: string; before: string; anchor: string; after: string };

/** The words that a language's scanner records, and per word id the call texts of which it is the first word. */
export type LanguageWords = { table: WordTable; texts: readonly (readonly CodeText[])[] };

/** The rulebook's call texts, compiled for the scanners of all languages. */
export type CodeTexts = {
  languages: ReadonlyMap<Language, LanguageWords>;
  /** Names of request headers that identify a provider, in lower case. */
  headers: ReadonlySet<string>;
  /** Starts of paths that only one provider's API has, on any host. */
  paths: ReadonlySet<string>;
};

/** White space that may surround a dot. No hand-written call chain has more. */
const LONGEST_GAP = 1_000;
const CLASSES = makeClassTable('$', '');

/** Compiles call texts together with the words that each language's finders need. A text without a word is dropped. */
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
 * Finds the call texts at the words that the scanner recorded. White space may surround a dot and follow a parenthesis,
 * because a call may be split over lines. `?.` and `!.` match `.`, and a space in the text matches any white space.
 * Words at the ends of a text must be whole words.
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

/** The offset of the punctuation before the word, or -1 if it differs from `before`. */
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
