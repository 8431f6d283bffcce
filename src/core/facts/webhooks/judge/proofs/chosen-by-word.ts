import { child } from '../../syntax.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { textOf } from '../program/program.ts';
import type { Program } from '../program/program.ts';
import { UNKNOWN, value } from '../state/value.ts';
import type { Value } from '../state/value.ts';

// Functions that branch on a string argument: `verify('stripe', body, signature)`.

/** A string by which a caller may select a branch. */
export const CHOICE = /^[\w-]{2,30}$/;

/** Stands for every word without a branch of its own. */
export const ANY_OTHER = '*';

/**
 * For each word that a parameter is compared with, the arguments of a call with that word; the others are unknown.
 * Empty if no parameter selects a branch.
 */
export function chosenByWord(program: Program, fn: SyntaxNode): { word: string; given: Value[] }[] {
  const text = textOf(program, fn);
  if (text.length > LONGEST || !/['"]/.test(text)) return [];
  const names = (child(fn, 'parameters')?.children ?? [])
    .filter(({ type }) => type !== 'comment')
    .map((node) => textOf(program, child(node, 'pattern') ?? node));
  for (const [index, name] of names.entries()) {
    const words = /^\w{2,60}$/.test(name) ? wordsFor(name, text) : [];
    // Every caller that asks for the filters of a class says for which action.
    const isAction = name === '__action' && words.length > 0;
    if (words.length < 2 && !isAction) continue;
    return [...words, ...(isAction ? [ANY_OTHER] : [])].map((word) => ({
      word,
      given: names.map((_, at) => (at === index ? value({ text: word }) : UNKNOWN)),
    }));
  }
  return [];
}

/** A limit, as each word takes another walk over the function. */
const MOST_WORDS = 8;
const LONGEST = 10_000;

function wordsFor(name: string, text: string): string[] {
  const compared = text.matchAll(new RegExp(`\\b${name}\\s?===?\\s?['"]([\\w-]{2,30})['"]`, 'g'));
  const isSwitched = new RegExp(`\\bswitch\\s?\\(\\s?${name}\\s?\\)`).test(text);
  const cases = isSwitched ? text.matchAll(/\bcase\s?['"]([\w-]{2,30})['"]/g) : [];
  return [...new Set([...compared, ...cases].map(([, word = '']) => word))].slice(0, MOST_WORDS);
}
