/**
 * The text with its comments, marks and all, as spaces, so that places stay what they are. One that is not closed runs to the
 * text's end.
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
