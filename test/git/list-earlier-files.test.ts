import { afterAll, describe, expect, it } from 'vitest';
import { listEarlierFiles } from '../../src/git/list-earlier-files.ts';
import { makeClone } from '../support/make-clone.ts';

const clone = makeClone();
afterAll(() => clone.remove());

const base = clone.commit({ 'a.ts': 'one', 'gone.ts': 'kept' });
const first = clone.commit({ 'a.ts': 'two', 'with blank/ü.ts': 'new' }, 'First');
const second = clone.commit({ 'a.ts': 'three' }, 'Second');
const head = clone.commit({ 'a.ts': 'four', 'with blank/ü.ts': null, 'gone.ts': null }, 'Third');
const idOf = (text: string): string => clone.git('rev-parse', text);

const list = async (from: string, to: string, ...known: string[]): Promise<[string, string, number | null][]> =>
  (await listEarlierFiles(clone.dir, from, to, new Set(known))).map((f) => [f.commit, f.entry.path, f.entry.size]);

describe('listEarlierFiles', () => {
  it('tells what commits on the way held, newest first, with its size', async () => {
    expect(await list(base, head, idOf(`${head}:a.ts`))).toEqual([
      [second, 'a.ts', 5],
      [first, 'a.ts', 3],
      [first, 'with blank/ü.ts', 3],
    ]);
  });

  it('has nothing to tell of one commit, of none, and of a commit that is not there', async () => {
    expect(await list(second, head)).toEqual([]);
    expect(await list(head, head)).toEqual([]);
    expect(await list('0'.repeat(40), head)).toEqual([]);
  });
});
