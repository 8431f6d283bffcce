import type { KeyFact } from '../../types.ts';
import { holdsChecksum } from './checksum.ts';
import { ATOM, CAPITAL, DIGIT, HEX_LETTER, SMALL_LETTER } from './char-kinds.ts';
import type { CompiledKey, KeyGroup, KeySearch } from './compile-key-search.ts';
import { findPlaces, type Places } from './find-places.ts';
import { couldBeGeneric, judgeGeneric, SHORTEST_GENERIC, SHORTEST_HEX } from './find-generic-secrets.ts';
import { findInlineIgnores } from './find-inline-ignores.ts';
import { findKeyBlocks } from './find-private-keys.ts';
import { findUrlPasswords, type UrlPassword } from './find-url-passwords.ts';
import { findWords } from './find-words.ts';
import { isFiller, readsAsWords } from './is-filler.ts';
import { isShownAsSample } from './is-shown-as-sample.ts';
import { placeHits, settleOverlaps, type Hit, type Place } from './key-hit.ts';
import { KeyContext } from './key-context.ts';
import { digestKey, maskKey } from './mask-key.ts';
import { matchKey } from './match-key.ts';
import { findSpokenSecrets } from './find-spoken-secrets.ts';
import { readJwt } from './read-jwt.ts';
import { mayBeGiven } from './name-beside.ts';
import { isNameOfEntry } from './value-bounds.ts';

/** More keys than this in one text are a word list or an attack; the first ones say enough. */
export const MOST_KEYS = 1000;

// Which of two overlapping hits stays: a key of a known shape, then a URL, then a private key's block, then a guess.
const PROVEN = 2000;
const SHAPED = 1000;
const BLOCK = 5000;
const URL_SCORE = 900;
const GUESS = 0;

/**
 * Finds hardcoded keys in a text of any kind, in one pass and in time linear in its length.
 *
 * A value that the shape, a checksum, the vendor's documented samples or its own looks tell to be no real key is left
 * out. Values are masked here: no field of a fact holds one.
 * @param search compiled by `compileKeySearch`, once for a rulebook.
 * @returns facts in the order of their places; one for each value.
 */
export function findKeys(text: string, search: KeySearch): KeyFact[] {
  return findFirstKeys(text, search).keys;
}

/** The same, and whether the text may hold more keys than the first `MOST_KEYS` of a kind, which are all that is read. */
export function findFirstKeys(text: string, search: KeySearch): { keys: KeyFact[]; isCut: boolean } {
  const places = findPlaces(text, search.places);
  const lists = [
    blockHits(text, places),
    urlHits(text, search),
    wordHits(text, search, places),
    spokenHits(text, places),
  ];
  const hits = lists.flat();
  if (hits.length === 0) return { keys: [], isCut: false };
  const keys = addRemarks(placeHits(text, markSamples(settleOverlaps(hits), text)), text);
  return { keys, isCut: lists.some((list) => list.length >= MOST_KEYS) };
}

/** What is only shown as an example is told as such, and a guess about it is none. */
function markSamples(hits: readonly Hit[], text: string): Hit[] {
  return hits.flatMap((hit) => {
    if (!isShownAsSample(text, hit.start, hit.end)) return [hit];
    return hit.score === GUESS ? [] : [{ ...hit, make: (at) => ({ ...hit.make(at), sample: true }) }];
  });
}

function addRemarks(keys: KeyFact[], text: string): KeyFact[] {
  const remarks = findInlineIgnores(text);
  if (remarks.size === 0) return keys;
  return keys.map((key) => {
    const remark = remarks.get(key.line);
    return remark === undefined ? key : { ...key, remark };
  });
}

