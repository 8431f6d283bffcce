import { skipQuotes } from '../patterns/steps-back.ts';

/** Characters looked back for the names of a row's columns. */
const REACH_OF_ROW = 600;
const ROWS = /\binsert\s{1,8}into\s{1,8}[\w.`"[\]]{1,120}\s{0,8}\(([^()]{1,400})\)\s{0,20}values\s{0,20}\(/gi;
/** What a row is made of: texts, in which a sign counts for nothing, and the signs that part and close. */
const PARTS = /'(?:[^'\\]|''|\\.)*'|[(),]/g;

/** `INSERT INTO t (a, b) VALUES ('…', 'v')`: the column that the value at `start` is put into; null outside of a row. */
export function columnName(text: string, start: number): string | null {
  const from = Math.max(0, start - REACH_OF_ROW);
  const before = text.slice(from, skipQuotes(text, start, from));
  const row = [...before.matchAll(ROWS)].at(-1);
  if (row === undefined) return null;
  const [depth, column] = placeInRow(before.slice(row.index + row[0].length));
  if (depth !== 1) return null;
  const name = row[1]!.split(',')[column]?.replaceAll(/[^\w.]/g, '');
  return name === undefined || name === '' ? null : name;
}

/** How many brackets are open behind the first rows and a part of one, and how many of its values are closed. */
function placeInRow(rows: string): [depth: number, column: number] {
  let [depth, column] = [1, 0];
  for (const [part] of rows.matchAll(PARTS)) {
    if (part === '(') {
      depth += 1;
      if (depth === 1) column = 0;
    } else if (part === ')') depth -= 1;
    else if (part === ',' && depth === 1) column += 1;
  }
  return [depth, column];
}
