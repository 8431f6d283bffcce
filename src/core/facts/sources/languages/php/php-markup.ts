import {
  BACKSLASH,
  BACKTICK,
  CARRIAGE_RETURN,
  DOUBLE_QUOTE,
  EQUALS,
  GREATER_THAN,
  LESS_THAN,
  LINE_FEED,
  OPEN_BRACE,
  QUESTION_MARK,
  SINGLE_QUOTE,
  SLASH,
} from '../../scan/characters.ts';
import type { FindHeredocEnd } from '../../scan/heredoc-ends.ts';
import type { HoleState } from '../../scan/literal-holes.ts';
import { addSpan, COMMENT, STRING } from '../../scan/scan.ts';

/** State of the PHP scanner, besides the holes of literals. */
export type PhpState = HoleState & {
  /** Closing delimiters that the rest of the text does not contain, so that each is searched for once. */
  missing: Set<string>;
  findHeredocEnd: FindHeredocEnd;
};

/**
 * Reads markup from an offset up to the next opening tag of PHP, and returns the offset after that tag, or the end of
 * the text. Comments, and strings in tags and scripts, become spans; text content does not.
 *
 * A Blade template is markup throughout.
 */
export function readPhpMarkup(state: PhpState, from: number): number {
  const { text } = state;
  let at = from;
  let inTag = false;
  let inScript = false;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === LESS_THAN) {
      if (text.charCodeAt(at + 1) === QUESTION_MARK) return endOfOpening(text, at);
      if (text.startsWith('!--', at + 1)) {
        at = readComment(state, at, '-->');
        continue;
      }
      const closing = text.charCodeAt(at + 1) === SLASH;
      if (/^<\/?script\b/i.test(text.slice(at, at + 9))) inScript = !closing;
      inTag = closing || isLetter(text.charCodeAt(at + 1));
    } else if (code === GREATER_THAN) {
      inTag = false;
    } else if (code === OPEN_BRACE && text.startsWith('{--', at + 1)) {
      at = readComment(state, at, '--}}');
      continue;
    } else if ((inTag || inScript) && (code === DOUBLE_QUOTE || code === SINGLE_QUOTE || code === BACKTICK)) {
      at = readQuoted(state, at, code);
      continue;
    }
    at++;
  }
  return text.length;
}

/**
 * The offset after `<?php` or `<?=`. Anything else after `<?`, such as `<?xml`, is markup, but reading a line of it as
 * code is harmless.
 */
function endOfOpening(text: string, at: number): number {
  if (text.startsWith('php', at + 2)) return at + 5;
  return text.charCodeAt(at + 2) === EQUALS ? at + 3 : at + 2;
}

/** An unclosed comment is not a comment. */
function readComment(state: PhpState, at: number, close: string): number {
  const found = state.missing.has(close) ? -1 : state.text.indexOf(close, at + 4);
  if (found === -1) {
    state.missing.add(close);
    return at + 4;
  }
  addSpan(state, at, found + close.length, COMMENT);
  return found + close.length;
}

/** A string ends at its quote. If the line ends or PHP starts before that, it is not a string. */
function readQuoted(state: HoleState, at: number, quote: number): number {
  const { text } = state;
  for (let end = at + 1; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === quote) {
      addSpan(state, at + 1, end, STRING);
      return end + 1;
    }
    if (
      code === LINE_FEED ||
      code === CARRIAGE_RETURN ||
      (code === LESS_THAN && text.charCodeAt(end + 1) === QUESTION_MARK)
    )
      return end;
    if (code === BACKSLASH) end++;
  }
  return text.length;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}
