import { AT, CLOSE_BRACE, GREATER_THAN, LESS_THAN, OPEN_BRACE, PERCENT, STAR } from '../scan/characters.ts';
import { type Scan, startOf, endOf, nextOf } from '../scan/scan.ts';

/**
 * The end of the hole (an interpolated or placeholder part) at an offset of a URL: `${…}`, `{…}`, `<…>`, `%s` or `*`;
 * null if there is none.
 */
export function endOfHole(scan: Scan, { span, at }: { span: number; at: number }): { span: number; at: number } | null {
  const spanEnd = endOf(scan, span);
  if (at >= spanEnd) {
    const next = nextOf(scan, span);
    return next === -1 ? null : { span: next, at: startOf(scan, next) };
  }
  const code = scan.text.charCodeAt(at);
  if (code === STAR) return { span, at: at + 1 };
  if (code === PERCENT) return isWordLetter(scan.text.charCodeAt(at + 1)) ? { span, at: at + 2 } : null;
  if (code !== OPEN_BRACE && code !== LESS_THAN) return null;
  const close = code === OPEN_BRACE ? CLOSE_BRACE : GREATER_THAN;
  for (let end = at + 1; end < spanEnd && end < at + 64; end++) {
    if (scan.text.charCodeAt(end) === close) return { span, at: end + 1 };
  }
  return null;
}

/** Letters of format directives: `%s`, `%d`, `%v`, `%@`, unlike the escaped byte `%40`. */
function isWordLetter(code: number): boolean {
  return code === 115 || code === 100 || code === 118 || code === AT;
}
