/** What stands in a path for a part that only running code knows, and for one that may be a key. */
export const OPEN_PART = '*';

/** Characters of a path that are kept: rules tell services of one host apart by its first parts. */
const LONGEST_PATH = 200;

/** What people read is named at length, and holds no key. */
const DOCUMENT = /\.(?:csv|docx?|gif|html?|jpe?g|pdf|png|pptx?|svg|webp|xlsx?)$/i;

/** What services call their resources and actions. Behind a key nothing else is told, as a token may have several parts. */
const PLAIN_WORD = /^[a-z]{1,24}(?:[A-Z_-][a-z]{1,24}){0,3}$/;

/**
 * The path of an address as far as it may be told. `*` stands for each part that is a variable or may be a key: chat
 * webhooks and bots have theirs there. Where nothing plain follows such a part, the path ends before it.
 *
 * @param written from its first slash on, with `*` for what is put in.
 * @param looksLikeKey asked of each part by itself.
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
