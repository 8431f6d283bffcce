import { literalPath, OPEN_PART } from '../../literal-path.ts';
import { type Scan, endOf } from '../scan/scan.ts';
import { endOfHole } from './url-hole.ts';

/** Characters of a path that are read, slightly more than are kept. */
const LONGEST_PATH = 200;
const MOST_HOLES = 8;

const LITERAL = /^[^\s?#"'`\\${}<>|*%;,()[\]]*/;
const SLASH = 47;
const LESS_THAN = 60;

/**
 * The path of a URL at an offset, up to a query, a quote or white space; `/` if there is none. `*` replaces holes, and
 * segments that may be a key (see `literalPath`): those of 16 characters with a digit or a capital, and those of 32.
 */
export function readPath(scan: Scan, span: number, from: number): string {
  if (from >= endOf(scan, span) || scan.text.charCodeAt(from) !== SLASH) return '/';
  return literalPath(readWritten(scan, span, from), isKeyLike);
}

/** The path as written, with `*` for its holes. */
function readWritten(scan: Scan, span: number, from: number): string {
  let written = '';
  let place = { span, at: from };
  for (let holes = 0; holes <= MOST_HOLES && written.length <= LONGEST_PATH; holes += 1) {
    const spanEnd = endOf(scan, place.span);
    const rest = scan.text.slice(place.at, Math.min(spanEnd, place.at + LONGEST_PATH + 64));
    const literal = LITERAL.exec(rest)?.[0] ?? '';
    written += literal;
    const at = place.at + literal.length;
    // `<` within a segment opens a tag.
    const isTag = at < spanEnd && scan.text.charCodeAt(at) === LESS_THAN && !written.endsWith('/');
    const hole = isTag ? null : endOfHole(scan, { span: place.span, at });
    if (hole === null) break;
    written += OPEN_PART;
    place = hole;
  }
  return written;
}

function isKeyLike(segment: string): boolean {
  return segment.length >= 32 || (segment.length >= 16 && /[0-9A-Z]/.test(segment));
}
