import { expect, test } from 'vitest';

import { findHunks } from '../../../demo/page/find-hunks.ts';

const brief = (hunks: ReturnType<typeof findHunks>) =>
  hunks.map((hunk) => hunk.map(({ kind, before, after, text }) => `${kind} ${before}/${after} ${text}`));

test('shows a changed line between three lines at each side, with the numbers of both texts', () => {
  const base = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', ''].join('\n');
  expect(brief(findHunks(base, base.replace('e', 'E'), [5]))).toEqual([
    ['same 3/3 c', 'same 4/4 d', 'removed 5/null e', 'added null/5 E', 'same 6/6 f', 'same 7/7 g', 'same 8/8 h'],
  ]);
});

test('keeps parts apart that do not touch, and joins those that do', () => {
  const head = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join('');
  const lines = findHunks(head, head, [1, 6, 20]).map((hunk) => hunk.map(({ after }) => after));
  expect(lines).toEqual([
    [1, 2, 3, 4, 5, 6, 7, 8, 9],
    [17, 18, 19, 20],
  ]);
});

test('shows a new file as added', () => {
  expect(brief(findHunks(null, 'one\ntwo\n', [1]))).toEqual([['added null/1 one', 'added null/2 two']]);
});
