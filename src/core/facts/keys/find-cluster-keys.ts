import type { Places } from './find-places.ts';
import { MOST_KEYS, type Hit } from './key-hit.ts';
import { decodeBase64 } from './values/base64.ts';

// Kubernetes secrets store their values in base64, which hides the shape of a key. `kind: Secret` shows what to decode.

/** Maximum number of characters of a document that are read before and after its `kind`. */
const LONGEST_DOCUMENT = 20_000;
const LIMIT = /\n---[ \t]*(?=\r?\n)/;
/** `data:` and the block that is indented below it. */
const DATA = /(?:^|\n)( {0,8})data:[ \t]*\r?\n((?:\1 {1,8}[^\n]{0,8000}(?:\n|$)){1,100})/;
const ENTRY = /^ {1,16}["']?([\w.-]{1,80})["']?: {1,4}["']?([A-Za-z0-9+/]{16,8000}={0,2})["']?[ \t]*\r?$/gm;
const PLAIN = /^[\t\r\n\x20-\x7e]+$/;

/**
 * Finds keys in the decoded values of Kubernetes secrets. Each is reported at the whole encoded value.
 *
 * @param places `cluster` holds the offsets of `kind: Secret`.
 * @param search finds the keys of a text, here a decoded value preceded by its name.
 */
export function findClusterKeys(text: string, { cluster }: Places, search: (text: string) => readonly Hit[]): Hit[] {
  const found: Hit[] = [];
  let last = 0;
  for (const at of cluster) {
    if (at < last || found.length >= MOST_KEYS) continue;
    const before = text
      .slice(Math.max(last, at - LONGEST_DOCUMENT), at)
      .split(LIMIT)
      .at(-1)!;
    const behind = text.slice(at, at + LONGEST_DOCUMENT).split(LIMIT, 1)[0]!;
    last = at + behind.length;
    found.push(...hitsOfDocument(before + behind, at - before.length, search));
  }
  return found;
}

function hitsOfDocument(document: string, from: number, search: (text: string) => readonly Hit[]): Hit[] {
  const data = DATA.exec(document);
  if (data === null) return [];
  const begin = from + data.index + data[0].length - data[2]!.length;
  return Array.from(data[2]!.matchAll(ENTRY)).flatMap((entry) => {
    const [name, value] = [entry[1]!, entry[2]!];
    const start = begin + entry.index + entry[0].indexOf(value, entry[0].indexOf(':'));
    return hitsOfValue(name, value, start, search);
  });
}

function hitsOfValue(name: string, value: string, start: number, search: (text: string) => readonly Hit[]): Hit[] {
  const bytes = decodeBase64(value);
  const plain = bytes === null ? '' : String.fromCharCode(...bytes).trimEnd();
  if (!PLAIN.test(plain)) return [];
  const opening = `${name}: `;
  const end = start + value.length;
  return search(`${opening}${plain}\n`)
    .filter((hit) => hit.start >= opening.length)
    .map((hit) => ({
      ...hit,
      start,
      end,
      make: (at) => hit.make({ ...at, endColumn: at.column + value.length }),
    }));
}
