import type { KeyFact } from '../types.ts';
import { readsAsWords } from './keys/values/is-filler.ts';

/** Replaces a key in other facts; its own fact shows it masked. */
const HIDDEN = '…';

/** Number of a key's first characters by which a text that was cut within the key is recognised. */
const TELLING_START = 8;

/**
 * Hides hardcoded keys in everything else derived from a text: a version, a path of a host, an env name or a mistyped
 * setting may contain one.
 *
 * @param value plain data derived from the text.
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
 * Whether a string in plain data may be a key or contain part of one: twelve letters and digits in a row, except in a
 * commit's name, or many letters that do not read as words.
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

/** Drops names that may be a key themselves or the end of one, and hides keys in remarks. */
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

/** The distinct values of the keys, the longest first, as one may contain another. */
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

/** Maximum number of offsets where the start of a cut key is tried: some begin with the same letter twenty times. */
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
