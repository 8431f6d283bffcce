import { ATOM, CAPITAL, DIGIT, HEX_LETTER, SMALL_LETTER } from './char-kinds.ts';
import type { KeyGroup, KeySearch } from './compile-key-search.ts';
import { couldBeGeneric, judgeGeneric, SHORTEST_GENERIC, SHORTEST_HEX } from './find-generic-secrets.ts';
import type { Places } from './find-places.ts';
import { findWords } from './find-words.ts';
import { readsAsWords } from './is-filler.ts';
import { judgeKey } from './judge-key.ts';
import { KeyContext } from './key-context.ts';
import { guess, MOST_KEYS, type Hit } from './key-hit.ts';
import { matchKey } from './match-key.ts';
import { mayBeGiven } from './name-beside.ts';

/** Keys that are long words of a text: those of known shapes, and random values that are given to a telling name. */
export function findWordKeys(text: string, search: KeySearch, { run, opening }: Places): Hit[] {
  const hits: Hit[] = [];
  // Where the shape of a service was told to be no key: its name makes a sample no secret.
  const refused = new Set<number>();
  const tryAll = (groups: readonly KeyGroup[], start: number, end: number, kinds: number): void => {
    if (hits.length >= MOST_KEYS) return;
    const hit = bestHit(text, groups, start, end, kinds, refused);
    if (hit !== null) hits.push(hit);
  };
  const tryBeginning = (start: number, end: number): void => {
    const byThird = search.byPair[text.charCodeAt(start) * 128 + text.charCodeAt(start + 1)];
    const groups = byThird?.[text.charCodeAt(start + 2)];
    if (groups !== undefined && !isInsideName(text, start)) tryAll(groups, start, end, ANY_KIND);
  };
  findWords(text, run, search.short, {
    atom(start, end, kinds) {
      tryBeginning(start, end);
      const groups = search.byLength[end - start];
      if (groups !== undefined && !isInsideName(text, start)) tryAll(groups, start, end, kinds);
    },
    wide(start, end, kinds) {
      const groups = search.byWideLength[end - start];
      if (groups !== undefined) tryAll(groups, start, end, kinds);
      if ((kinds & DIGIT) === 0 || (kinds & LETTER) === 0) return;
      const from = text.charCodeAt(end) === EQUALS && text.charCodeAt(end + 1) === EQUALS ? end + 2 : end;
      const stop = from === end && text.charCodeAt(end) === EQUALS ? end + 1 : from;
      const shortest = (kinds & ~HEX) === 0 ? SHORTEST_HEX : SHORTEST_GENERIC;
      if (stop - start >= shortest && hits.length < MOST_KEYS && !refused.has(start))
        tryGeneric(text, start, stop, hits);
    },
  });
  for (const start of opening) if (!isAtom(text, start - 1)) tryBeginning(start, endOfAtom(text, start));
  return hits;
}

const HEX = DIGIT | HEX_LETTER;
const LETTER = HEX_LETTER | SMALL_LETTER | CAPITAL;
/** Where a beginning says which shape it is, its characters need not. */
const ANY_KIND = 0;

/** The best of the keys that the word between `start` and `end` may be or begin, if it is one. */
function bestHit(
  text: string,
  groups: readonly KeyGroup[],
  start: number,
  end: number,
  kinds: number,
  refused: Set<number>,
): Hit | null {
  let best: Hit | null = null;
  let context: KeyContext | null = null;
  for (const group of groups) {
    if ((kinds & ~group.shape.kinds) !== 0 || (group.needsName && !mayBeGiven(text, start))) continue;
    const value = matchKey(text, group, start, end);
    if (value === null || (group.needsName && group.shape.prefixes.length === 0 && readsAsWords(value))) continue;
    context ??= new KeyContext(text, start, end);
    for (const key of group.keys) {
      const hit = judgeKey(text, key, value, start, context);
      if (hit === 'refused') refused.add(start);
      else if (hit !== null && (best === null || beats(hit, best))) best = hit;
    }
  }
  return best;
}

/** Among the shapes of one provider the one that says more about the value wins; among providers the one that is named. */
function beats(hit: Hit, best: Hit): boolean {
  if (hit.key !== null && best.key !== null && hit.key.provider === best.key.provider) {
    const more = hit.key.shape.literal - best.key.shape.literal;
    if (more !== 0) return more > 0;
  }
  if (hit.score !== best.score || hit.key === null || best.key === null) return hit.score > best.score;
  return hit.key.rank < best.key.rank;
}

const EQUALS = 61;

function isAtom(text: string, at: number): boolean {
  return ATOM[text.charCodeAt(at)] === 1;
}

function endOfAtom(text: string, start: number): number {
  let end = start;
  while (isAtom(text, end)) end += 1;
  return end;
}

/** The atom goes on from what is before it: `$name`, `object.member`, a long run of base64. */
function isInsideName(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  if (before === 36) return true;
  // In the middle of base64 any three characters come up.
  if (before === 43 || before === 47) return /[A-Za-z0-9+/]{40}$/.test(text.slice(Math.max(0, start - 40), start));
  return before === 46 && /\w/.test(text[start - 2] ?? '');
}

function tryGeneric(text: string, start: number, end: number, hits: Hit[]): void {
  if (!couldBeGeneric(text, start, end)) return;
  const context = new KeyContext(text, start, end);
  const judged = judgeGeneric(text, start, end, context);
  if (judged !== null) hits.push(guess(text, { start, end, ...judged, name: context.beside.name }));
}
