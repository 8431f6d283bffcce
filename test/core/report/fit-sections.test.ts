import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  byteLength,
  fitSections,
  NO_ROWS,
  rowsOf,
  type Rows,
  type Section,
} from '../../../src/core/report/fit-sections.ts';

const lines = (...texts: string[]): Rows => rowsOf(texts, (text) => text);
const section = (over: Partial<Section>): Section => ({
  heading: '### A',
  lead: [],
  tableHead: [],
  rows: NO_ROWS,
  rank: 0,
  ...over,
});

const TABLE = section({
  heading: '### T',
  tableHead: ['| a |', '| --- |'],
  rows: lines('| 1 |', '| 2 |', '| 3 |'),
  rank: 1,
});
const LIST = section({ heading: '### L', lead: ['Lead.'], rows: lines('- x', '- y'), rank: 0 });

test('With room for all, all is there, in order, and empty sections are not.', () => {
  expect(fitSections([TABLE, section({}), LIST], 1000)).toBe(
    '### T\n\n| a |\n| --- |\n| 1 |\n| 2 |\n| 3 |\n\n### L\n\nLead.\n\n- x\n- y',
  );
});

test('Without room, whole rows of the less important section go first, and are counted.', () => {
  expect(fitSections([TABLE, LIST], 110)).toBe(
    '### T\n\n| a |\n| --- |\n| 1 |\n\n2 more are not listed here.\n\n### L\n\nLead.\n\n- x\n- y',
  );
});

test('A table without rows loses its head too.', () => {
  expect(fitSections([TABLE], 10)).toBe('### T\n\n3 more are not listed here.');
});

test('No section shows more rows than a person reads.', () => {
  const text = fitSections([section({ rows: lines(...Array.from({ length: 250 }, (_, i) => `- ${i}`)) })], 100_000);
  expect(text).toContain('\n- 199\n\n50 more are not listed here.');
  expect(text).not.toContain('- 200');
});

test('Whatever the rows, the limit in bytes holds and every row is whole.', () => {
  const rows = fc.array(
    fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => `- ${text.replaceAll(/[\n\r]/g, ' ')}`),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(rows, rows, fc.integer({ min: 200, max: 3000 }), (a, b, max) => {
      const text = fitSections(
        [section({ rows: lines(...a), rank: 1 }), section({ heading: '### B', rows: lines(...b) })],
        max,
      );
      expect(byteLength(text)).toBeLessThanOrEqual(max);
      const known = new Set([...a, ...b]);
      const listed = text.split('\n').filter((line) => line.startsWith('- '));
      expect(listed.filter((line) => !known.has(line))).toEqual([]);
      const counted = Array.from(text.matchAll(/^(\d+) more (?:is|are) not listed/gm), ([, n]) => Number(n));
      expect(listed.length + counted.reduce((sum, n) => sum + n, 0)).toBe(a.length + b.length);
    }),
  );
});

test('Rows that are not shown are not made.', () => {
  const made: number[] = [];
  const rows = rowsOf(
    Array.from({ length: 100_000 }, (_, i) => i),
    (i) => {
      made.push(i);
      return `- ${i}`;
    },
  );
  expect(fitSections([section({ rows })], 50_000)).toContain('99800 more are not listed here.');
  expect(made.length).toBe(200);
});
