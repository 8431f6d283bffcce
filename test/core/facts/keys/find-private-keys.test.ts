import { describe, expect, it } from 'vitest';
import { compilePlaces } from '../../../../src/core/facts/keys/compile-places.ts';
import { findKeyBlocks, type PrivateKeyBlock } from '../../../../src/core/facts/keys/find-private-keys.ts';
import { startCpuTime } from '../../../support/cpu-time.ts';
import { fillSample } from '../../../support/fill-sample.ts';
import { makePem, pemHeader } from '../../../support/make-pem.ts';
import { placesOf } from './places-of.ts';

const table = compilePlaces([]);
const find = (text: string, most = 9): PrivateKeyBlock[] => findKeyBlocks(text, placesOf(text, table), most);
const body = fillSample('MII{{base64:61}}', 'pem');

describe('keys in PEM', () => {
  it.each([
    ['lines', makePem('PRIVATE KEY', `\n${body}\n${body}\n`), false],
    ['escaped line ends', makePem('RSA PRIVATE KEY', `\\n${body}\\n${body}\\n`), false],
    ['strings put together', makePem('EC PRIVATE KEY', `\\n" +\n  "${body}\\n" +\n "`), false],
    ['a PGP block', makePem('PGP PRIVATE KEY BLOCK', `\nVersion: 1\n\n${body}\n=AbC1\n`), false],
    ['an encrypted key', makePem('ENCRYPTED PRIVATE KEY', `\n${body}\n`), true],
    ['an old encrypted key', makePem('RSA PRIVATE KEY', `\nProc-Type: 4,ENCRYPTED\n\n${body}\n`), true],
    ['no end', `${pemHeader('OPENSSH PRIVATE KEY')}\n${body}\n`, false],
  ])('finds a key with %s', (_, text, encrypted) => {
    expect(find(text).map((b) => [b.start, b.encrypted])).toEqual([[0, encrypted]]);
  });

  it('reads a long run of backslashes in linear time', () => {
    const time = startCpuTime();
    for (let i = 0; i < 10; i++) find(`${pemHeader('PRIVATE KEY')}${'\\'.repeat(19_000)}`);
    expect(time()).toBeLessThan(500);
  });

  it.each([
    ['a header alone', pemHeader('PRIVATE KEY')],
    ['an empty block', makePem('OPENSSH PRIVATE KEY', '')],
    ['an ellipsis', makePem('PRIVATE KEY', `\n${body}\n...\n`)],
    ['stars', makePem('PRIVATE KEY', '\n***\n')],
    ['a word', makePem('PRIVATE KEY', '\\nPRIVATE_KEY\\n')],
    ['one letter', makePem('PRIVATE KEY', `\n${'X'.repeat(200)}\n`)],
    ['a hole', makePem('PRIVATE KEY', '\n${process.env.KEY}\n')],
    ['a certificate', makePem('CERTIFICATE', `\n${body}\n`)],
    ['a public key', makePem('PUBLIC KEY', `\n${body}\n`)],
    ['a pattern', '/-----BEGIN (?:RSA )?PRIVATE KEY-----/'],
    [
      'a sentence about armour',
      `# should start with ${pemHeader('PRIVATE KEY')} as Kubernetes wants\n# see: https://acme.dev/${body}\n# or ${'let it be made '.repeat(9)}\n# -----\n`,
    ],
    ['code behind', `${pemHeader('PRIVATE KEY')}';\nconst other = '${body}';`],
  ])('leaves %s alone', (_, text) => {
    expect(find(text)).toEqual([]);
  });
});

describe('keys in base64 once more', () => {
  const encoded = btoa(makePem('PRIVATE KEY', `\n${body}\n${body}\n`));
  it('finds a whole block in base64', () => {
    expect(find(`  tls.key: ${encoded}\n`).map((b) => [b.start, b.end, b.kind])).toEqual([
      [11, 11 + encoded.length, 'PRIVATE KEY'],
    ]);
  });

  it.each([
    ['a certificate', btoa(makePem('CERTIFICATE', `\n${body}\n`))],
    ['a header alone', btoa(pemHeader('PRIVATE KEY'))],
    ['what only begins alike', 'LS0tLS1CRUdJTi'],
  ])('leaves %s alone', (_, text) => {
    expect(find(text)).toEqual([]);
  });
});

describe('keys of PuTTY', () => {
  const putty = (encryption: string, inside: string): string =>
    `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: ${encryption}\nComment: x\nPublic-Lines: 1\n${body}\nPrivate-Lines: 1\n${inside}\nPrivate-MAC: 00\n`;

  it.each([
    ['none', false],
    ['aes256-cbc', true],
  ])('finds a key with encryption %s', (encryption, encrypted) => {
    expect(find(putty(encryption, body)).map((b) => [b.start, b.encrypted])).toEqual([[0, encrypted]]);
  });

  it('leaves a filler alone', () => {
    expect(find(putty('none', 'A'.repeat(64)))).toEqual([]);
  });
});

describe('JSON Web Keys', () => {
  const part = fillSample('{{base64url:86}}', 'jwk');

  it.each([
    ['RSA', `{"kty":"RSA","n":"${part}","e":"AQAB","d":"${part}"}`],
    ['a curve', `{ "d": "${part}", "crv": "P-256", "key_ops": ["sign"], "kty": "EC" }`],
    ['a key that both share', `{ "kty": "oct", "k": "${part}" }`],
  ])('finds the private part of %s', (_, text) => {
    expect(find(text).map((b) => [text.slice(b.start, b.end), b.kind])).toEqual([[part, 'JSON WEB KEY']]);
  });

  it.each([
    ['a public key', `{"kty":"RSA","n":"${part}","e":"AQAB"}`],
    ['a neighbour', `{"kty":"RSA","n":"${part}"}, {"d":"${part}"}`],
    ['a neighbour before', `{"d":"${part}"}, {"kty":"RSA","n":"${part}"}`],
    ['a stand-in', '{"kty":"oct","k":"your-secret-goes-here-in-base64"}'],
    ['an encoded stand-in', `{"kty":"oct","k":"${btoa('changeme'.repeat(4))}"}`],
    ['an open end', `{"kty":"RSA","d":"${part}"`],
  ])('leaves %s alone', (_, text) => {
    expect(find(text)).toEqual([]);
  });
});

describe('keys of RSA in XML', () => {
  const part = fillSample('{{base64:171}}', 'xml');
  const rsa = (inside: string): string => `<RSAKeyValue><Modulus>${part}</Modulus>${inside}</RSAKeyValue>`;

  it('finds the private exponent', () => {
    expect(find(`key = '${rsa(`<D>${part}=</D>`)}'`).map((b) => [b.start, b.kind])).toEqual([[7, 'XML RSA KEY']]);
  });

  it.each([
    ['a public key', rsa('')],
    ['a stand-in', rsa('<D>...</D>')],
    ['what stands behind', `${rsa('')}<D>${part}=</D>`],
  ])('leaves %s alone', (_, text) => {
    expect(find(text)).toEqual([]);
  });
});
