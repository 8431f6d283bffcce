import type { SyntaxNode } from '../../syntax.ts';
import type { Scope } from './scope.ts';

// The abstract values that the analysis computes: where a value comes from, and what its truthiness says about the
// request.

/** Where a value comes from, as bit flags. */
export const BODY = 1;
export const SIGNATURE = 2;
export const REQUEST = 4;
export const SECRET = 8;
/** A keyed digest, or a value derived from one. */
export const MAC = 16;
/** A header, query or path parameter of the request. */
export const INPUT = 32;
/** A secret with a literal fallback. */
export const DEFAULTED = 64;
/** A setting that names the environment. */
export const ENVIRONMENT = 128;
/** The result of a verifier. */
export const ANSWER = 256;
/** `next` in middleware. */
export const NEXT = 512;
/** A parameter that can be anything. */
export const ANYTHING = 1024;
/** The response object: `res`, `reply`. */
export const RESPONSE = 2048;
/** A secret that the caller presents: a bearer token, a key. */
export const TOKEN = 4096;
/** All headers of the request, the signature among them. */
export const HEADERS = 8192;

/** A client constructed with a key; what it returns is not secret. */
export const CLIENT = 16384;
/** A secret that falls back to the empty string. */
export const EMPTIED = 32768;
/** A header or query parameter that proves nothing, as any caller may send it. */
export const CHOSEN = 65536;

/** A digest or signature that the code itself may replace with a matching one: `signature = expected`. */
export const FORGED = 131072;
/** A digest of the body without a key, which anyone can compute. */
export const KEYLESS = 262144;
/** Something that the caller sent, or a part of it, unchanged: a header, a parameter, the body or a field of it. */
export const CLAIMED = 524288;

/** Whether all that it could prove something by is a digest without a key. */
export const isKeyless = (from: number): boolean => (from & (KEYLESS | MAC | SECRET)) === KEYLESS;

/** Why a path has no check. */
export type Tag =
  | 'failed'
  | 'no-secret'
  | 'no-signature'
  | 'dev-env'
  // Beside `dev-env`: a dedicated setting turns the check off. Some applications honour it only on developers'
  // machines.
  | 'switch'
  | 'swallowed'
  | 'default-secret'
  | 'empty-secret'
  | 'stub'
  | 'forgeable'
  | 'chosen'
  | 'conditional';

/**
 * What is known if a value is truthy, or falsy: whether that is possible, whether the request is genuine, and if that
 * is unknown, why.
 */
export type Knowledge = { possible: boolean; checked: boolean; tags: ReadonlySet<Tag> };

const NO_TAGS: ReadonlySet<Tag> = new Set();
/** Nothing is known. */
export const NOTHING: Knowledge = { possible: true, checked: false, tags: NO_TAGS };
/** The path cannot be reached. */
export const IMPOSSIBLE: Knowledge = { possible: false, checked: true, tags: NO_TAGS };
/** The request is genuine. */
export const CHECKED: Knowledge = { possible: true, checked: true, tags: NO_TAGS };
/** It is unknown whether the request is genuine, for these reasons. */
export const because = (...tags: Tag[]): Knowledge => ({ possible: true, checked: false, tags: new Set(tags) });
const FAILED = because('failed');

/** All of the tags but one. */
export const without = (tags: Iterable<Tag>, tag: Tag): Set<Tag> => new Set([...tags].filter((each) => each !== tag));

/** An exported name of a module; `*` is the module itself. */
export type Origin = { module: string; name: string };

/** What is known about a value: where it comes from, what its truthiness says, and what it contains. */
export type Value = {
  from: number;
  truthy: Knowledge;
  falsy: Knowledge;
  props: ReadonlyMap<string, Value> | null;
  /** The function of this file that the value is; null if none. */
  fn: SyntaxNode | null;
  /** The closure scope of that function. */
  env: Scope | null;
  /** The import that the value comes from. */
  origin: Origin | null;
  /** The member path that leads to it: `['stripe', 'webhooks']`; a class stands for its instances. */
  chain: readonly string[];
  /** The string, if known. */
  text: string | null;
  /** The `settingName` of the setting of another file that the value is. */
  setting?: string;
  /** For one of several strings that say how a check went, what is known for each: `'valid' | 'missing'`. */
  words?: ReadonlyMap<string, Knowledge>;
  /** For one of several things of other files, each of the alternatives. */
  oneOf?: readonly Pick<Value, 'origin' | 'chain'>[];
  /** An object that says how a check went in a way that is not understood. */
  tells?: true;
};

/** A value about which nothing is known. */
export const UNKNOWN: Value = {
  from: 0,
  truthy: NOTHING,
  falsy: NOTHING,
  props: null,
  fn: null,
  env: null,
  origin: null,
  chain: [],
  text: null,
};

/** A value about which only the given parts are known. */
export const value = (part: Partial<Value>): Value => ({ ...UNKNOWN, ...part });
/** The literal `true`, and anything that is always truthy. */
export const TRUE: Value = value({ falsy: IMPOSSIBLE, text: 'true' });
/** The literal `false`, and anything that is absent. */
export const FALSE: Value = value({ truthy: IMPOSSIBLE, text: 'false' });

/**
 * The result of a check that is truthy if it passes: `agreed` is known then, and a falsy result means that it failed.
 */
export const truthyAnswer = (agreed: Knowledge, from = ANSWER): Value => value({ from, truthy: agreed, falsy: FAILED });

