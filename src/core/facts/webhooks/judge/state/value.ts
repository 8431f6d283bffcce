import type { SyntaxNode } from '../../syntax.ts';
import type { Scope } from './scope.ts';

// The abstract values that the analysis computes: where a value comes from, and what its truth says about the request.

/** Where a value comes from, as bits. */
export const BODY = 1;
export const SIGNATURE = 2;
export const REQUEST = 4;
export const SECRET = 8;
/** A keyed digest, or made of one. */
export const MAC = 16;
/** A header, query or path parameter of the request. */
export const INPUT = 32;
/** A secret with a literal fallback. */
export const DEFAULTED = 64;
/** A setting that names the environment. */
export const ENVIRONMENT = 128;
/** The answer of a verifier. */
export const ANSWER = 256;
/** `next` of a middleware. */
export const NEXT = 512;
/** A parameter that can be anything. */
export const ANYTHING = 1024;
/** An object that answers the request: `res`, `reply`. */
export const RESPONSE = 2048;
/** A secret that the caller shows: a bearer token, a key. */
export const TOKEN = 4096;
/** All headers of the request: whoever gets them can find the signature. */
export const HEADERS = 8192;

/** A client that was made with a key: what it answers is no secret. */
export const CLIENT = 16384;
/** A secret that is the empty string where it is not set. */
export const EMPTIED = 32768;
/** A header or a query parameter that is no proof: the caller sends it or not. */
export const CHOSEN = 65536;

/** A digest, or a signature, in whose place the code itself puts one that fits: `signature = expected`. */
export const FORGED = 131072;

/** Why a path has no check on it. */
export type Tag =
  | 'failed'
  | 'no-secret'
  | 'no-signature'
  | 'dev-env'
  // Beside `dev-env`: a setting made for it switches the check off, which some heed on developers' machines alone.
  | 'switch'
  | 'swallowed'
  | 'default-secret'
  | 'empty-secret'
  | 'stub'
  | 'chosen'
  | 'conditional';

/** What is known where a value is truthy, or falsy: the request is genuine, or why nobody knows. */
export type Knowledge = { possible: boolean; checked: boolean; tags: ReadonlySet<Tag> };

const NO_TAGS: ReadonlySet<Tag> = new Set();
/** Nothing is known. */
export const NOTHING: Knowledge = { possible: true, checked: false, tags: NO_TAGS };
/** No path gets here. */
export const IMPOSSIBLE: Knowledge = { possible: false, checked: true, tags: NO_TAGS };
/** The request is genuine. */
export const CHECKED: Knowledge = { possible: true, checked: true, tags: NO_TAGS };
/** Nobody knows whether it is, for these reasons. */
export const because = (...tags: Tag[]): Knowledge => ({ possible: true, checked: false, tags: new Set(tags) });
const FAILED = because('failed');

/** All of the tags but one. */
export const without = (tags: Iterable<Tag>, tag: Tag): Set<Tag> => new Set([...tags].filter((each) => each !== tag));

/** An exported name of a module: `*` is the module itself. */
export type Origin = { module: string; name: string };

/** What is known of a value: where it comes from, what its truth says, and what it holds. */
export type Value = {
  from: number;
  truthy: Knowledge;
  falsy: Knowledge;
  props: ReadonlyMap<string, Value> | null;
  /** The function that it is, if it is one of this file. */
  fn: SyntaxNode | null;
  /** The variables that the function was made among. */
  env: Scope | null;
  /** The import that it came out of. */
  origin: Origin | null;
  /** Names of the path that leads to it: `['stripe', 'webhooks']`; classes stand for their instances. */
  chain: readonly string[];
  /** A string that is known. */
  text: string | null;
  /** The setting of another file that it is, by `settingName`. */
  setting?: string;
  /** One of several strings that tell how a check went, and what is known where it is each: `'valid' | 'missing'`. */
  words?: ReadonlyMap<string, Knowledge>;
  /** Of what is one of several things of other files, what each of them is. */
  oneOf?: readonly Pick<Value, 'origin' | 'chain'>[];
  /** An object in which it stands how a check went, in a way that is not understood. */
  tells?: true;
};

/** A value of which nothing is known. */
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

/** A value of which nothing is known but the given parts. */
export const value = (part: Partial<Value>): Value => ({ ...UNKNOWN, ...part });
/** The literal, and what is true whatever comes. */
export const TRUE: Value = value({ falsy: IMPOSSIBLE, text: 'true' });
/** The literal, and what is not there. */
export const FALSE: Value = value({ truthy: IMPOSSIBLE, text: 'false' });

