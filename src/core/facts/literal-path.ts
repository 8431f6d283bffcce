/** Replaces a segment of a path that is only known at run time or may be a key. */
export const OPEN_PART = '*';

/** Maximum length of a path; rules tell services on one host apart by its first segments. */
const LONGEST_PATH = 200;

/** Documents and images have long names that are not keys. */
const DOCUMENT = /\.(?:csv|docx?|gif|html?|jpe?g|pdf|png|pptx?|svg|webp|xlsx?)$/i;

/** Names of resources and actions. After a key only these are kept, as a token may span several segments. */
const PLAIN_WORD = /^[a-z]{1,24}(?:[A-Z_-][a-z]{1,24}){0,3}$/;

/**
 * The part of a URL's path that may be shown. `*` replaces each segment that is a variable or may be a key, as in the
 * URLs of chat webhooks and bots. Unless a plain segment follows, the path ends at the first of these.
 *
 * @param written the path from its first slash on, with `*` for interpolated values.
 * @param looksLikeKey called for each segment.
 */
export function literalPath(written: string, looksLikeKey: (part: string) => boolean): string {
  const path = withinLength(written);
  const mayBeKey = (part: string): boolean => looksLikeKey(part) && !DOCUMENT.test(part);
  const parts = path.split('/').slice(1);
  const first = parts.findIndex((part) => part.includes(OPEN_PART) || mayBeKey(part));
  if (first === -1) return path;
  const told = hideOpen(parts, mayBeKey);
  const last = told.findLastIndex((part) => part !== OPEN_PART && part !== '');
  if (last > first) return `/${told.slice(0, last + 1).join('/')}`;
  const open = parts[first] ?? '';
  const start = mayBeKey(open) ? '' : open.slice(0, open.indexOf(OPEN_PART));
  return `/${[...parts.slice(0, first), start].join('/')}`;
}

function withinLength(path: string): string {
  return path.length > LONGEST_PATH ? path.slice(0, path.lastIndexOf('/', LONGEST_PATH) + 1) : path;
}

function hideOpen(parts: readonly string[], mayBeKey: (part: string) => boolean): string[] {
  const key = parts.findIndex(mayBeKey);
  const isTold = (part: string, index: number): boolean =>
    !part.includes(OPEN_PART) && !mayBeKey(part) && (key === -1 || index < key || part === '' || PLAIN_WORD.test(part));
  return parts.map((part, index) => (isTold(part, index) ? part : OPEN_PART));
}
