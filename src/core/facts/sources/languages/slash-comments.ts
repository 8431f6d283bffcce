import { endOfLine } from '../characters.ts';
import { endOfNestedComment } from './nested-comments.ts';
import { addSpan, COMMENT, type Scan } from '../scan.ts';

/**
 * Reads what a slash at `at` starts: a comment up to the line's end, one between slash and star that may hold others if
 * `nested`, or nothing. Returns the offset behind it. An unclosed comment runs to the text's end.
 */
export function readSlash(scan: Scan, at: number, nested: boolean): number {
  const { text } = scan;
  const next = text.charCodeAt(at + 1);
  if (next !== 47 && next !== 42) return at + 1;
  const end = next === 47 ? endOfLine(text, at) : nested ? endOfNestedComment(text, at) : endOfBlock(text, at);
  addSpan(scan, at, end, COMMENT);
  return end;
}

function endOfBlock(text: string, at: number): number {
  const close = text.indexOf('*/', at + 2);
  return close === -1 ? text.length : close + 2;
}
