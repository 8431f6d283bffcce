import { skipQuotes } from '../patterns/steps-back.ts';

/** Number of characters to look back for the column names of a row. */
const REACH_OF_ROW = 600;
const ROWS = /\binsert\s{1,8}into\s{1,8}[\w.`"[\]]{1,120}\s{0,8}\(([^()]{1,400})\)\s{0,20}values\s{0,20}\(/gi;
/** Tokens of a row: string literals, whose content is skipped, and delimiters. */
const PARTS = /'(?:[^'\\]|''|\\.)*'|[(),]/g;

/** `INSERT INTO t (a, b) VALUES ('…', 'v')`: the column of the value at `start`; null outside a row. */
export function columnName(text: string, start: number): string | null {
  const from = Math.max(0, start - REACH_OF_ROW);
  const before = text.slice(from, skipQuotes(text, start, from));
  const row = [...before.matchAll(ROWS)].at(-1);
  if (row === undefined) return null;
  const { depth, texts } = placeInRow(before.slice(row.index + row[0].length));
  if (depth !== 1) return null;
  return nameInRow(namesOfColumns(row[1]!), texts, texts.length - 1);
}

/** The names in a list of columns, without quotation marks and brackets. */
export function namesOfColumns(list: string): string[] {
  return list.split(',').map((name) => name.replaceAll(/[^\w.]/g, ''));
}

/**
 * The name of the field with this index; null when unknown. A `value` column takes its name from the row's `name` or
 * `key` column.
 */
export function nameInRow(names: readonly string[], row: readonly string[], field: number): string | null {
  const name = names[field] ?? '';
  if (!VALUE_COLUMN.test(name)) return name === '' ? null : name;
  // `(name, value)`: a row of a settings table contains its own name.
  const said = row[names.findIndex((column) => NAME_COLUMN.test(column))] ?? '';
  return /^[A-Za-z][\w.-]{1,80}$/.test(said) ? said : null;
}

const VALUE_COLUMN = /(?:^|_)val(?:ue)?$/i;
const NAME_COLUMN = /(?:^|_)(?:name|key)$/i;

/** The depth of brackets after the given rows, and the literals of the last row so far. */
function placeInRow(rows: string): { depth: number; texts: string[] } {
  let depth = 1;
  let texts = [''];
  for (const [part] of rows.matchAll(PARTS)) {
    if (part === '(') {
      depth += 1;
      if (depth === 1) texts = [''];
    } else if (part === ')') depth -= 1;
    else if (depth !== 1) continue;
    else if (part === ',') texts.push('');
    else texts[texts.length - 1] = part.slice(1, -1);
  }
  return { depth, texts };
}
