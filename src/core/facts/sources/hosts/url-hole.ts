import { type Scan, SPAN_END, SPAN_NEXT } from '../scan/scan.ts';

/** Where a hole of an address at a place ends, `${…}`, `{…}`, `<…>`, `%s` or `*`; null when there is none. */
export function endOfHole(scan: Scan, { span, at }: { span: number; at: number }): { span: number; at: number } | null {
  const spanEnd = scan.spans[span + SPAN_END] as number;
  if (at >= spanEnd) {
    const next = scan.spans[span + SPAN_NEXT] as number;
    return next === -1 ? null : { span: next, at: scan.spans[next] as number };
  }
  const code = scan.text.charCodeAt(at);
  if (code === 42) return { span, at: at + 1 };
  if (code === 37) return isWordLetter(scan.text.charCodeAt(at + 1)) ? { span, at: at + 2 } : null;
  if (code !== 123 && code !== 60) return null;
  const close = code === 123 ? 125 : 62;
  for (let end = at + 1; end < spanEnd && end < at + 64; end++) {
    if (scan.text.charCodeAt(end) === close) return { span, at: end + 1 };
  }
  return null;
}

/** `%s`, `%d`, `%v`, `%@`: what formats a value, and no escaped byte such as `%40`. */
function isWordLetter(code: number): boolean {
  return code === 115 || code === 100 || code === 118 || code === 64;
}
