import { expect, it } from 'vitest';
import { makeSignalList } from '../../../../src/core/facts/manifests/make-signal-list.ts';

it('turns offsets into positions and keeps equal facts of one place once', () => {
  const list = makeSignalList((offset) => ({ line: 1, column: offset + 1 }));
  list.add(0, { kind: 'resource', type: 'a' });
  list.add(0, { kind: 'resource', type: 'a' });
  list.add(0, { kind: 'resource', type: 'b' });
  list.add(2, { kind: 'resource', type: 'a' });
  expect(list.signals).toEqual([
    { kind: 'resource', type: 'a', line: 1, column: 1 },
    { kind: 'resource', type: 'b', line: 1, column: 1 },
    { kind: 'resource', type: 'a', line: 1, column: 3 },
  ]);
});
