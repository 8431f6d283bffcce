import { describe, expect, test } from 'vitest';
import { keySearchOf } from '../../../src/core/facts/add-keys.ts';
import { findPathKeys, hidePathKeys } from '../../../src/core/facts/find-path-keys.ts';
import { readRulebook } from '../../../src/read-rulebook.ts';
import { fillSample } from '../../support/fill-sample.ts';

const search = keySearchOf(await readRulebook());
const KEY = fillSample('sk_live_{{alnum:24}}', 'path');

describe('keys in names of files', () => {
  test.each([
    ['a file named so', `src/${KEY}.ts`],
    ['a file without an extension', `src/${KEY}`],
    ['a folder', `${KEY}/src/pay.ts`],
    ['a part of a name', `src/pay.${KEY}.test.ts`],
    ['both a folder and its file, once', `${KEY}/${KEY}.ts`],
  ])('%s', (_title, path) => {
    expect(findPathKeys(path, search)).toMatchObject([
      { provider: 'stripe', key: 'secret-live', line: 1, column: 1, endColumn: 2, name: null },
    ]);
  });

  test.each(['src/pay.ts', 'assets/index-4f3c2b1a9d8e7f60.js', 'migrations/20240101120000_create_orders.sql'])(
    'none in %s',
    (path) => {
      expect(findPathKeys(path, search)).toEqual([]);
    },
  );
});

describe('what is said of files', () => {
  const path = `src/${KEY}.ts`;

  test('holds no key of their names', () => {
    const said = { title: `import at ${path}`, places: [{ path, line: 3 }], stats: { files: 2 } };
    expect(hidePathKeys(said, ['src/pay.ts', path], () => search)).toEqual({
      title: 'import at src/….ts',
      places: [{ path: 'src/….ts', line: 3 }],
      stats: { files: 2 },
    });
  });

  test('holds none of many', () => {
    const paths = Array.from({ length: 1_500 }, (_, i) => `src/${fillSample('sk_live_{{alnum:24}}', `path ${i}`)}.ts`);
    expect(hidePathKeys(paths, paths, () => search)).toEqual(paths.map(() => 'src/….ts'));
  });

  test('is the same where no name may hold one, and nothing is compiled for it', () => {
    const said = { path: 'src/pay.ts' };
    const hidden = hidePathKeys(said, ['src/pay.ts'], () => {
      throw new Error('asked for');
    });
    expect(hidden).toBe(said);
  });
});
