import { decodeBase64 } from './values/base64.ts';
import type { Places } from './find-places.ts';
import { isEncodedFiller, isFiller } from './values/is-filler.ts';
import { variety } from './values/randomness.ts';

/**
 * A private key in a block format. `start` and `end` are the offsets of the part that is reported, which in PEM is the
 * BEGIN line; `bodyEnd` is the end of the whole block.
 */
export type PrivateKeyBlock = {
  start: number;
  end: number;
  bodyEnd: number;
  kind: string;
  encrypted: boolean;
  body: string;
};

const HEADER = /^-----BEGIN ((?:(?:RSA|EC|DSA|OPENSSH|ENCRYPTED|PGP|SSH2 ENCRYPTED) )?PRIVATE KEY)(?: BLOCK)?-----/;
/** Characters of a block that are read: an RSA key of 16,384 bits fits. */
const LONGEST_BLOCK = 20_000;
/** Base64 characters that a body needs: the shortest key in PKCS #8 (Ed25519) has 64. */
const SHORTEST_BODY = 60;
const SHORTEST_LINE = 16;
/**
 * Minimum share of the armour's base64 characters that has to be in long runs; the rest are headers and names of a
 * template.
 */
const LEAST_SHARE = 0.6;

/**
 * Finds private keys in five formats, the first `most` of each: PEM, PEM encoded in base64, PuTTY, JSON Web Keys, and
 * .NET's XML for RSA.
 *
 * @param places offsets where one may begin.
 */
export function findKeyBlocks(text: string, places: Places, most: number): PrivateKeyBlock[] {
  const { pem, encoded, putty, jwk, xmlKey } = places;
  if (pem.length + encoded.length + putty.length + jwk.length + xmlKey.length === 0) return [];
  return [
    ...readEach(pem, most, (at) => readPrivateKey(text, at)),
    ...readEach(encoded, most, (at) => readEncodedKey(text, at)),
    ...readEach(putty, most, (at) => readPuttyKey(text, at)),
    ...readEach(jwk, most, (at) => readWebKey(text, at)),
    ...readEach(xmlKey, most, (at) => readXmlKey(text, at)),
  ];
}

/** Reads a block at each offset, skipping those within the previous block. */
function readEach(
  places: readonly number[],
  most: number,
  read: (at: number) => PrivateKeyBlock | null,
): PrivateKeyBlock[] {
  const found: PrivateKeyBlock[] = [];
  for (const at of places) {
    if (found.length >= most) break;
    if (at < (found.at(-1)?.bodyEnd ?? 0)) continue;
    const block = read(at);
    if (block !== null) found.push(block);
  }
  return found;
}

/** A PEM private key with a plausible body, on several lines or on one with escaped line ends; null otherwise. */
function readPrivateKey(text: string, at: number): PrivateKeyBlock | null {
  const header = HEADER.exec(text.slice(at, at + 64));
  if (header === null) return null;
  const end = at + header[0].length;
  const block = readBody(text, end);
  if (block === null) return null;
  const kind = header[1]!;
  const encrypted = kind.includes('ENCRYPTED') || text.slice(end, end + 80).includes('ENCRYPTED');
  return { start: at, end, bodyEnd: block.end, kind, encrypted, body: block.body };
}

/** A PEM private key that is encoded in base64 as a whole, as in Kubernetes secrets and single-line variables. */
function readEncodedKey(text: string, at: number): PrivateKeyBlock | null {
  const run = /^[A-Za-z0-9+/]*={0,2}/.exec(text.slice(at, at + LONGEST_BLOCK))![0];
  const bytes = decodeBase64(run.slice(0, run.length - (run.length % 4)));
  const block = bytes === null ? null : readPrivateKey(new TextDecoder().decode(bytes), 0);
  const end = at + run.length;
  return block && { ...block, start: at, end, bodyEnd: end };
}

const PUTTY_BODY =
  /^PuTTY-User-Key-File-\d: ([a-z0-9-]{1,40})\r?\n(?:[A-Z][\w-]{1,30}: .{0,200}\r?\n|[A-Za-z0-9+/=]{1,80}\r?\n){1,200}?Private-Lines: \d{1,3}\r?\n((?:[A-Za-z0-9+/=]{1,80}\r?\n){1,200})/;