/** The reverse: falsy if the check passes, such as an error or the response that rejects a request. */
export const falsyAnswer = (agreed: Knowledge): Value => value({ from: ANSWER, truthy: FAILED, falsy: agreed });

/** Whether a function returns the response that rejects a request, and a falsy value for a genuine one. */
export const givesRefusal = ({ truthy, falsy }: Value): boolean => truthy.possible && falsy.possible && falsy.checked;

/** What is known if either of two paths was taken. */
export function either(a: Knowledge, b: Knowledge): Knowledge {
  if (!a.possible) return b;
  if (!b.possible) return a;
  const tags = new Set<Tag>();
  if (!a.checked) for (const tag of a.tags) tags.add(tag);
  if (!b.checked) for (const tag of b.tags) tags.add(tag);
  // Reasons add up, but a switch is one only if both paths depend on it.
  if (!(a.tags.has('switch') && b.tags.has('switch'))) tags.delete('switch');
  return { possible: true, checked: a.checked && b.checked, tags };
}

/** What is known on both paths. */
export function shared(a: Knowledge, b: Knowledge): Knowledge {
  const tags = new Set([...a.tags].filter((tag) => tag !== 'chosen' && b.tags.has(tag)));
  const checked = a.checked && b.checked;
  return checked || tags.size > 0 ? { possible: true, checked, tags } : NOTHING;
}

/** What is known if both hold. */
export function both(a: Knowledge, b: Knowledge): Knowledge {
  const all = merged(a, b);
  if (all === a || all === b || all.checked) return all;
  return isLocal(a.tags, b.tags) || isLocal(b.tags, a.tags) ? IMPOSSIBLE : all;
}

/**
 * What is known if both hold and one is the result of a check: that it failed on a developer's machine does not make
 * the path impossible.
 */
export function merged(a: Knowledge, b: Knowledge): Knowledge {
  if (a === NOTHING) return b;
  if (b === NOTHING) return a;
  return {
    possible: a.possible && b.possible,
    checked: a.checked || b.checked,
    tags: a.tags.size === 0 ? b.tags : b.tags.size === 0 ? a.tags : new Set([...a.tags, ...b.tags]),
  };
}

/** A missing secret or a disabled check, but only on a developer's machine: unreachable in production. */
const isLocal = (a: ReadonlySet<Tag>, b: ReadonlySet<Tag>): boolean =>
  b.has('dev-env') && (isSwitched(a, b) || (isMissed(a) && !b.has('no-secret')));

/** `!secret && ALLOW_UNSIGNED`, `development && ALLOW_UNSIGNED`. */
const isSwitched = (a: ReadonlySet<Tag>, b: ReadonlySet<Tag>): boolean =>
  b.has('switch') ? a.has('no-secret') && !a.has('dev-env') && !b.has('no-secret') : a.has('switch');

/** `!(secret && signature)`: nothing failed, but there is nothing to check with. */
const isMissed = (tags: ReadonlySet<Tag>): boolean =>
  tags.has('no-secret') && [...tags].every((tag) => tag === 'no-secret' || tag === 'no-signature');

/** What is known where a setting like `SKIP_SIGNATURE_CHECK` is on. */
export const SWITCHED_OFF = because('dev-env', 'switch');

/** The chain of a dynamically loaded module. */
export const LOADED = '#loaded';

/** The chain of a value that is one of several things of other files, without knowing which. */
export const ONE_OF = '#one-of';

/**
 * A synthetic property that no source contains: whether a value is a response, as `denied instanceof Response` asks.
 */
export const IS_RESPONSE = '#response';

/** The same, for `result instanceof Error`. */
export const IS_ERROR = '#error';

/** A response that a guard returns to its caller; it is an object, so always truthy. */
export const response = (part: Partial<Value>): Value =>
  value({ ...part, falsy: IMPOSSIBLE, props: new Map([[IS_RESPONSE, TRUE]]) });

/** `CLAIMED` if the caller sent all the parts that are not literals, else 0. */
export const claimOf = (parts: readonly Value[]): number =>
  parts.every(({ from, text }) => (from & CLAIMED) !== 0 || text !== null)
    ? parts.reduce((flags, { from }) => flags | (from & CLAIMED), 0)
    : 0;

/** What is known wherever the value exists, truthy or falsy. */
export const whole = (of: Value): Knowledge => either(of.truthy, of.falsy);

/** The value on a path with additional knowledge. */
export function onPath(of: Value, known: Knowledge, depth = 0): Value {
  if (known === NOTHING || (!known.checked && known.tags.size === 0)) return of;
  let { props } = of;
  if (props && depth < 3) props = new Map([...props].map(([key, each]) => [key, onPath(each, known, depth + 1)]));
  const words = of.words && new Map([...of.words].map(([word, each]) => [word, both(each, known)]));
  return {
    ...of,
    ...(words ? { words } : {}),
    truthy: of.truthy.possible ? both(of.truthy, known) : of.truthy,
    falsy: of.falsy.possible ? both(of.falsy, known) : of.falsy,
    props,
  };
}

/** What is known where several paths meet; null if there are none. */
export const joinKnowledge = (all: readonly Knowledge[]): Knowledge | null =>
  all.length === 0 ? null : all.reduce((a, b) => either(a, b));

/** The chain of functions that let a request pass whatever their argument: `resolve(event)`, `next(request)`. */
export const PASSING = '#passing';

/** A function that lets a request pass and returns the response to it. */
export const PASSES: Value = value({ from: NEXT, chain: [PASSING] });
