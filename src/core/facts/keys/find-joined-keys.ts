import { KIND_OF_CHAR } from './patterns/char-kinds.ts';
import type { Places } from './find-places.ts';
import { MOST_KEYS, type Hit } from './key-hit.ts';
import { lineStart, REACH } from './patterns/steps-back.ts';

// Keys split into parts to get past secret scanners: `"sk_live_" + "…"`, `["sk_live_", "…"].join("")`. In C and Python,
// string literals on adjacent lines are joined without an operator.

/** Maximum number of parts, and of characters in each. */
const MOST_PARTS = 6;
const LONGEST_PART = 200;
const SHORTEST_JOINED = 20;
/** Maximum number of characters between two parts. */
const LONGEST_JOINT = 70;
/** Number of characters kept after the parts, which show that the value ends there. */
const REACH_BEHIND = 40;

const NEXT_PART = /^["'](?:[ \t]{0,8}[+.&][ \t]{0,8}(?:\r?\n[ \t]{0,40})?|[ \t]{0,8}\\?\r?\n[ \t]{1,40})["']/;

/**
 * Finds keys that span several string literals. Each is reported at its first part.
 *
 * @param places `joint` holds the offsets where a string ends and a concatenation follows, `list` those of joined
 * lists.
 * @param search finds the keys of a text, here one with the parts joined.
 */
export function findJoinedKeys(
  text: string,
  { joint: joints, list: lists }: Places,
  search: (text: string) => readonly Hit[],
): Hit[] {
  const found: Hit[] = [];
  let last = 0;
  for (const joint of joints) {
    if (joint < last || found.length >= MOST_KEYS) continue;
    const parts = readParts(text, joint);
    if (parts === null) continue;
    last = parts.end;
    found.push(...hitsOf(text, parts, search));
  }
  for (const list of lists) {
    const parts = found.length < MOST_KEYS ? readList(text, list) : null;
    if (parts !== null) found.push(...hitsOf(text, parts, search));
  }
  return found;
}

/** Maximum length of a list of strings, in characters. */
const LONGEST_LIST = 400;
const ITEMS = String.raw`(?:["'][\w+/=.-]{1,200}["']\s{0,40}(?:,\s{0,40})?){2,8}`;
/** `["a", "b"].join("")`. */
const LIST_BEFORE = new RegExp(String.raw`\[\s{0,40}(${ITEMS})$`);
const JOINS_LIST = /^\]\.join\((?:""|''|``)\)/;
/** `"".join(["a", "b"])`. */
const LIST_BEHIND = new RegExp(String.raw`^(?:""|'')\.join\(\[(${ITEMS})\]`);
const JOIN = '"".join([';

/**
 * The strings of a joined list; `at` is the end of the list, or the start of the empty string that joins it. Null when
 * it is no such list or cannot be a key.
 */
function readList(text: string, at: number): Parts | null {
  if (text[at] === ']') {
    if (!JOINS_LIST.test(text.slice(at, at + 12))) return null;
    const items = LIST_BEFORE.exec(text.slice(Math.max(0, at - LONGEST_LIST), at))?.[1];
    return items === undefined ? null : partsOf(items, at - items.length);
  }
  const items = LIST_BEHIND.exec(text.slice(at, at + LONGEST_LIST))?.[1];
  return items === undefined ? null : partsOf(items, at + JOIN.length);
}

function partsOf(items: string, from: number): Parts | null {
  const texts = Array.from(items.matchAll(/(["'])([^"']*)\1/g));
  const [first, last] = [texts[0], texts.at(-1)];
  if (first === undefined || last === undefined) return null;
  const start = from + first.index + 1;
  const joined = texts.map((match) => match[2]!).join('');
  if (!isKeyLike(joined)) return null;
  return { start, firstEnd: start + first[2]!.length, end: from + last.index + last[0].length - 1, joined };
}

function isKeyLike(joined: string): boolean {
  return joined.length >= SHORTEST_JOINED && /\d/.test(joined) && /[A-Za-z]/.test(joined);
}

/** Start and end of the first part, end of the last one, and the joined text. */
type Parts = { start: number; firstEnd: number; end: number; joined: string };

function readParts(text: string, joint: number): Parts | null {
  // Most strings at the end of a line are not continued on the next.
  if (!NEXT_PART.test(text.slice(joint, joint + LONGEST_JOINT))) return null;
  let start = joint;
  while (joint - start < LONGEST_PART && isOfKey(text, start - 1)) start -= 1;
  if (start === joint || text[start - 1] !== text[joint]) return null;
  let joined = text.slice(start, joint);
  let end = joint;
  for (let parts = 1; parts < MOST_PARTS; parts++) {
    const between = NEXT_PART.exec(text.slice(end, end + LONGEST_JOINT))?.[0];
    if (between === undefined) break;
    const from = end + between.length;
    let to = from;
    while (to - from < LONGEST_PART && isOfKey(text, to)) to += 1;
    if (to === from || text[to] !== text[from - 1]) break;
    joined += text.slice(from, to);
    end = to;
  }
  return end > joint && isKeyLike(joined) ? { start, firstEnd: joint, end, joined } : null;
}

function isOfKey(text: string, at: number): boolean {
  const kind = at < 0 ? undefined : KIND_OF_CHAR[text.charCodeAt(at)];
  return (kind ?? 0) !== 0 || text[at] === '=';
}

/** Keys that span a joint; those within a single part are found without joining. */
function hitsOf(
  text: string,
  { start, firstEnd, end, joined }: Parts,
  search: (text: string) => readonly Hit[],
): Hit[] {
  const before = text.slice(lineStart(text, start, REACH), start - 1);
  const quote = text[start - 1]!;
  const whole = `${before}${quote}${joined}${quote}${text.slice(end + 1, end + REACH_BEHIND)}`;
  const [from, joint] = [before.length + 1, before.length + 1 + firstEnd - start];
  return search(whole)
    .filter((hit) => hit.start >= from && hit.start < joint && hit.end > joint)
    .map((hit) => {
      const at = start + hit.start - from;
      return {
        ...hit,
        start: at,
        end,
        make: (place) => hit.make({ ...place, endColumn: place.column + firstEnd - at }),
      };
    });
}
