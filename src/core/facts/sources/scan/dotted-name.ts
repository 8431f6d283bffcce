import { DOT, endOfWord, makeClassTable } from './characters.ts';

const CLASSES = makeClassTable('$', '');

/** Longest name of a module. */
const LONGEST = 300;

/** The offset after `a.b.c` at an offset. A dot without a name after it is left out. */
export function endOfDotted(text: string, from: number, dot = DOT): number {
  let end = endOfWord(text, from, CLASSES);
  if (end === from) return from;
  while (text.charCodeAt(end) === dot) {
    const next = endOfWord(text, end + 1, CLASSES);
    if (next === end + 1) break;
    end = next;
  }
  return end;
}

/** Whether a dotted name from `start` to `end` may be a module: not empty, not too long, not a number. */
export function isModuleName(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  return end > start && end - start <= LONGEST && !(first >= 48 && first <= 57);
}
