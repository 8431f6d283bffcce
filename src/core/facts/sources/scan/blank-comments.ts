import { COMMENT, DOCUMENTATION, type Scan, SPAN_SIZE, startOf, endOf, kindOf } from './scan.ts';

const blank = (line: string): string => ' '.repeat(line.length);

/** The text with comments and documentation strings replaced by spaces, except for line ends. */
export function blankComments(scan: Scan): string {
  const { text, spans } = scan;
  const parts: string[] = [];
  let done = 0;
  for (let span = 0; span < spans.length; span += SPAN_SIZE) {
    const kind = kindOf(scan, span);
    if (kind !== COMMENT && kind !== DOCUMENTATION) continue;
    const start = startOf(scan, span);
    const end = endOf(scan, span);
    parts.push(text.slice(done, start), text.slice(start, end).replace(/[^\r\n]+/g, blank));
    done = end;
  }
  return done === 0 ? text : parts.join('') + text.slice(done);
}
