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
 * Requirements that a `setup.py` writes out: the strings of `install_requires=[…]` and its kin, also where a name of
 * the same file stands for the list. What is computed cannot be read and is left out.
 */
export function readSetupPy(text: string): ManifestFacts {
  return readText(text, (list, source) => {
    const tokens = scanScript(source, SYNTAX).tokens.filter((token) => token.kind !== 'newline');
    const lists = findLists(tokens);
    // Every list is read once: keywords may stand in it, or share it.
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

/** Where names are given a list, a tuple or a dictionary: `requires = [`. */
function findLists(tokens: readonly ScriptToken[]): Map<string, number> {
  const lists = new Map<string, number>();
  tokens.forEach((token, i) => {
    if (token.kind === 'word' && tokens[i + 1]?.text === '=' && /^[[({]$/.test(tokens[i + 2]?.text ?? ''))
      lists.set(token.text, i + 2);
  });
  return lists;
}

const LONGEST = 5_000;

/** The strings inside of the brackets that open at `start`; keys of dictionaries and computed ones are left out. */
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

/** Between commas and brackets: nothing before it that changes it (`f"…"`, `x + "…"`), nothing after it (`"…" % x`). */
function isItem(tokens: readonly ScriptToken[], i: number): boolean {
  return /^[[({,:]$/.test(tokens[i - 1]?.text ?? '') && /^[\])},]$/.test(tokens[i + 1]?.text ?? '');
}