/** What a check answers that is true where it agrees: what is known then, and that it failed where it is false. */
export const truthyAnswer = (agreed: Knowledge, from = ANSWER): Value => value({ from, truthy: agreed, falsy: FAILED });

/** The other way round: an error, or what a request is turned away with. */
export const falsyAnswer = (agreed: Knowledge): Value => value({ from: ANSWER, truthy: FAILED, falsy: agreed });

/** Whether a function gives out what it turns a request away with, and nothing where the request is genuine. */
export const givesRefusal = ({ truthy, falsy }: Value): boolean => truthy.possible && falsy.possible && falsy.checked;

/** Either of two paths was taken. */
export function either(a: Knowledge, b: Knowledge): Knowledge {
  if (!a.possible) return b;
  if (!b.possible) return a;
  const tags = new Set<Tag>();
  if (!a.checked) for (const tag of a.tags) tags.add(tag);
  if (!b.checked) for (const tag of b.tags) tags.add(tag);
  // Reasons add up, but a setting does nothing where the other path did without it.
  if (!(a.tags.has('switch') && b.tags.has('switch'))) tags.delete('switch');
  return { possible: true, checked: a.checked && b.checked, tags };
}

/** What is known on both paths. */
export function shared(a: Knowledge, b: Knowledge): Knowledge {
  const tags = new Set([...a.tags].filter((tag) => tag !== 'chosen' && b.tags.has(tag)));
  const checked = a.checked && b.checked;
  return checked || tags.size > 0 ? { possible: true, checked, tags } : NOTHING;
}

/** Both are known. */
export function both(a: Knowledge, b: Knowledge): Knowledge {
  const all = merged(a, b);
  if (all === a || all === b || all.checked) return all;
  return isLocal(a.tags, b.tags) || isLocal(b.tags, a.tags) ? IMPOSSIBLE : all;
}

/** Both are known, one of them what a check answers: that it failed on a developer's machine closes nothing. */
export function merged(a: Knowledge, b: Knowledge): Knowledge {
  if (a === NOTHING) return b;
  if (b === NOTHING) return a;
  return {
    possible: a.possible && b.possible,
    checked: a.checked || b.checked,
    tags: a.tags.size === 0 ? b.tags : b.tags.size === 0 ? a.tags : new Set([...a.tags, ...b.tags]),
  };
}

/** No secret, or a check that is switched off, on a developer's machine alone: nobody gets there in production. */
const isLocal = (a: ReadonlySet<Tag>, b: ReadonlySet<Tag>): boolean =>
  b.has('dev-env') && (isSwitched(a, b) || (isMissed(a) && !b.has('no-secret')));

/** `!secret && ALLOW_UNSIGNED`, `development && ALLOW_UNSIGNED`. */
const isSwitched = (a: ReadonlySet<Tag>, b: ReadonlySet<Tag>): boolean =>
  b.has('switch') ? a.has('no-secret') && !a.has('dev-env') && !b.has('no-secret') : a.has('switch');

/** `!(secret && signature)`: nothing failed, there is nothing to check by. */
const isMissed = (tags: ReadonlySet<Tag>): boolean =>
  tags.has('no-secret') && [...tags].every((tag) => tag === 'no-secret' || tag === 'no-signature');

/** `SKIP_SIGNATURE_CHECK`, and what follows from it where it is set. */
export const SWITCHED_OFF = because('dev-env', 'switch');

/** The chain of a module that is loaded where it is needed. */
export const LOADED = '#loaded';

/** The chain of what is one of several things of other files: nobody knows which. */
export const ONE_OF = '#one-of';

/** A property of no source: whether a value is a response, which `denied instanceof Response` asks. */
export const IS_RESPONSE = '#response';

/** The same for `result instanceof Error`. */
export const IS_ERROR = '#error';

/** An answer to the request, which a guard hands to its caller: an object, and so never falsy. */
export const response = (part: Partial<Value>): Value =>
  value({ ...part, falsy: IMPOSSIBLE, props: new Map([[IS_RESPONSE, TRUE]]) });

/** What is known wherever the value exists at all. */
export const whole = (of: Value): Knowledge => either(of.truthy, of.falsy);

/** The value on a path of which something is known. */
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

/** What is known where several paths meet; null where there is none. */
export const joinKnowledge = (all: readonly Knowledge[]): Knowledge | null =>
  all.length === 0 ? null : all.reduce((a, b) => either(a, b));

/** The chain of what lets a request pass whatever it is handed: `resolve(event)`, `next(request)`. */
export const PASSING = '#passing';

/** A function that lets a request pass, and gives out the answer to it. */
export const PASSES: Value = value({ from: NEXT, chain: [PASSING] });
