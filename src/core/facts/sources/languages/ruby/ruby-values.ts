import {
  AT,
  BACKSLASH,
  BLANK,
  DOLLAR,
  DOT,
  EXCLAMATION_MARK,
  LINE_FEED,
  QUESTION_MARK,
  SLASH,
  TAB,
  isSpaceCode,
  isWordCode,
} from '../../scan/characters.ts';

/** Words before an expression. */
const BEFORE_EXPRESSION = new Set(
  'and begin do else elsif ensure if in not or puts raise rescue return then unless until when while yield'.split(' '),
);

/** The kind of text before an operator or a literal on its line. */
type Before = 'nothing' | 'value' | 'name';

/**
 * True if a value precedes the character at an offset, so that it is an operator. After a name, with a space before the
 * character and none after it (`puts %w[a b]`), it starts an argument.
 */
export function isRubyValue(text: string, at: number): boolean {
  const before = findBefore(text, at);
  if (before !== 'name') return before === 'value';
  return !isSpaceCode(text.charCodeAt(at - 1)) || isSpaceCode(text.charCodeAt(at + 1)) || text[at + 1] === '=';
}

/** True if a regular expression starts at the slash at an offset. An unclosed one does not count. */
export function findRubyRegex(state: { text: string; noRegexUntil: number }, at: number): boolean {
  const { text } = state;
  if (at < state.noRegexUntil || isRubyValue(text, at)) return false;
  const oneLine = findBefore(text, at) === 'name';
  for (let end = at + 1; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === SLASH) return true;
    if (code === BACKSLASH) end++;
    else if (code === LINE_FEED && oneLine) {
      state.noRegexUntil = end;
      return false;
    }
  }
  state.noRegexUntil = text.length;
  return false;
}

function findBefore(text: string, at: number): Before {
  let last = at - 1;
  while (text.charCodeAt(last) === BLANK || text.charCodeAt(last) === TAB) last--;
  const code = text.charCodeAt(last);
  if (')]}"\'`'.includes(text[last] ?? '\n')) return 'value';
  // `empty?` and `save!` are names.
  const end =
    (code === QUESTION_MARK || code === EXCLAMATION_MARK) && isWordCode(text.charCodeAt(last - 1)) ? last : last + 1;
  let start = end;
  while (isWordCode(text.charCodeAt(start - 1))) start--;
  if (start === end) return 'nothing';
  const mark = text.charCodeAt(start - 1);
  const first = text.charCodeAt(start);
  if (mark === AT || mark === DOLLAR || (first >= 48 && first <= 57)) return 'value';
  if (mark !== DOT && end - start <= 6 && BEFORE_EXPRESSION.has(text.slice(start, end))) return 'nothing';
  return 'name';
}
