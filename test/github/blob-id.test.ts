import { expect, test } from 'vitest';

import { isBlobOf } from '../../src/github/blob-id.ts';

// From `git hash-object`: the empty blob in both formats, and `hello\n`.
test.each([
  ['e69de29bb2d1d6434b8b29ae775ad8c2e48c5391', '', true],
  ['473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813', '', true],
  ['ce013625030ba8dba906f756967f9e9ca394464a', 'hello\n', true],
  ['ce013625030ba8dba906f756967f9e9ca394464a', 'hello\r\n', false],
  ['not an id', '', false],
])('%s of %j: %s', (id, content, expected) => {
  expect(isBlobOf(id, Buffer.from(content))).toBe(expected);
});
