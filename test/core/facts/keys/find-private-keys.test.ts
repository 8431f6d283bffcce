import { describe, expect, it } from 'vitest';
import { findPrivateKeys } from '../../../../src/core/facts/keys/find-private-keys.ts';
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
