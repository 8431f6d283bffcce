import { child } from '../../syntax.ts';
import type { Call } from '../calls/call.ts';
import { isDigest, isMac, mayBeOwnModule, nameOfDeed, signs } from '../calls/known-calls.ts';
import { textOf } from '../program/program.ts';
import type { Run } from '../state/run.ts';
import type { State } from '../state/state.ts';
import {
  ANYTHING,
  BODY,
  CLAIMED,
  DEFAULTED,
  EMPTIED,
  HEADERS,
  INPUT,
  KEYLESS,
  MAC,
  REQUEST,
  SECRET,
  SIGNATURE,
  TOKEN,
  value,
} from '../state/value.ts';
import type { Value } from '../state/value.ts';
import { isBareQuestion } from './grounds.ts';
import { assumesKeyless } from './own-digest.ts';
import { isPlaceholder } from './written-token.ts';

// Calls that compute a digest, with a key or without one.

/** A keyed digest, or a digest over a secret, which counts as one; null for any other call. */
export function digestOf(run: Run, call: Call): Value | null {
  if (run.program.language.shared && isBareQuestion(call)) return null;
  const { receiver, args, from } = call;
  const { chain, origin } = call.callee;
  const last = chain.at(-1) ?? '';
  if (from & SECRET && isDigest(chain)) return value({ from: MAC | (from & (DEFAULTED | EMPTIED)), chain });
  // `notification.getSignature()` returns what the caller claims.
  const isShown = args.length === 0 && ((receiver?.from ?? 0) & (BODY | INPUT)) !== 0;
  const mac = (isMac(chain) && !isShown) || (run.program.language.shared && (from & BODY) !== 0 && signs(chain));
  const isOwn = origin !== null && mayBeOwnModule(origin.module) && !/^create/i.test(last);
  const isTrusted = mac && !(isOwn && !isComputed(call));
  if (mac && bringsKey(run, call)) return keyless(chain);
  if ((isTrusted || isKeyedByName(call)) && assumesKeyless(run, call)) return keyless(chain);
  if (!isTrusted) return from & BODY && isDigest(chain) && !(from & NOT_OF_BODY) ? keyless(chain) : null;
  const weak = from & (takesEmptyKey(last) ? DEFAULTED | EMPTIED : DEFAULTED);
  const written = args.some(
    ({ text }, at) => text !== null && (isPlaceholder(text) || (text === '' && mayBeKey(run, call, at))),
  );
  return value({ from: MAC | weak | (written ? DEFAULTED : 0), chain: [] });
}

/** Whether an argument may be the key: the second one, or in lowered calls either of the two that an HMAC takes. */
const mayBeKey = ({ program }: Run, { callee: { chain } }: Call, at: number): boolean =>
  at === 1 || (at === 0 && program.language.shared && takesEmptyKey(chain.at(-1) ?? ''));

/** `hash.update(body);` adds to a digest that is read later: `hash.digest('hex')`. */
export function feedDigest({ program }: Run, state: State, { callee: { chain }, node, from }: Call): void {
  if (chain.at(-1) !== 'update' || !isDigest(chain)) return;
  const name = textOf(program, child(child(node, 'function'), 'object') ?? node);
  const digest = state.vars.get(name);
  if (digest) state.vars.set(name, { ...digest, from: digest.from | from });
}

/** `computeSignature(body)` of another file: computed from the body, regardless of what the caller presents. */
const isComputed = ({ callee: { chain }, from }: Call): boolean =>
  /^(?:compute|generate|calc(?:ulate)?|make|build|expected)/i.test(nameOfDeed(chain)) &&
  (from & BODY) !== 0 &&
  (from & (SIGNATURE | HEADERS | REQUEST | MAC)) === 0;

/**
 * `createHmac('sha256', req.body.secret)`: a key that the caller sends protects nothing. Lowered calls have key and
 * body in the order of their language, so there both must come from the caller; the algorithm does not count.
 */
function bringsKey({ program }: Run, { callee: { chain }, args }: Call): boolean {
  if (!takesEmptyKey(chain.at(-1) ?? '')) return false;
  if (!program.language.shared) return ((args[1]?.from ?? 0) & CLAIMED) !== 0;
  const others = args.filter(({ from }) => (from & CLAIMED) === 0);
  return args.length - others.length > 1 && others.every((each) => ALGORITHM.test(each.chain.at(-1) ?? ''));
}

const ALGORITHM = /^(?:sha|md)[-_]?\d/i;

const keyless = (chain: readonly string[]): Value => value({ from: BODY | KEYLESS, chain });

/** A digest over any of these says more than one of the body alone. */
const NOT_OF_BODY = SECRET | MAC | TOKEN | SIGNATURE | HEADERS | INPUT | ANYTHING;

/** `signBody(body, secret)`: whether a call looks like one of a keyed digest, although its name does not say so. */
const isKeyedByName = ({ callee: { chain }, from }: Call): boolean =>
  (from & BODY) !== 0 &&
  (from & SECRET) !== 0 &&
  /^(?:(?:get|make|generate|create|calc(?:ulate)?|compute|build)_?)?(?:sign|hash|digest)(?!\w*(?:valid|match|equal|verif))/i.test(
    nameOfDeed(chain),
  );

/**
 * Whether an HMAC function accepts an empty key, with which anyone can sign. Node's and crypto-js's do;
 * `crypto.subtle.importKey` rejects one (https://www.w3.org/TR/webcrypto/#hmac). Libraries decide themselves what to do
 * with an empty secret.
 */
const takesEmptyKey = (name: string): boolean => /^(?:createHmac|HmacSHA\d+)$/i.test(name);
