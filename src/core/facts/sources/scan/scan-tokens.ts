import { endOfWord, OTHER, SPACE, WORD } from './characters.ts';
import type { Scan } from './scan.ts';
import { noteWord, type WordTable } from './word-table.ts';

/**
 * The main loop of a scanner, from `from` to the end of the text. White space and other insignificant characters are
 * skipped, words are recorded, and `readMark` reads anything else and returns the offset after it.
 */
export function scanTokens<S extends Scan>(
  state: S,
  table: WordTable,
  classes: Uint8Array,
  readMark: (state: S, at: number, code: number) => number,
  from = 0,
): Scan {
  const { text } = state;
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? classes[code] : WORD;
    if (kind === SPACE || kind === OTHER) {
      at++;
    } else if (kind === WORD) {
      // A wide space gives an empty word.
      const end = Math.max(endOfWord(text, at, classes), at + 1);
      noteWord(table, text, at, end, state.words);
      at = end;
    } else {
      at = readMark(state, at, code);
    }
  }
  return { text, spans: state.spans, words: state.words };
}
