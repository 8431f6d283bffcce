import { decodeBase64 } from './base64.ts';
import { isFiller } from './is-filler.ts';
import { variety } from './randomness.ts';

/** A block in PEM armour; offsets of its BEGIN line. */
export type PrivateKeyBlock = {
  start: number;
  end: number;
  bodyEnd: number;
  kind: string;
  encrypted: boolean;
  body: string;
};

const BEGIN = '-----BEGIN ';
const HEADER = /^-----BEGIN ((?:(?:RSA|EC|DSA|OPENSSH|ENCRYPTED|PGP|SSH2 ENCRYPTED) )?PRIVATE KEY)(?: BLOCK)?-----/;
/** Characters of a block that are read: an RSA key of 16,384 bits fits. */
const LONGEST_BLOCK = 20_000;
/** Base64 characters that a body needs: the shortest key in PKCS #8 (Ed25519) has 64. */
const SHORTEST_BODY = 60;
const SHORTEST_RUN = 16;

/** Finds the first `most` private keys with a real body: on lines of their own, or on one with escaped line ends. */
export function findPrivateKeys(text: string, most: number): PrivateKeyBlock[] {
  const found: PrivateKeyBlock[] = [];
  for (let at = text.indexOf(BEGIN); at >= 0 && found.length < most;) {
    const header = HEADER.exec(text.slice(at, at + 64));
    const end = at + (header?.[0].length ?? BEGIN.length);
    let next = end;
    if (header !== null) {
      const block = readBody(text, end);
      if (block !== null) {
        const kind = header[1]!;
        const encrypted = kind.includes('ENCRYPTED') || text.slice(end, end + 80).includes('ENCRYPTED');
        found.push({ start: at, end, bodyEnd: block.end, kind, encrypted, body: block.body });
        next = block.end;
      }
    }
    at = text.indexOf(BEGIN, next);
  }
  return found;
}

const AGE = 'AGE-SECRET-KEY-1';
const AGE_KEY = /^AGE-SECRET-KEY-1([QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58})(?![A-Z0-9])/;

/** Finds the first `most` identities of age, which open what is encrypted for them, as files of sops. */
export function findAgeKeys(text: string, most: number): PrivateKeyBlock[] {
  const found: PrivateKeyBlock[] = [];
  for (let at = text.indexOf(AGE); at >= 0 && found.length < most; at = text.indexOf(AGE, at + AGE.length)) {
    const body = AGE_KEY.exec(text.slice(at, at + 80))?.[1];
    if (body === undefined || isFiller(body)) continue;
    const end = at + AGE.length + body.length;
    found.push({ start: at, end, bodyEnd: end, kind: 'AGE SECRET KEY', encrypted: false, body });
  }
  return found;
}

/** `-----BEGIN ` in base64, as secrets of Kubernetes and variables of one line hold it. */
const ENCODED_BEGIN = 'LS0tLS1CRUdJTi';

/** Finds the first `most` private keys whose whole armour is written in base64. */
export function findEncodedKeys(text: string, most: number): PrivateKeyBlock[] {
  const found: PrivateKeyBlock[] = [];
  for (let at = text.indexOf(ENCODED_BEGIN); at >= 0 && found.length < most;) {
    const run = /^[A-Za-z0-9+/]*={0,2}/.exec(text.slice(at, at + LONGEST_BLOCK))![0];
    const bytes = decodeBase64(run.slice(0, run.length - (run.length % 4)));
    const [block] = bytes === null ? [] : findPrivateKeys(new TextDecoder().decode(bytes), 1);
    const end = at + run.length;
    if (block?.start === 0) found.push({ ...block, start: at, end, bodyEnd: end });
    at = text.indexOf(ENCODED_BEGIN, end);
  }
  return found;
}

const PUTTY = 'PuTTY-User-Key-File-';
const PUTTY_BODY =
  /^PuTTY-User-Key-File-\d: ([a-z0-9-]{1,40})\r?\n(?:[A-Z][\w-]{1,30}: .{0,200}\r?\n|[A-Za-z0-9+/=]{1,80}\r?\n){1,200}?Private-Lines: \d{1,3}\r?\n((?:[A-Za-z0-9+/=]{1,80}\r?\n){1,200})/;

/** Finds the first `most` private keys in PuTTY's own format. */
export function findPuttyKeys(text: string, most: number): PrivateKeyBlock[] {
  const found: PrivateKeyBlock[] = [];
  for (let at = text.indexOf(PUTTY); at >= 0 && found.length < most; at = text.indexOf(PUTTY, at + PUTTY.length)) {
    const match = PUTTY_BODY.exec(text.slice(at, at + LONGEST_BLOCK));
    const body = match?.[2]?.replaceAll(/\s/g, '');
    if (!match || body === undefined || isFiller(body.replaceAll(/[+/=]/g, ''))) continue;
    const end = at + match[0].indexOf('\n');
    found.push({
      start: at,
      end,
      bodyEnd: at + match[0].length,
      kind: 'PUTTY PRIVATE KEY',
      encrypted: !/^Encryption: none\r?$/m.test(match[0]),
      body,
    });
  }
  return found;
}

/** The base64 that follows a header, without line ends, quotes and other glue; null when it is no key's. */
function readBody(text: string, from: number): { body: string; end: number } | null {
  const block = text.slice(from, from + LONGEST_BLOCK);
  const stop = block.indexOf('-----');
  const inside = stop < 0 ? untilForeign(block) : block.slice(0, stop);
  if (/\.\.\.|…|\*{3}|\$\{|\{\{|<[a-z]/i.test(inside.slice(0, 400))) return null;
  // An escaped line end would lend its letter to the base64 behind it.
  const runs = inside.replaceAll(/\\+[nrt]/g, '\n').match(/[A-Za-z0-9+/=]{16,}/g) ?? [];
  const body = runs.filter((run) => run.length >= SHORTEST_RUN).join('');
  if (body.length < SHORTEST_BODY) return null;
  const { distinct, expected } = variety(body.replaceAll(/[+/=]/g, ''));
  return distinct < expected * 0.5 ? null : { body, end: from + inside.length };
}

/** Without an END line, the body goes on as far as it looks like one. */
function untilForeign(block: string): string {
  const foreign = /[^A-Za-z0-9+/=\s\\"'`,]/.exec(block);
  return foreign === null ? block : block.slice(0, foreign.index);
}
