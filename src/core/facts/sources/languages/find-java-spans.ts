import { makeClassTable } from '../characters.ts';
import { endOfCharacter } from '../end-of-character.ts';
import { makeDelimiter, makeHoleState, type HoleState, readDelimited } from '../literal-holes.ts';
import type { Scan } from '../scan.ts';
import { scanTokens } from '../scan-tokens.ts';
import { readSlash } from './comments.ts';
import type { WordTable } from '../word-table.ts';

const CLASSES = makeClassTable('$', '/');
const TEXT = makeDelimiter('"', { escapes: true, line: true });
const BLOCK = makeDelimiter('"""', { escapes: true });

/** The comments, strings and text blocks of Java. */
export function findJavaSpans(text: string, table: WordTable): Scan {
  return scanTokens(makeHoleState(text), table, CLASSES, readMark);
}

function readMark(state: HoleState, at: number, code: number): number {
  const { text } = state;
  if (code === 34) {
    return text.startsWith('""', at + 1) ? readDelimited(state, at + 3, BLOCK) : readDelimited(state, at + 1, TEXT);
  }
  if (code === 39) return endOfCharacter(text, at);
  return code === 47 ? readSlash(state, at, false) : at + 1;
}
