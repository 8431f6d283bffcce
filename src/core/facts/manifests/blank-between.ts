/**
 * Replaces every comment, delimiters included, with spaces, so that offsets stay the same. An unclosed comment runs to
 * the end of the text.
 */
export function blankBetween(text: string, open: string, close: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let start = text.indexOf(open); start !== -1; start = text.indexOf(open, from)) {
    const closed = text.indexOf(close, start + open.length);
    const end = closed === -1 ? text.length : closed + close.length;
    parts.push(text.slice(from, start), text.slice(start, end).replace(/[^\n\r]/g, ' '));
    from = end;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(from);
}
