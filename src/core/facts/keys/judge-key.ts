import type { KeyFact } from '../../types.ts';
import { holdsChecksum } from './values/checksum.ts';
import type { CompiledKey } from './patterns/compiled-key.ts';
import { isDocumented } from './values/is-documented.ts';
import { isEncodedWords, isFiller } from './values/is-filler.ts';
import type { KeyContext } from './key-context.ts';
import { SCORES, type Hit, type Place } from './key-hit.ts';
import { digestKey, maskKey } from './values/mask-key.ts';
import { readJwt } from './values/read-jwt.ts';
import { isNameOfEntry } from './values/value-bounds.ts';

/**
 * Judges a value that has a key's shape by its surroundings and its appearance.
 *
 * @returns the hit; null when it is not this key; `refused` when it is a documented sample, or when its shape alone
 * identifies the service and its checksum or appearance shows that it is not a real key.
 */
export function judgeKey(
  text: string,
  key: CompiledKey,
  value: string,
  start: number,
  context: KeyContext,
): Hit | 'refused' | null {
  const { shape, rule } = key;
  if (rule.detect === 'context' && !context.beside.given) return null;
  if (
    context.name === OF_SIGNED_ADDRESS ||
    isInAddress(text, start) ||
    SCOPE.test(text.slice(start + value.length, start + value.length + 80))
  )
    return null;
  const proof = prove(key, value);
  const settles = rule.detect === 'alone' && rule.claims === undefined;
  if (proof === 'false') return settles ? 'refused' : null;
  const weight = rule.detect === 'context' ? context.weighShared(key.words) : context.weigh(key.words);
  if (rule.detect === 'context' && isOpen(rule.class) && SAYS_SECRET.test(context.name)) return null;
  if (rule.detect === 'context' && (weight === 0 || isNameOfEntry(text, start, start + value.length))) return null;
  if (rule.detect === 'context' && context.beside.argument && beginsLike(value, context.beside.name)) return null;
  const proven = proof === 'true';
  if (!proven && isSample(key, value)) return 'refused';
  if (!proven && isMadeUp(bodyOf(key, value), proof)) return settles ? 'refused' : null;
  const score = (proof === 'open' ? SCORES.shaped : SCORES.proven) + weight + shape.literal;
  return {
    start,
    end: start + value.length,
    score,
    proven,
    key,
    make: (at) => keyFact(key, value, context, proven, at),
  };
}

const ALIKE = 6;

/** Whether value and name are names of one list: `["usersFacebookSecret", "usersFacebookAppid"]`. */
function beginsLike(value: string, name: string | null): boolean {
  return name !== null && name.length >= ALIKE && value.startsWith(name.slice(0, ALIKE));
}

/** Whether the random part is a placeholder. Words in base64 do not count where the content names the key. */
function isMadeUp(body: string, proof: ReturnType<typeof prove>): boolean {
  return isFiller(body) || (proof === 'open' && isEncodedWords(body));
}

/** Where a service's secret and publishable keys have the same shape, `secret: "…"` is never the publishable one. */
const SAYS_SECRET = /_(?:secret|private)_/;
const isOpen = (keyClass: KeyFact['keyClass']): boolean => keyClass === 'publishable' || keyClass === 'public';

/** The key id in a presigned URL: everyone with the URL can read it, and nothing can be signed with it alone. */
const OF_SIGNED_ADDRESS = '_x_amz_credential_';
/** The same in the older signature version, and in Amazon's affiliate links. */
const ID_OF_ADDRESS = /(?:[?&]|&amp;)(?:AWSAccessKeyId|SubscriptionId)=$/;

function isInAddress(text: string, start: number): boolean {
  return ID_OF_ADDRESS.test(text.slice(Math.max(0, start - 24), start));
}

/** The credential scope of a signature: date, region, service. */
const SCOPE = /^(?:\/|%2F)\d{8}(?:\/|%2F)[a-z0-9-]{2,20}(?:\/|%2F)[a-z0-9-]{2,20}(?:\/|%2F)aws4_request/;

/**
 * What the value itself proves. `true`: its checksum holds; `said`: its content names the key; `open`: nothing;
 * `false`: it is not this key.
 */
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

/** The vendor prints this very value in its documentation, or another project does so for keys of the same shape. */
function isSample({ samples }: CompiledKey, value: string): boolean {
  return samples.has(digestKey(value).slice(0, 16)) || isDocumented(value);
}

/** Ids of a workspace and of an app, which are not random, unlike what follows them. */
const NUMBERS_BEFORE = /^(?:\d-)?(?:\d{8,14}-){1,4}(?=[A-Za-z0-9]{18})/;

function bodyOf(key: CompiledKey, value: string): string {
  // A JWT's header and payload consist of words; only its signature is random.
  if (key.rule.claims !== undefined) return value.slice(value.lastIndexOf('.') + 1);
  const prefix = key.shape.prefixes.find((p) => value.startsWith(p)) ?? '';
  const body = value.slice(prefix.length).replace(NUMBERS_BEFORE, '');
  return key.spelled.reduce((rest, word) => rest.replace(word, word[0]!), body);
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
