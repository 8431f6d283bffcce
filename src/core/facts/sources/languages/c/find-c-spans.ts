import { DOUBLE_QUOTE, SINGLE_QUOTE, SLASH, makeClassTable } from '../../scan/characters.ts';
import { readSlash } from '../../scan/comments.ts';
import { endOfCharacter } from '../../scan/end-of-character.ts';
import { makeDelimiter, makeHoleState, type HoleState, readDelimited } from '../../scan/literal-holes.ts';
import type { Scan } from '../../scan/scan.ts';
import { scanTokens } from '../../scan/scan-tokens.ts';
import type { WordTable } from '../../scan/word-table.ts';

const CLASSES = makeClassTable('$', '/');
const TEXT = makeDelimiter('"', { escapes: true, line: true });
/** `R"(…)"` or `R"delimiter(…)delimiter"`, where the delimiter has at most 16 characters. */
const RAW_MARK = /^"([^()\\\s"]{0,16})\(/;
const CAPITAL_R = 82;

/** The comments and strings of C, C++ and Objective-C. */
export function findCSpans(text: string, table: WordTable): Scan {
  return scanTokens(makeHoleState(text), table, CLASSES, readMark);
}

function readMark(state: HoleState, at: number, code: number): number {
  const { text } = state;
  if (code === DOUBLE_QUOTE) return readString(state, at);
  if (code === SINGLE_QUOTE) return endOfCharacter(text, at);
  return code === SLASH ? readSlash(state, at, false) : at + 1;
}

function readString(state: HoleState, at: number): number {
  const { text } = state;
  const raw = text.charCodeAt(at - 1) === CAPITAL_R ? RAW_MARK.exec(text.slice(at, at + 18)) : null;
  if (raw === null) return readDelimited(state, at + 1, TEXT);
  return readDelimited(state, at + raw[0].length, makeDelimiter(`)${raw[1]}"`));
}
