import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { textOf } from '../program/program.ts';
import type { Program } from '../program/program.ts';
import { UNKNOWN, value } from '../state/value.ts';
import type { Value } from '../state/value.ts';

// Functions that do one thing or another by a word that they are handed: `verify('stripe', body, signature)`.

/** A word by which a caller chooses. */
export const CHOICE = /^[\w-]{2,30}$/;

/** What stands for all words but those that are asked for. */
export const ANY_OTHER = '*';

/** For each word that a parameter is compared with what the function is handed: that word, and of the others nobody knows. */
export function chosenByWord(program: Program, fn: SyntaxNode): { word: string; given: Value[] }[] {
  const text = textOf(program, fn);
  if (text.length > LONGEST || !/['"]/.test(text)) return [];
  const names = (child(fn, 'parameters')?.children ?? [])
    .filter(({ type }) => type !== 'comment')
    .map((node) => textOf(program, child(node, 'pattern') ?? node));
  for (const [index, name] of names.entries()) {
    const words = /^\w{2,60}$/.test(name) ? wordsFor(name, text) : [];
    // Which action it is, all who ask for the filters of a class say.
    const isAction = name === '__action' && words.length > 0;
    if (words.length < 2 && !isAction) continue;
    return [...words, ...(isAction ? [ANY_OTHER] : [])].map((word) => ({
      word,
      given: names.map((_, at) => (at === index ? value({ text: word }) : UNKNOWN)),
    }));
  }
  return [];
}

/** Each word is another walk over the function. */
const MOST_WORDS = 8;
const LONGEST = 10_000;

function wordsFor(name: string, text: string): string[] {
  const compared = text.matchAll(new RegExp(`\\b${name}\\s?===?\\s?['"]([\\w-]{2,30})['"]`, 'g'));
  const isSwitched = new RegExp(`\\bswitch\\s?\\(\\s?${name}\\s?\\)`).test(text);
  const cases = isSwitched ? text.matchAll(/\bcase\s?['"]([\w-]{2,30})['"]/g) : [];
  return [...new Set([...compared, ...cases].map(([, word = '']) => word))].slice(0, MOST_WORDS);
}
