import type { Places } from './find-places.ts';
import { isUuid } from './judge-encoded.ts';
import { foldName } from './key-context.ts';
import { nameInRow, namesOfColumns } from './names/column-name.ts';
import { classOfName, isTellingName } from './names/secret-names.ts';
import { looksDrawn, SHORTEST_GENERIC } from './values/looks-drawn.ts';
import type { SpokenSecret } from './spoken-secret.ts';

// Rows of a table as PostgreSQL dumps them: `COPY public.keys (id, api_key) FROM stdin;`, then a line for each with tabs
// between its fields.

/** Characters looked back for the names of the columns, and characters of a table that are read. */
const REACH_OF_COLUMNS = 2000;
const LONGEST_TABLE = 100_000;
const COLUMNS = /\bcopy\s{1,8}[\w."]{1,120}\s{0,8}\(([^()]{1,1800})\)\s{1,8}$/i;
/** Of `copy` and the table, in front of the columns. */
const LONGEST_NAME = 140;
const OPENS_ROWS = /from stdin[^;\n]{0,80};\r?\n/iy;
const LONGEST_FIELD = 400;
const END_OF_ROWS = '\\.';

/**
 * Finds the first `most` secrets of tables whose columns are named after one.
 *
 * @param places where the words may begin that stand between columns and rows.
 */
export function findCopiedRows(text: string, { copy }: Places, most: number): SpokenSecret[] {
  const found: SpokenSecret[] = [];
  let last = 0;
  for (const at of copy) {
    OPENS_ROWS.lastIndex = at;
    if (at < last || found.length >= most || !OPENS_ROWS.test(text)) continue;
    const from = OPENS_ROWS.lastIndex;
    const names = columnsBefore(text, at);
    if (names === null) continue;
    const rows = rowsOf(text.slice(from, from + LONGEST_TABLE));
    found.push(...readRows(rows, from, names));
    last = from + rows.length;
  }
  return found.slice(0, most);
}

function columnsBefore(text: string, at: number): string[] | null {
  const before = text.slice(Math.max(0, at - REACH_OF_COLUMNS), at);
  const list = COLUMNS.exec(before.slice(Math.max(0, before.lastIndexOf('(') - LONGEST_NAME)))?.[1];
  return list === undefined ? null : namesOfColumns(list);
}

/** Up to the line that ends them. */
function rowsOf(text: string): string {
  const end = text.indexOf(`\n${END_OF_ROWS}`);
  return end < 0 ? text : text.slice(0, end);
}

function* readRows(rows: string, from: number, names: readonly string[]): Generator<SpokenSecret> {
  let start = from;
  for (const row of rows.split('\n')) {
    const fields = row.replace(/\r$/, '').split('\t');
    for (const [index, value] of fields.entries()) {
      const name = nameInRow(names, fields, index);
      if (name !== null && isSecret(name, value)) yield { start, end: start + value.length, key: 'generic', name };
      start += value.length + 1;
    }
    start += row.endsWith('\r') ? 1 : 0;
  }
}

function isSecret(name: string, value: string): boolean {
  if (value.length < SHORTEST_GENERIC || value.length > LONGEST_FIELD) return false;
  const folded = foldName(name);
  if (classOfName(folded, name) !== 'secret' || /_pass(?:word|wd)?_/.test(folded)) return false;
  return looksDrawn(value) && (!isUuid(value) || isTellingName(folded));
}
