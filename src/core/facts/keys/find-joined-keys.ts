import { KIND_OF_CHAR } from './patterns/char-kinds.ts';
import { MOST_KEYS, type Hit } from './key-hit.ts';
import { lineStart, REACH } from './patterns/steps-back.ts';

// A key in two halves, as people write it so that nobody stops them: `"sk_live_" + "…"`.

/** Parts that are put together, and characters that one of them has at most. */
const MOST_PARTS = 6;
const LONGEST_PART = 200;
const SHORTEST_JOINED = 20;
/** Characters read behind the parts, for what tells that the value ends there. */
const REACH_BEHIND = 40;

const NEXT_PART = /^["'][ \t]{0,8}[+.&][ \t]{0,8}(?:\r?\n[ \t]{0,40})?["']/;

/**
 * Finds the keys that texts in quotation marks hold only together. Each is told at its first part.
 *
 * @param joints where a text ends and a sign that puts it together with the next one follows.
 * @param search finds the keys of a text whose parts are put together.
 */
export function findJoinedKeys(
  text: string,
  joints: readonly number[],
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
  return found;
}

/** Where the first part begins and ends, where the last one ends, and all of them in one. */
type Parts = { start: number; firstEnd: number; end: number; joined: string };

function readParts(text: string, joint: number): Parts | null {
  let start = joint;
  while (joint - start < LONGEST_PART && isOfKey(text, start - 1)) start -= 1;
  if (start === joint || text[start - 1] !== text[joint]) return null;
  let joined = text.slice(start, joint);
  let end = joint;
  for (let parts = 1; parts < MOST_PARTS; parts++) {
    const between = NEXT_PART.exec(text.slice(end, end + 70))?.[0];
    if (between === undefined) break;
    const from = end + between.length;
    let to = from;
    while (to - from < LONGEST_PART && isOfKey(text, to)) to += 1;
    if (to === from || text[to] !== text[from - 1]) break;
    joined += text.slice(from, to);
    end = to;
  }
  const isKeyLike = joined.length >= SHORTEST_JOINED && /\d/.test(joined) && /[A-Za-z]/.test(joined);
  return end > joint && isKeyLike ? { start, firstEnd: joint, end, joined } : null;
}

function isOfKey(text: string, at: number): boolean {
  const kind = at < 0 ? undefined : KIND_OF_CHAR[text.charCodeAt(at)];
  return (kind ?? 0) !== 0 || text[at] === '=';
}

/** The keys over a joint; what a single part holds is found without. */
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
