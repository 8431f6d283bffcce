import { describe, expect, it } from 'vitest';
import { findKeyFile } from '../../../../src/core/facts/keys/find-key-file.ts';
import { fillSample } from '../../../support/fill-sample.ts';

const key = fillSample('{{hex:32}}', 'key-file');

describe('findKeyFile', () => {
  it.each([
    ['config/master.key', `${key}\n`],
    ['apps/shop/config/credentials/production.key', key],
    ['config/master.key', `${key}${key}\n`],
  ])('finds what Rails opens its credentials with in %s', (path, text) => {
    const size = text.trim().length;
    expect(findKeyFile(path, text).map((k) => [k.line, k.column, k.endColumn, k.keyClass])).toEqual([
      [1, 1, size + 1, 'secret'],
    ]);
  });

  it('tells its place behind an empty line', () => {
    expect(findKeyFile('config/master.key', `\n  ${key}`).map((k) => [k.line, k.column])).toEqual([[2, 3]]);
  });

  it('finds the key pair of an account of Solana, whose file is a list of bytes', () => {
    const bytes = Array.from({ length: 64 }, (_, i) => (i * i * 37 + i * 101 + 11) % 251);
    const found = findKeyFile('wallet/id.json', `[\n  ${bytes.join(',\n  ')}\n]\n`);
    expect(found.map((k) => [k.line, k.column, k.endColumn, k.keyClass, k.masked])).toEqual([
      [1, 1, 2, 'private-key', 'KEY PAIR OF 64 BYTES…'],
    ]);
    expect(found.map((k) => k.digest)).toEqual(findKeyFile('a.json', `[${bytes.join(', ')}]`).map((k) => k.digest));
    expect(findKeyFile('a.json', `[${bytes.slice(1).join(',')}]`)).toEqual([]);
    expect(findKeyFile('a.json', `[${bytes.map((b) => b * 2).join(',')}]`)).toEqual([]);
    expect(findKeyFile('a.json', `[${bytes.map((_, i) => i % 16).join(',')}]`)).toEqual([]);
  });

  it.each([
    ['another file', 'config/locale.key', key],
    ['something else', 'config/master.key', `key: ${key}`],
    ['a stand-in', 'config/master.key', '0123456789abcdef0123456789abcdef'],
    ['an empty file', 'config/master.key', ''],
  ])('leaves %s alone', (_, path, text) => {
    expect(findKeyFile(path, text)).toEqual([]);
  });
});
