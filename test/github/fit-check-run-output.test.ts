import { expect, test } from 'vitest';

import type { Annotation, CheckRunOutput } from '../../src/core/check-run-types.ts';
import { fitCheckRunOutput } from '../../src/github/fit-check-run-output.ts';

const ANNOTATION: Annotation = {
  path: 'a.ts',
  start_line: 3,
  end_line: 3,
  annotation_level: 'warning',
  message: 'm',
  title: 't',
};
const OUTPUT: CheckRunOutput = {
  conclusion: 'neutral',
  title: 'Title',
  summary: 'Summary',
  text: 'Text',
  annotations: [ANNOTATION],
};

test('leaves what is within the limits as it is', () => {
  const withColumns = { ...OUTPUT, annotations: [{ ...ANNOTATION, start_column: 2, end_column: 2 }] };

  expect(fitCheckRunOutput(OUTPUT)).toEqual(OUTPUT);
  expect(fitCheckRunOutput(withColumns)).toEqual(withColumns);
  expect(fitCheckRunOutput({ ...OUTPUT, text: null, summary: 'é'.repeat(32_500) })).toEqual({
    ...OUTPUT,
    text: null,
    summary: 'é'.repeat(32_500),
  });
});

test('cuts texts by bytes, never within a character', () => {
  const fitted = fitCheckRunOutput({
    ...OUTPUT,
    title: `${'t'.repeat(253)}👍👍`,
    summary: '👍'.repeat(20_000),
    text: 'a'.repeat(65_001),
  });

  // 255 less the ellipsis ends within the first thumb; 65,000 bytes less 3 for the ellipsis hold 16,249 thumbs of 4.
  expect(fitted.title).toBe(`${'t'.repeat(253)}…`);
  expect(fitted.summary).toBe(`${'👍'.repeat(16_249)}…`);
  expect(fitted.text).toBe(`${'a'.repeat(64_997)}…`);
});

test('cuts the message of an annotation', () => {
  const { annotations } = fitCheckRunOutput({
    ...OUTPUT,
    annotations: [{ ...ANNOTATION, message: 'm'.repeat(70_000), title: 't'.repeat(300) }],
  });

  expect(annotations).toEqual([{ ...ANNOTATION, message: `${'m'.repeat(63_997)}…`, title: `${'t'.repeat(254)}…` }]);
});

test.each([
  ['columns over several lines', { end_line: 4, start_column: 1, end_column: 5 }, { end_line: 4 }],
  ['columns the wrong way round', { start_column: 5, end_column: 1 }, {}],
  ['a column before the first', { start_column: 0, end_column: 1 }, {}],
  ['a lone column', { start_column: 2 }, {}],
  ['a line before the first', { start_line: 0, end_line: 0 }, { start_line: 1, end_line: 1 }],
  ['lines the wrong way round', { start_line: 9, end_line: 3 }, { start_line: 9, end_line: 9 }],
])('corrects %s', (_name, wrong, right) => {
  expect(fitCheckRunOutput({ ...OUTPUT, annotations: [{ ...ANNOTATION, ...wrong }] }).annotations).toEqual([
    { ...ANNOTATION, ...right },
  ]);
});

test('keeps the first hundred annotations', () => {
  const annotations = Array.from({ length: 130 }, (_, index) => ({ ...ANNOTATION, title: `${index}` }));

  expect(fitCheckRunOutput({ ...OUTPUT, annotations }).annotations).toEqual(annotations.slice(0, 100));
});
