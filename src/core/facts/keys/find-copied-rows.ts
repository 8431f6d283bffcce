import type { Places } from './find-places.ts';
import { isUuid } from './values/is-uuid.ts';
import { foldWords } from './names/fold-words.ts';
import { nameInRow, namesOfColumns } from './names/column-name.ts';
import { classOfName, isTellingName } from './names/secret-names.ts';
import { looksDrawn, SHORTEST_GENERIC } from './values/looks-drawn.ts';
import type { SpokenSecret } from './spoken-secret.ts';

// Rows of a table in a PostgreSQL dump: `COPY public.keys (id, api_key) FROM stdin;`, then one line per row with tabs
// between its fields.

/** Number of characters to look back for the column names. */
const REACH_OF_COLUMNS = 2000;
const COLUMNS = /\bcopy\s{1,8}[\w."]{1,120}\s{0,8}\(([^()]{1,1800})\)\s{1,8}$/i;
/** Maximum length of `copy` and the table's name, which precede the columns. */
const LONGEST_NAME = 140;
const OPENS_ROWS = 'FROM stdin;';
const LONGEST_FIELD = 400;

/**
 * Finds the first `most` secrets in columns whose name says secret.
 *
 * @param places `rows` holds the offsets of lines that may end the rows of a table: a backslash and a dot.
 */
export function findCopiedRows(text: string, { rows: ends }: Places, most: number): SpokenSecret[] {
  const found: SpokenSecret[] = [];
  let last = 0;
  for (const end of ends) {
    if (found.length >= most) break;
    const at = text.slice(last, end).lastIndexOf(OPENS_ROWS);
    const names = at < 0 ? null : columnsBefore(text, last + at);
    const from = last + at + OPENS_ROWS.length;
    if (names !== null) found.push(...readRows(text.slice(from, end), from, names));
    last = end;
  }
  return found.slice(0, most);
}

function columnsBefore(text: string, at: number): string[] | null {
  const before = text.slice(Math.max(0, at - REACH_OF_COLUMNS), at);
  const list = COLUMNS.exec(before.slice(Math.max(0, before.lastIndexOf('(') - LONGEST_NAME)))?.[1];
  return list === undefined ? null : namesOfColumns(list);
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
  const folded = foldWords(name);
  if (classOfName(folded, name) !== 'secret' || /_pass(?:word|wd)?_/.test(folded)) return false;
  return looksDrawn(value) && (!isUuid(value) || isTellingName(folded));
}
