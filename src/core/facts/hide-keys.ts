import type { KeyFact } from '../types.ts';
import { readsAsWords } from './keys/values/is-filler.ts';

/** What stands for a key in other facts; where the key itself stands is told by its own fact, masked. */
const HIDDEN = '…';

/** Of a text that was cut within a key, this many characters tell that it was. */
const TELLING_START = 8;

/**
 * Takes hardcoded keys out of everything else that is said of a text: a version, a path of a host, an env name or a
 * mistyped setting may hold one.
 *
 * @param value plain data made from the text.
 * @param keys the keys of the text.
 */
export function hideKeys<T>(value: T, text: string, keys: readonly KeyFact[]): T {
  if (keys.length === 0) return value;
  const values = listValues(text, keys);
  const said = JSON.stringify(value);
  const starts = values.map((v) => JSON.stringify(v.slice(0, TELLING_START)).slice(1, -1));
  const near = values.filter((_, index) => said.includes(starts[index] ?? ''));
  return near.length === 0 ? value : (hideIn(value, near) as T);
}

/**
 * Whether a text in plain data may be a key or a part of one: twelve letters and digits in a row that are no commit's name,
 * or many letters that are no words.
 */
export function mayHoldKey(value: unknown): boolean {
  if (typeof value === 'string')
    return (MIXED.test(value) && !COMMIT.test(value)) || (value.match(LETTERS) ?? []).some((run) => !readsAsWords(run));
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(mayHoldKey);
}

const MIXED = /(?=[A-Za-z]{0,64}\d)(?=\d{0,64}[A-Za-z])[A-Za-z0-9]{12}/;
const LETTERS = /[A-Za-z]{20,200}/g;
const COMMIT = /^(?:v[\d.]{1,20}-(?:[\w.]{1,20}\.)?\d{14}-[0-9a-f]{12}|[0-9a-f]{40})$/;

/** What a key stands beside may be a key too, or the end of one: such a name is left out. */
export function hideNames(keys: KeyFact[], text: string): KeyFact[] {
  if (keys.length === 0) return keys;
  const values = listValues(text, keys);
  const isKey = (name: string): boolean =>
    name.length >= TELLING_START && values.some((v) => v.includes(name) || name.includes(v.slice(0, TELLING_START)));
  return keys.map((key) => ({
    ...key,
    ...(key.name !== null && isKey(key.name) ? { name: null } : {}),
    // A remark may quote the key that it is about.
    ...(key.remark === undefined ? {} : { remark: hideKeys(key.remark, text, keys) }),
  }));
}

/** The texts of the keys, each once, the longest first: one may lie within another. */
function listValues(text: string, keys: readonly KeyFact[]): string[] {
  const lines = text.split('\n');
  const values = keys.map(({ line, column, endColumn }) => (lines[line - 1] ?? '').slice(column - 1, endColumn - 1));
  return [...new Set(values)].filter((v) => v.length >= TELLING_START).toSorted((a, b) => b.length - a.length);
}

function hideIn(value: unknown, keys: readonly string[]): unknown {
  if (typeof value === 'string') return keys.reduce(hideOne, value);
  if (Array.isArray(value)) return value.map((item) => hideIn(item, keys));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, hideIn(item, keys)]));
}

/** Places where the start of a cut key is looked for: some begin with twenty times the same letter. */
const MOST_STARTS = 100;

function hideOne(text: string, key: string): string {
  const without = text.replaceAll(key, HIDDEN);
  const head = key.slice(0, TELLING_START);
  let start = without.indexOf(head);
  for (let i = 0; i < MOST_STARTS && start >= 0; i += 1) {
    if (key.startsWith(without.slice(start).replace(/…$/, ''))) return without.slice(0, start) + HIDDEN;
    start = without.indexOf(head, start + 1);
  }
  return without;
}
