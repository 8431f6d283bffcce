import { base62Crc32, fineGrainedCheck } from '../../src/core/facts/keys/values/checksum.ts';

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();

const ALPHABETS: Record<string, string> = {
  alnum: DIGITS + UPPER + LOWER,
  base64: `${DIGITS}${UPPER}${LOWER}+/`,
  base64url: `${DIGITS}${UPPER}${LOWER}-_`,
  base32: `${UPPER}234567`,
  hex: `${DIGITS}abcdef`,
  digits: DIGITS,
  lower: LOWER,
  upper: UPPER,
  letters: LOWER + UPPER,
  lowernum: DIGITS + LOWER,
  base58: (DIGITS + UPPER + LOWER).replaceAll(/[0OIl]/g, ''),
  uppernum: DIGITS + UPPER,
};

/**
 * Fills the holes of a sample, always the same way for the same seed, so that the repository contains no key-shaped
 * literal.
 *
 * `{{alnum:24}}` and the like are random characters of an alphabet; `{{uuid}}` is a UUID; `{{checksum:github:ghp_}}` a
 * token with a valid checksum (`github:<prefix>[:<random characters>]`, `fine-grained`); `{{host:clerk.acme.dev}}` the
 * host and a dollar sign in base64; `{{jwt:{...}}}` a token with that payload and a random signature,
 * `{{jwt:{...}:EdDSA}}` one with another algorithm; `{{parts:xxxx}}` the text itself, so that a documented sample is no
 * key-shaped literal either.
 *
 * @throws Error for a hole of an unknown kind.
 */
export function fillSample(text: string, seed: string): string {
  const draw = makeDraw(seed);
  return text
    .replaceAll(/\{\{jwt:(\{[^{}]*\})(?::([A-Za-z0-9]+))?\}\}/g, (_, payload: string, alg?: string) =>
      fillJwt(payload, alg ?? 'HS256', draw),
    )
    .replaceAll(/\{\{([a-z0-9]+)(?::([^{}]*))?\}\}/g, (_, kind: string, detail?: string) =>
      fillHole(kind, detail ?? '', draw),
    );
}

type Draw = (alphabet: string, length: number) => string;

function fillHole(kind: string, detail: string, draw: Draw): string {
  if (kind === 'uuid') return [8, 4, 4, 4, 12].map((n) => draw(ALPHABETS['hex']!, n)).join('-');
  if (kind === 'checksum') return fillChecksum(detail, draw);
  // The text itself: placeholders and documented samples are key-shaped too, so the repository contains them as holes.
  if (kind === 'parts') return detail;
  if (kind === 'host') return btoa(`${detail}$`).replace(/=+$/, '');
  const alphabet = ALPHABETS[kind];
  const length = Number(detail);
  if (alphabet === undefined || !Number.isInteger(length) || length < 1)
    throw new Error(`unknown hole {{${kind}:${detail}}}`);
  return draw(alphabet, length);
}

function fillChecksum(detail: string, draw: Draw): string {
  const [kind, prefix, size] = detail.split(':');
  if (kind === 'github' && prefix !== undefined) {
    const body = draw(ALPHABETS['alnum']!, Number(size ?? 30));
    return `${prefix}${body}${base62Crc32(body)}`;
  }
  if (kind === 'fine-grained') {
    const head = `github_pat_11${draw(ALPHABETS['uppernum']!, 9)}0${draw(ALPHABETS['alnum']!, 10)}_${draw(ALPHABETS['alnum']!, 43)}`;
    return `${head}${fineGrainedCheck(head)}${draw(ALPHABETS['alnum']!, 8)}`;
  }
  throw new Error(`unknown checksum ${detail}`);
}

function fillJwt(payload: string, alg: string, draw: Draw): string {
  const part = (json: string): string => Buffer.from(json).toString('base64url');
  return `${part(`{"alg":"${alg}","typ":"JWT"}`)}.${part(payload)}.${draw(ALPHABETS['base64url']!, 43)}`;
}

/** Draws characters with a pseudo-random generator seeded with the text (FNV-1a into mulberry32). */
function makeDraw(seed: string): Draw {
  let state = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return (alphabet, length) => {
    let out = '';
    for (let i = 0; i < length; i++) out += alphabet[Math.floor(next() * alphabet.length)];
    return out;
  };
}