/** A private key in PuTTY's own format. */
function readPuttyKey(text: string, at: number): PrivateKeyBlock | null {
  const match = PUTTY_BODY.exec(text.slice(at, at + LONGEST_BLOCK));
  const body = match?.[2]?.replaceAll(/\s/g, '');
  if (!match || body === undefined || isFiller(body.replaceAll(/[+/=]/g, ''))) return null;
  return {
    start: at,
    end: at + match[0].indexOf('\n'),
    bodyEnd: at + match[0].length,
    kind: 'PUTTY PRIVATE KEY',
    encrypted: !/^Encryption: none\r?$/m.test(match[0]),
    body,
  };
}

const LONGEST_WEB_KEY = 6000;
/** `d` of RSA and elliptic-curve keys, `k` of symmetric ones (RFC 7518, section 6). */
const PRIVATE_PART = /"[dk]"\s{0,8}:\s{0,8}"([\w-]{22,1400})"/;

/** The private part of a JSON Web Key, before or after its `kty`; only an object without nested ones is read. */
function readWebKey(text: string, at: number): PrivateKeyBlock | null {
  const before = text.slice(Math.max(0, at - LONGEST_WEB_KEY), at);
  const from = at - before.length + before.lastIndexOf('{') + 1;
  const stop = text.slice(at, at + LONGEST_WEB_KEY).indexOf('}');
  if (stop < 0 || before.lastIndexOf('}') > before.lastIndexOf('{')) return null;
  const match = PRIVATE_PART.exec(text.slice(from, at + stop));
  const body = match?.[1];
  if (!match || body === undefined || isFiller(body) || isEncodedFiller(body)) return null;
  const start = from + match.index + match[0].length - 1 - body.length;
  const end = start + body.length;
  return { start, end, bodyEnd: end, kind: 'JSON WEB KEY', encrypted: false, body };
}

/** `<D>` is the private exponent, which a public key lacks. */
const XML_KEY = /^<RSAKeyValue>[^]{0,4000}?<D>([A-Za-z0-9+/=\s]{80,1400})<\/D>/;

function readXmlKey(text: string, at: number): PrivateKeyBlock | null {
  const block = text.slice(at, at + LONGEST_WEB_KEY);
  const match = XML_KEY.exec(block.slice(0, block.indexOf('</RSAKeyValue>')));
  const body = match?.[1]?.replaceAll(/\s/g, '');
  if (!match || body === undefined || isFiller(body)) return null;
  const end = at + '<RSAKeyValue>'.length;
  return { start: at, end, bodyEnd: at + match[0].length, kind: 'XML RSA KEY', encrypted: false, body };
}

/**
 * The base64 after a header, without line ends, quotation marks and separators; null when it is not a plausible key.
 */
function readBody(text: string, from: number): { body: string; end: number } | null {
  const block = text.slice(from, from + LONGEST_BLOCK);
  const stop = block.indexOf('-----');
  const inside = stop < 0 ? untilForeign(block) : block.slice(0, stop);
  if (/\.\.\.|…|\*{3}|\$\{|\{\{|<[a-z]/i.test(inside.slice(0, 400))) return null;
  // The letter of an escaped line end would otherwise count as base64. A run of backslashes is matched only from its
  // first one, which keeps this linear.
  const runs = inside.replaceAll(/(?<!\\)\\+[nrt]/g, '\n').match(/[A-Za-z0-9+/=]+/g) ?? [];
  const body = runs.filter((run) => run.length >= SHORTEST_LINE).join('');
  // Prose about PEM has long words too, but among many short ones.
  if (body.length < SHORTEST_BODY || body.length < runs.join('').length * LEAST_SHARE) return null;
  const { distinct, expected } = variety(body.replaceAll(/[+/=]/g, ''));
  return distinct < expected * 0.5 ? null : { body, end: from + inside.length };
}

/** Without an END line the body extends as far as its characters allow. */
function untilForeign(block: string): string {
  const foreign = /[^A-Za-z0-9+/=\s\\"'`,]/.exec(block);
  return foreign === null ? block : block.slice(0, foreign.index);
}
