import { describe, expect, it } from 'vitest';
import { findAgeKeys, findPrivateKeys } from '../../../../src/core/facts/keys/find-private-keys.ts';
import { fillSample } from '../../../support/fill-sample.ts';

const body = fillSample('MII{{base64:61}}', 'pem');
const armour = (kind: string, inside: string): string => `-----BEGIN ${kind}-----${inside}-----END ${kind}-----`;

describe('findPrivateKeys', () => {
  it.each([
    ['lines', armour('PRIVATE KEY', `\n${body}\n${body}\n`), false],
    ['escaped line ends', armour('RSA PRIVATE KEY', `\\n${body}\\n${body}\\n`), false],
    ['strings put together', armour('EC PRIVATE KEY', `\\n" +\n  "${body}\\n" +\n "`), false],
    ['a PGP block', armour('PGP PRIVATE KEY BLOCK', `\nVersion: 1\n\n${body}\n=AbC1\n`), false],
    ['an encrypted key', armour('ENCRYPTED PRIVATE KEY', `\n${body}\n`), true],
    ['an old encrypted key', armour('RSA PRIVATE KEY', `\nProc-Type: 4,ENCRYPTED\n\n${body}\n`), true],
    ['no end', `-----BEGIN OPENSSH PRIVATE KEY-----\n${body}\n`, false],
  ])('finds a key with %s', (_, text, encrypted) => {
    expect(findPrivateKeys(text, 9).map((b) => [b.start, b.encrypted])).toEqual([[0, encrypted]]);
  });

  it.each([
    ['a header alone', '-----BEGIN PRIVATE KEY-----'],
    ['an empty block', armour('OPENSSH PRIVATE KEY', '')],
    ['an ellipsis', armour('PRIVATE KEY', `\n${body}\n...\n`)],
    ['stars', armour('PRIVATE KEY', '\n***\n')],
    ['a word', armour('PRIVATE KEY', '\\nPRIVATE_KEY\\n')],
    ['one letter', armour('PRIVATE KEY', `\n${'X'.repeat(200)}\n`)],
    ['a hole', armour('PRIVATE KEY', '\n${process.env.KEY}\n')],
    ['a certificate', armour('CERTIFICATE', `\n${body}\n`)],
    ['a public key', armour('PUBLIC KEY', `\n${body}\n`)],
    ['a pattern', '/-----BEGIN (?:RSA )?PRIVATE KEY-----/'],
    ['code behind', `-----BEGIN PRIVATE KEY-----';\nconst other = '${body}';`],
  ])('leaves %s alone', (_, text) => {
    expect(findPrivateKeys(text, 9)).toEqual([]);
  });
});

describe('findAgeKeys', () => {
  const bech32 = 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L';
  const drawn = Array.from({ length: 58 }, (_, i) => bech32[(i * i * 7 + i * 11 + 5) % 31]).join('');

  it('finds an identity, and neither a recipient nor a stand-in', () => {
    const text = `# public key: age1qqqq\n${'AGE-SECRET-'}KEY-1${drawn}\n`;
    expect(findAgeKeys(text, 10).map((k) => [k.start, k.end - k.start, k.kind])).toEqual([[23, 74, 'AGE SECRET KEY']]);
    expect(findAgeKeys(`${'AGE-SECRET-'}KEY-1${'Q'.repeat(58)}`, 10)).toEqual([]);
    expect(findAgeKeys(`${'AGE-SECRET-'}KEY-1${drawn}Q`, 10)).toEqual([]);
  });
});
