import { expect, test } from 'vitest';

import { checkAnswer } from '../../demo/check-answer.ts';
import type { Expectation } from '../../demo/pull-request-story.ts';
import type { Answer } from '../../demo/read-answer.ts';

const ANSWER: Answer = {
  number: 7,
  title: 'Take cards',
  author: 'admin',
  branch: 'cards',
  base: 'main',
  headSha: 'a'.repeat(40),
  commitMessage: 'Take cards',
  checkRun: {
    name: 'Integration audit',
    conclusion: 'failure',
    title: '1 unsigned webhook',
    summary: '',
    text: null,
    annotations: [
      { path: 'route.ts', start_line: 2, end_line: 2, annotation_level: 'failure', message: 'accepts unsigned calls' },
    ],
  },
  comment: { author: 'integration-audit[bot]', body: 'accepts unsigned calls', isEdited: false },
  files: [{ path: 'route.ts', base: null, head: 'import x;\nexport async function POST() {}\n' }],
  blobUrl: 'http://127.0.0.1/acme/shop/blob/',
};
const EXPECTED: Expectation = {
  conclusion: 'failure',
  annotations: [{ path: 'route.ts', code: 'function POST', level: 'failure', says: 'unsigned' }],
  comment: ['unsigned'],
};

test('has nothing to say of an answer that holds all that is expected', () => {
  expect(checkAnswer(ANSWER, EXPECTED)).toEqual([]);
});

test.each<[string, Partial<Expectation>, string[]]>([
  [
    'another conclusion',
    { conclusion: 'neutral' },
    ['#7 Take cards: The check run should end with neutral, and ended with failure.'],
  ],
  [
    'an annotation at another line',
    { annotations: [{ path: 'route.ts', code: 'import', level: 'failure', says: 'unsigned' }] },
    [
      '#7 Take cards: No failure at its line in route.ts says “unsigned”.',
      '#7 Take cards: Nobody expects the failure at route.ts:2: accepts unsigned calls',
    ],
  ],
  [
    'an annotation too many',
    { annotations: [] },
    ['#7 Take cards: Nobody expects the failure at route.ts:2: accepts unsigned calls'],
  ],
  ['a comment too many', { comment: null }, ['#7 Take cards: There should be no comment, and there is one.']],
  ['other words', { comment: ['resolved'] }, ['#7 Take cards: The comment does not say “resolved”.']],
])('tells of %s', (_, change, complaints) => {
  expect(checkAnswer(ANSWER, { ...EXPECTED, ...change })).toEqual(complaints);
});

test('tells of a comment that is not there', () => {
  expect(checkAnswer({ ...ANSWER, comment: null }, EXPECTED)).toEqual(['#7 Take cards: There is no comment.']);
});
