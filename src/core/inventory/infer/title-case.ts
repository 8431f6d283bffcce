import { ACRONYMS } from './inferred-words.ts';

/** Words as a name: `enable banking` becomes `Enable Banking`, `cnb` becomes `CNB`. */
export function titleCase(words: readonly string[]): string {
  return words
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
    .map((word) => (isAcronym(word) ? word.toUpperCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');
}

/** True for known abbreviations and for words of up to four consonants, which cannot be pronounced. */
function isAcronym(word: string): boolean {
  return ACRONYMS.has(word) || (word.length > 1 && word.length <= 4 && /^[bcdfghjklmnpqrstvwxz]+$/.test(word));
}
