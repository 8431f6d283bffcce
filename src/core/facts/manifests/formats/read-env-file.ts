import { endOfLine } from '../../line-positions.ts';
import { addValue } from '../add-value.ts';
import { judgeEnvValue } from '../judge-env-value.ts';
import type { SignalList } from '../make-signal-list.ts';
import type { ManifestFacts } from '../manifest-reader.ts';
import { readText } from './read-document.ts';

/**
 * Variables that a file of `KEY=value` lines declares, and the hosts of URLs in their values. Parses what dotenv does:
 * `export`, quotes, quoted values over several lines. Other lines are ignored.
 */
export function readEnvFile(text: string): ManifestFacts {
  return readText(text, (list, source) => addDeclarations(list, source, DECLARATION));
}

/** The same for an example file, where a commented-out declaration counts too: it documents an optional variable. */
export function readEnvExample(text: string): ManifestFacts {
  return readText(text, (list, source) => addDeclarations(list, source, DECLARATION_OR_COMMENTED));
}

function addDeclarations(list: SignalList, source: string, declaration: RegExp): void {
  const findQuoteEnd = makeQuoteEndFinder(source);
  let start = 0;
  while (start < source.length) {
    const lineEnd = endOfLine(source, start);
    const line = source.slice(start, lineEnd);
    const match = declaration.exec(line);
    let end = lineEnd;
    if (match !== null) {
      const name = match[2] ?? '';
      const nameAt = start + (match[1]?.length ?? 0);
      const valueAt = start + match[0].length;
      const quoteEnd = line.trimStart().startsWith('#') ? null : findQuoteEnd(valueAt);
      end = quoteEnd ?? lineEnd;
      const value =
        quoteEnd === null ? unquotedValue(source.slice(valueAt, lineEnd)) : source.slice(valueAt + 1, quoteEnd);
      list.add(nameAt, { kind: 'env', name, access: 'declared', value: judgeEnvValue(value), optional: false });
      addValue(list, { key: name, text: value, at: quoteEnd === null ? valueAt : valueAt + 1, literal: true });
    }
    start = endOfLine(source, end) + 1;
  }
}

const DECLARATION = /^([ \t]*(?:export[ \t]+)?)([A-Za-z_]\w*)[ \t]*=[ \t]*/;
/** A commented-out declaration must be in capitals without a space before `=`, which prose does not have. */
const DECLARATION_OR_COMMENTED =
  /^([ \t]*(?:export[ \t]+)?(?:#[#; \t]*(?:export[ \t]+)?(?=[A-Z_][A-Z0-9_]*=))?)([A-Za-z_]\w*)[ \t]*=[ \t]*/;

/** The value up to a comment after white space, without quotes around a commented-out or malformed value. */
function unquotedValue(rest: string): string {
  const commentAt = rest.search(/(?:^|\s)#/);
  const value = (commentAt === -1 ? rest : rest.slice(0, commentAt)).trim();
  return /^(["'`]).*\1$/.test(value) ? value.slice(1, -1) : value;
}

/**
 * Finds the closing quote of a quoted value, or null. Only a comment may follow it and no declaration may lie in
 * between, so that a stray apostrophe cannot swallow the lines below. A missing quote is remembered, so all searches
 * together are linear.
 */
function makeQuoteEndFinder(source: string): (at: number) => number | null {
  const missing = new Set<string>();
  return (at) => {
    const quote = source[at] ?? '';
    if (!/["'`]/.test(quote) || missing.has(quote)) return null;
    const end = findQuote(source, quote, at + 1);
    if (end === null) {
      missing.add(quote);
      return null;
    }
    const behind = source.slice(end + 1, endOfLine(source, end)).trim();
    if (behind !== '' && !behind.startsWith('#')) return null;
    return /\n[ \t]*(?:export[ \t]+)?[A-Z][A-Z0-9_]*=/.test(source.slice(at, end)) ? null : end;
  };
}

function findQuote(source: string, quote: string, from: number): number | null {
  for (let end = source.indexOf(quote, from); end !== -1; end = source.indexOf(quote, end + 1)) {
    if (quote !== '"' || !isEscaped(source, end, from)) return end;
  }
  return null;
}

function isEscaped(source: string, at: number, from: number): boolean {
  let slashes = 0;
  while (at - 1 - slashes >= from && source[at - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}
