import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeJsonStore } from '../../src/cache/make-json-store.ts';

const dir = mkdtempSync(join(tmpdir(), 'json-store-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('makeJsonStore', () => {
  it('gives back what was written under the same digest, in folders that it makes', () => {
    const file = join(dir, 'a/b/value.json');
    makeJsonStore(file).write('d1', [{ id: 'x' }]);
    expect(makeJsonStore(file).read('d1')).toEqual([{ id: 'x' }]);
    expect(readdirSync(join(dir, 'a/b'))).toEqual(['value.json']);
  });

  it('gives nothing under another digest, and keeps the last value only', () => {
    const store = makeJsonStore(join(dir, 'value.json'));
    store.write('d1', 1);
    store.write('d2', 2);
    expect([store.read('d1'), store.read('d2'), store.read('')]).toEqual([undefined, 2, undefined]);
  });

  it.each([
    ['cut', '{"digest":"d1","val'],
    ['empty', ''],
    ['of another form', '[1]'],
    ['null', 'null'],
  ])('gives nothing when the file is %s', (_title, text) => {
    const file = join(dir, 'broken.json');
    writeFileSync(file, text);
    expect(makeJsonStore(file).read('d1')).toBe(undefined);
  });

  it('works as if it were not there where nothing can be written', () => {
    const locked = join(dir, 'locked');
    mkdirSync(locked);
    writeFileSync(join(locked, 'file'), '');
    chmodSync(locked, 0o500);
    for (const file of [join(locked, 'value.json'), join(locked, 'file/value.json')]) {
      const store = makeJsonStore(file);
      expect(() => store.write('d1', 1)).not.toThrow();
    }
    // A file where the folder should be cannot be written by anybody, the superuser included.
    expect(makeJsonStore(join(locked, 'file/value.json')).read('d1')).toBe(undefined);
    expect(readFileSync(join(locked, 'file'), 'utf8')).toBe('');
    chmodSync(locked, 0o700);
  });
});
