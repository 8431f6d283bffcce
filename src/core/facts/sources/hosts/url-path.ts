import { type Scan, SPAN_END } from '../scan.ts';

/** Characters of a path that are kept: rules tell services of one host apart by its first segments. */
const LONGEST_PATH = 200;

/**
 * The literal path of an address at an offset, up to a hole, a query, a quote or white space; `/` when there is none.
 *
 * Some addresses carry their key in the path (chat webhooks, bots): the path ends before the first segment that could be
 * one, that is of 16 characters with a digit or a capital, or of 32 characters.
 */
export function readPath(scan: Scan, span: number, from: number): string {
  const spanEnd = scan.spans[span + SPAN_END] as number;
  if (from >= spanEnd || scan.text.charCodeAt(from) !== 47) return '/';
  const literal = scan.text.slice(from, Math.min(spanEnd, from + LONGEST_PATH + 64));
  const path = /^[^\s?#"'`\\${}<>|*%;,()[\]]*/.exec(literal)?.[0] ?? '/';
  return withoutKeys(path);
}

function withoutKeys(path: string): string {
  let start = 1;
  while (start < path.length && start <= LONGEST_PATH) {
    const slash = path.indexOf('/', start);
    const end = slash === -1 ? path.length : slash;
    if (isKeyLike(path.slice(start, end))) return path.slice(0, start);
    start = end + 1;
  }
  return path.length > LONGEST_PATH ? path.slice(0, path.lastIndexOf('/', LONGEST_PATH) + 1) : path;
}

function isKeyLike(segment: string): boolean {
  return segment.length >= 32 || (segment.length >= 16 && /[0-9A-Z]/.test(segment));
}