function wordHits(text: string, search: KeySearch, { run, opening }: Places): Hit[] {
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

/**
 * The key that the value is when its surroundings and its looks agree; null otherwise. `refused` when the shape stands
 * for itself, and its vendor's samples, its checksum or its looks tell that this is none.
 */
function judgeKey(
  text: string,
  key: CompiledKey,
  value: string,
  start: number,
  context: KeyContext,
): Hit | 'refused' | null {
  const { shape, rule } = key;
  if (rule.detect === 'context' && !context.beside.given) return null;
  const proof = prove(key, value);
  const settles = rule.detect === 'alone' && rule.claims === undefined;
  if (proof === 'false') return settles ? 'refused' : null;
  const weight = rule.detect === 'context' ? context.weighShared(key.words) : context.weigh(key.words);
  if (rule.detect === 'context' && (weight === 0 || isNameOfEntry(text, start + value.length))) return null;
  const proven = proof === 'true';
  if (!proven && (isFiller(bodyOf(key, value)) || isSample(key, value))) return settles ? 'refused' : null;
  const score = (proof === 'open' ? SHAPED : PROVEN) + weight + shape.literal;
  return {
    start,
    end: start + value.length,
    score,
    proven,
    key,
    make: (at) => keyFact(key, value, context, proven, at),
  };
}

/** `true`: a checksum inside the value holds. `said`: what it carries names the key. `open`: nothing inside tells. */
function prove({ rule }: CompiledKey, value: string): 'true' | 'said' | 'open' | 'false' {
  if (rule.checksum !== undefined) {
    if (!holdsChecksum(rule.checksum, value)) return 'false';
    return rule.checksum === 'base64-host' ? 'said' : 'true';
  }
  if (rule.claims === undefined) return 'open';
  const jwt = readJwt(value.slice(value.indexOf('eyJ')));
  if (jwt === null) return 'false';
  const said = Object.entries(rule.claims).every(([name, v]) => (jwt.payload.get(name) ?? jwt.header.get(name)) === v);
  return said ? 'said' : 'false';
}

/** The vendor prints this very value in its documentation. */
function isSample({ samples }: CompiledKey, value: string): boolean {
  return samples.size > 0 && samples.has(digestKey(value).slice(0, 16));
}

function bodyOf(key: CompiledKey, value: string): string {
  // Header and payload of a token are words by nature: only its signature is drawn.
  if (key.rule.claims !== undefined) return value.slice(value.lastIndexOf('.') + 1);
  const prefix = key.shape.prefixes.find((p) => value.startsWith(p)) ?? '';
  return key.spelled.reduce((body, word) => body.replace(word, word[0]!), value.slice(prefix.length));
}

function tryGeneric(text: string, start: number, end: number, hits: Hit[]): void {
  if (!couldBeGeneric(text, start, end)) return;
  const context = new KeyContext(text, start, end);
  const judged = judgeGeneric(text, start, end, context);
  if (judged !== null) hits.push(guess(text, { start, end, ...judged, name: context.beside.name }));
}

function spokenHits(text: string, places: Places): Hit[] {
  return findSpokenSecrets(text, places, MOST_KEYS).map((s) =>
    guess(text, { ...s, keyClass: CLASSES_OF_SPOKEN[s.key] ?? 'secret' }),
  );
}

const CLASSES_OF_SPOKEN: Readonly<Partial<Record<string, KeyFact['keyClass']>>> = {
  'connection-string': 'connection-string',
  mnemonic: 'private-key',
};

/** A secret of nobody knows whom: any hit of a known shape goes before it. */
function guess(
  text: string,
  found: { start: number; end: number; key: string; keyClass: KeyFact['keyClass']; name: string | null },
): Hit {
  const { start, end, key, keyClass, name } = found;
  const value = text.slice(start, end);
  const digest = digestKey(value);
  const fact = { provider: null, key, keyClass, mode: null, masked: maskKey(value, ''), digest, proven: false, name };
  return { start, end, score: GUESS, proven: false, key: null, make: (at) => ({ ...at, ...fact }) };
}

function keyFact(key: CompiledKey, value: string, context: KeyContext, proven: boolean, at: Place): KeyFact {
  const prefix = key.shape.prefixes.find((p) => value.startsWith(p)) ?? '';
  return {
    ...at,
    provider: key.provider,
    key: key.rule.id,
    keyClass: key.rule.class,
    mode: key.rule.mode ?? null,
    masked: maskKey(value, prefix),
    digest: digestKey(value),
    proven,
    name: context.beside.name,
  };
}

function blockHits(text: string, places: Places): Hit[] {
  return findKeyBlocks(text, places, MOST_KEYS).map((block) => ({
    start: block.start,
    end: block.bodyEnd,
    score: BLOCK,
    proven: false,
    key: null,
    make: (at) => ({
      ...at,
      endColumn: at.column + block.end - block.start,
      provider: null,
      key: block.encrypted ? 'private-key-encrypted' : 'private-key',
      keyClass: 'private-key',
      mode: null,
      masked: block.kind.startsWith('PUTTY') ? `${block.kind}…` : `-----BEGIN ${block.kind}-----…`,
      digest: digestKey(block.body),
      proven: false,
      name: new KeyContext(text, block.start, block.end).beside.name,
    }),
  }));
}

function urlHits(text: string, search: KeySearch): Hit[] {
  return findUrlPasswords(text, MOST_KEYS).map((url) => {
    const value = text.slice(url.start, url.end);
    const key = bestUrlKey(value, search.urls);
    return {
      start: url.start,
      end: url.end,
      score: URL_SCORE,
      proven: false,
      key,
      make: (at) => urlFact(text, url, value, key, at),
    };
  });
}

function bestUrlKey(value: string, keys: readonly CompiledKey[]): CompiledKey | null {
  let best: CompiledKey | null = null;
  for (const key of keys) {
    if (key.regex.exec(value)?.[0].length === value.length && (best === null || key.shape.literal > best.shape.literal))
      best = key;
  }
  return best;
}

function urlFact(text: string, url: UrlPassword, value: string, key: CompiledKey | null, at: Place): KeyFact {
  return {
    ...at,
    provider: key?.provider ?? null,
    key: key?.rule.id ?? 'url-password',
    keyClass: 'connection-string',
    mode: null,
    masked: `${url.scheme}://${/^[\w.-]{1,24}$/.test(url.user) ? url.user : ''}:…@${url.host}`,
    digest: digestKey(value),
    proven: false,
    name: new KeyContext(text, url.start, url.end).beside.name,
  };
}
