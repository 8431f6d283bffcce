import {
  ANSWER,
  CLAIMED,
  claimOf,
  DEFAULTED,
  either,
  EMPTIED,
  FALSE,
  FORGED,
  IMPOSSIBLE,
  INPUT,
  IS_RESPONSE,
  MAC,
  ONE_OF,
  SECRET,
  SIGNATURE,
  TOKEN,
  TRUE,
  UNKNOWN,
  value,
  whole,
} from './value.ts';
import type { Knowledge, Value } from './value.ts';

// Joins the values that a variable has on two paths that meet.

/** The value after two paths meet. */
export function joinValues(a: Value, b: Value, depth = 0): Value {
  if (a === b) return a;
  const functions = functionsAmong(a, b);
  if (functions) return functions;
  let props: Map<string, Value> | null = null;
  if ((a.props || b.props) && depth < 3) {
    props = new Map();
    for (const key of new Set([...(a.props?.keys() ?? []), ...(b.props?.keys() ?? [])])) {
      // A property that one side lacks is undefined there: falsy.
      const lack = key === IS_RESPONSE ? noResponse : absent;
      props.set(key, joinValues(a.props?.get(key) ?? lack(a), b.props?.get(key) ?? lack(b), depth + 1));
    }
  }
  const differ = comesFromElsewhere(a, b);
  const words = wordsOf(a, b);
  const oneOf = differ ? bothOf(a, b) : undefined;
  return {
    from: ((a.from | b.from) & ~CLAIMED) | claimOf([a, b]) | fallbackOf(a, b) | forgedOf(a, b),
    truthy: either(a.truthy, b.truthy),
    falsy: either(a.falsy, b.falsy),
    props,
    fn: a.fn ?? b.fn,
    env: a.fn ? a.env : b.env,
    origin: differ ? null : (a.origin ?? b.origin),
    chain: differ ? [ONE_OF] : a.chain.length ? a.chain : b.chain,
    text: a.text === b.text ? a.text : null,
    ...(words ? { words } : {}),
    ...(oneOf ? { oneOf } : {}),
  };
}

/**
 * Two different functions of the file, or sets of alternatives, as one set; beyond `MAX_ALTERNATIVES` an unknown
 * function. Null if either value may be something else.
 */
export function functionsAmong(a: Value, b: Value): Value | null {
  if (a.fn === b.fn && a.fn !== null) return null;
  const [left, right] = [functionsOf(a), functionsOf(b)];
  if (!left || !right || left.length + right.length === 0) return null;
  const functions = left.length === 0 || right.length === 0 ? [] : [...left, ...right];
  return oneOfFunctions(functions, MAX_ALTERNATIVES, {
    from: a.from | b.from,
    truthy: either(a.truthy, b.truthy),
    falsy: either(a.falsy, b.falsy),
  });
}

/** The functions that a value may be; empty for an unknown function. Null if it is not a function. */
function functionsOf(each: Value): Value[] | null {
  if (each.fn !== null) return [each];
  if (each.chain[0] !== ONE_OF || each.oneOf) return null;
  const all = [...(each.props?.values() ?? [])];
  return all.every(({ fn }) => fn !== null) ? all : null;
}

/**
 * A value that may be any of several functions of the file, each listed once; with more than `most`, an unknown
 * function.
 */
export function oneOfFunctions(functions: readonly Value[], most: number, known: Partial<Value>): Value {
  const all = [...new Map(functions.map((each) => [each.fn, each])).values()];
  return value({ ...known, chain: [ONE_OF], props: numbered(all.length > most ? [] : all) });
}

/** Values keyed by position. */
export const numbered = (values: readonly Value[]): Map<string, Value> =>
  new Map(values.map((each, index) => [String(index), each]));

/**
 * The flag for what replaces a secret that is not set: `DEFAULTED` for a literal, `EMPTIED` for the empty string, 0 for
 * neither.
 */
export function fallbackOf(a: Value, b: Value): number {
  const [secret, other] = a.from & SECRET ? [a, b] : [b, a];
  if (!(secret.from & SECRET) || other.text === null || other.from !== 0 || other === TRUE || other === FALSE) return 0;
  if (other.text === '') return EMPTIED;
  return other.truthy.possible ? DEFAULTED : 0;
}

/**
 * `FORGED` if one path has a digest and the other something that a forger controls, else 0. Either a fixed word,
 * `expected = 'skipped'`, that anyone can send (a prefix such as `sha256=` does not count), or the caller's input,
 * `headers['x-signature'] || expected`, which compares the digest with itself when no signature was sent.
 */
export function forgedOf(a: Value, b: Value): number {
  const [digest, other] = a.from & MAC ? [a, b] : [b, a];
  if (!(digest.from & MAC) || other.from & MAC) return 0;
  const isWord = other.from === 0 && other !== TRUE && other.truthy.possible && /[^=:]$/.test(other.text ?? '');
  const isSent = (other.from & (SIGNATURE | INPUT | TOKEN)) !== 0 && ((a.from | b.from) & ANSWER) === 0;
  return isWord || isSent ? FORGED : 0;
}

/** All that either of two values may be; undefined if that is unknown or too much. */
function bothOf(a: Value, b: Value): Value['oneOf'] {
  const [left, right] = [a, b].map((each) => each.oneOf ?? (each.origin === null ? null : [each]));
  if (!left || !right || left.length + right.length > MAX_ALTERNATIVES) return undefined;
  return [...left, ...right].map(({ origin, chain }) => ({ origin, chain }));
}

/** Limit of words, or of things of other files, that are told apart. */
const MAX_ALTERNATIVES = 8;

/**
 * The strings that a value may be after two paths meet, with what is known for each. Undefined if there is one string
 * only, or if nothing is known about any.
 */
function wordsOf(a: Value, b: Value): ReadonlyMap<string, Knowledge> | undefined {
  const [left, right] = [a, b].map(
    (each) => each.words ?? (each.text === null ? null : new Map([[each.text, whole(each)]])),
  );
  if (!left || !right || left.size + right.size > MAX_ALTERNATIVES) return undefined;
  const words = new Map(left);
  for (const [word, known] of right) words.set(word, either(words.get(word) ?? IMPOSSIBLE, known));
  return words.size > 1 && [...words.values()].some(({ checked, tags }) => checked || tags.size > 0)
    ? words
    : undefined;
}

/**
 * Whether two values come from different imports. A verifier that a library makes from the secret stays one, even if it
 * has no name yet on the other path.
 */
const comesFromElsewhere = (a: Value, b: Value): boolean =>
  a.chain[0] === ONE_OF ||
  b.chain[0] === ONE_OF ||
  (a.origin !== null &&
    b.origin !== null &&
    ((a.from | b.from) & SECRET) === 0 &&
    (a.origin.module !== b.origin.module || a.origin.name !== b.origin.name || a.chain.at(-1) !== b.chain.at(-1)));

const noResponse = (owner: Value): Value => value({ truthy: IMPOSSIBLE, falsy: whole(owner) });

const absent = (owner: Value): Value =>
  owner.truthy === IMPOSSIBLE ? FALSE : owner.props ? value({ truthy: IMPOSSIBLE, falsy: whole(owner) }) : UNKNOWN;
