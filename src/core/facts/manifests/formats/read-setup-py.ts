import type { PackageScope } from '../../../types.ts';
import { scanScript } from '../../parse/scan-script.ts';
import type { ScriptToken } from '../../parse/scan-script.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { parsePep508 } from '../references/parse-pep508.ts';
import { readText } from './read-document.ts';

const SYNTAX = { lineComment: '#', blockComment: false, tripleQuotes: true, interpolation: null } as const;
const KEYWORDS: ReadonlyMap<string, PackageScope> = new Map([
  ['install_requires', 'runtime'],
  ['setup_requires', 'build'],
  ['tests_require', 'development'],
  ['extras_require', 'optional'],
]);

/**
 * Requirements written literally in a `setup.py`: the strings in `install_requires=[…]` and similar keywords, also
 * where a variable of the same file holds the list. Computed requirements are skipped.
 */
export function readSetupPy(text: string): ManifestFacts {
  return readText(text, (list, source) => {
    const tokens = scanScript(source, SYNTAX).tokens.filter((token) => token.kind !== 'newline');
    const lists = findLists(tokens);
    // Each list is read once, although keywords may occur within a list or share one.
    let readUntil = 0;
    const read = new Set<number>();
    tokens.forEach((token, i) => {
      const scope = token.kind === 'mark' ? undefined : KEYWORDS.get(token.text);
      if (scope === undefined || !/^[=:]$/.test(tokens[i + 1]?.text ?? '')) return;
      const value = tokens[i + 2];
      const start = value?.kind === 'word' ? lists.get(value.text) : i + 2;
      if (start === undefined || i < readUntil || read.has(start)) return;
      read.add(start);
      const { strings, end } = stringsAt(tokens, start);
      if (start > i) readUntil = end;
      for (const string of strings) {
        const found = parsePep508(string.text);
        if (found === null || found.local) continue;
        const { name, version } = found;
        list.add(string.at + 1, { kind: 'package', ecosystem: 'pypi', name, version, scope });
      }
    });
  });
}

/** The token indexes of lists, tuples and dictionaries that are assigned to names: `requires = [`. */
function findLists(tokens: readonly ScriptToken[]): Map<string, number> {
  const lists = new Map<string, number>();
  tokens.forEach((token, i) => {
    if (token.kind === 'word' && tokens[i + 1]?.text === '=' && /^[[({]$/.test(tokens[i + 2]?.text ?? ''))
      lists.set(token.text, i + 2);
  });
  return lists;
}

const LONGEST = 5_000;

/** The strings inside the brackets that open at `start`, except keys of dictionaries and interpolated strings. */
function stringsAt(tokens: readonly ScriptToken[], start: number): { strings: ScriptToken[]; end: number } {
  const strings: ScriptToken[] = [];
  let depth = 0;
  let i = start;
  for (; i < Math.min(tokens.length, start + LONGEST); i += 1) {
    const token = tokens[i];
    if (token?.kind === 'mark' && /^[[({]$/.test(token.text)) depth += 1;
    else if (token?.kind === 'mark' && /^[\])}]$/.test(token.text)) depth -= 1;
    else if (token?.kind === 'string' && !token.dynamic && isItem(tokens, i)) strings.push(token);
    if (depth <= 0) break;
  }
  return { strings, end: i };
}

/**
 * True for a string between commas and brackets, so that nothing before it (`f"…"`, `x + "…"`) or after it (`"…" % x`)
 * changes it.
 */
function isItem(tokens: readonly ScriptToken[], i: number): boolean {
  return /^[[({,:]$/.test(tokens[i - 1]?.text ?? '') && /^[\])},]$/.test(tokens[i + 1]?.text ?? '');
}
