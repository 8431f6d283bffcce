import { matchAt } from './patterns/match-at.ts';
import type { Places } from './find-places.ts';
import { foldWords } from './names/fold-words.ts';
import { classOfName, isTellingName } from './names/secret-names.ts';
import { SHORTEST_RUN } from './patterns/char-kinds.ts';
import { nameEndingAt } from './patterns/steps-back.ts';
import { isDocumented } from './values/is-documented.ts';
import { isFiller } from './values/is-filler.ts';
import { isStrongPassword } from './values/is-strong-password.ts';
import { isDrawnWithSigns } from './values/is-drawn-with-signs.ts';
import { isRestless, isUnwritten, looksDrawn, SHORTEST_GENERIC, SHORTEST_OF_SECRET } from './values/looks-drawn.ts';
import type { SpokenSecret } from './spoken-secret.ts';

// Tokens that contain no long word. Some are shorter than any: those of Dropbox's apps have 15 characters, those of
// ipinfo 14. Others contain symbols, which split them into short words.

/** An assigned token; without quotation marks it has to end its line. Values with a long word are found by that. */
const GIVEN =
  /(?:token|api[_-]?key)(?=["'\] \t:=?.+|])["'\]]{0,2}(?: ?: ?(?:&(?:'static )?)?[sS]tr(?:ing)?| [sS]tring)?[ \t]{0,30}(?:=>|:{1,3}=|\?\?=?|[?.+]=|\|\|=?|[:=])[ \t]{0,30}(?:(["'])([\w!#%&()*+,./:;=?@^{|}~-]{12,120})\1|([\w=-]{12,120})(?=[ \t]{0,8}(?:[\r\n]|$)))/iy;
const LONGEST_NAME = 80;

/**
 * Finds the first `most` such tokens whose name says what they are for, as `acme_token` does and `token` does not.
 *
 * @param places `token` holds the offsets of words such as `token` and `api_key`.
 */
export function findShortTokens(text: string, { token }: Places, most: number): SpokenSecret[] {
  const found: SpokenSecret[] = [];
  for (const at of token) {
    if (found.length >= most) break;
    const secret = readShortToken(text, at);
    if (secret !== null) found.push(secret);
  }
  return found;
}

function readShortToken(text: string, at: number): SpokenSecret | null {
  const match = matchAt(GIVEN, text, at);
  const value = match?.[2] ?? match?.[3];
  if (!match || value === undefined || !isDrawn(value)) return null;
  const end = at + /^(?:token|api[_-]?key)/i.exec(match[0])![0].length;
  const name = nameEndingAt(text, end, Math.max(0, end - LONGEST_NAME))?.replace(/^[-$.]+/, '');
  if (name === undefined || !isTellingName(foldWords(name)) || classOfName(foldWords(name), name) !== 'secret')
    return null;
  const stop = GIVEN.lastIndex - (match[1] === undefined ? 0 : 1);
  return { start: stop - value.length, end: stop, key: 'generic', name };
}

function isDrawn(value: string): boolean {
  if (!/\d/.test(value) || isFiller(value) || isDocumented(value)) return false;
  if (/^[A-Za-z0-9]+$/.test(value))
    return value.length < SHORTEST_OF_SECRET && (isStrongPassword(value) || isRestless(value) || isUnwritten(value));
  if (value.length < SHORTEST_GENERIC || LONG_WORD.test(value)) return false;
  return /[^\w=-]/.test(value) ? isDrawnWithSigns(value) : looksDrawn(value);
}

const LONG_WORD = new RegExp(`[\\w+/.-]{${SHORTEST_RUN}}`);
