import {
  BACKSLASH,
  BLANK,
  COMMA,
  EXCLAMATION_MARK,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PARENTHESIS,
  PIPE,
  QUESTION_MARK,
} from '../../scan/characters.ts';
import type { SignalCollector } from '../../collect-signals.ts';
import { endOfDotted, isModuleName } from '../../scan/dotted-name.ts';
import { type Scan, skipSpaceBack, skipTrivia, SPAN_SIZE, startOf, endOf } from '../../scan/scan.ts';
import { startsStatement } from '../../scan/statement-start.ts';

/**
 * Reads `use A\B;`, `use A\B as C, D\E;`, `use A\{B, C\D};`, `use function A\b;`: one signal per name, without its
 * leading backslash. Names of a single word are skipped: they are traits of a class, or PHP's own classes.
 */
export function findPhpUse(scan: Scan, offset: number, collector: SignalCollector): void {
  const { text } = scan;
  if (!startsStatement(text, offset)) return;
  let at = skipTrivia(scan, offset + 3);
  const kind = /^(?:function|const)\s/.exec(text.slice(at, at + 9));
  if (kind !== null) at = skipTrivia(scan, at + kind[0].length);
  for (;;) {
    const start = text.charCodeAt(at) === BACKSLASH ? at + 1 : at;
    const end = endOfDotted(text, start, BACKSLASH);
    if (end === start) return;
    if (text.charCodeAt(end) === BACKSLASH && text.charCodeAt(skipTrivia(scan, end + 1)) === OPEN_BRACE) {
      findGroup(scan, text.slice(start, Math.min(end, start + 200)), skipTrivia(scan, end + 1) + 1, collector);
      return;
    }
    addName(text, start, end, '', collector);
    at = behindAlias(scan, end);
    if (text.charCodeAt(at) !== COMMA) return;
    at = skipTrivia(scan, at + 1);
  }
}

function findGroup(scan: Scan, prefix: string, from: number, collector: SignalCollector): void {
  const { text } = scan;
  let at = skipTrivia(scan, from);
  for (;;) {
    const end = endOfDotted(text, at, BACKSLASH);
    if (end === at) return;
    addName(text, at, end, `${prefix}\\`, collector);
    at = behindAlias(scan, end);
    if (text.charCodeAt(at) !== COMMA) return;
    at = skipTrivia(scan, at + 1);
  }
}

function addName(text: string, start: number, end: number, prefix: string, collector: SignalCollector): void {
  if (!isModuleName(text, start, end)) return;
  const name = prefix + text.slice(start, end);
  if (name.includes('\\')) collector.addImport(start, name);
}

function behindAlias(scan: Scan, end: number): number {
  const at = skipTrivia(scan, end);
  const alias = /^as\s+\w{1,100}/i.exec(scan.text.slice(at, at + 110));
  return alias === null ? at : skipTrivia(scan, at + alias[0].length);
}

/** Finds fully qualified names in code: `\A\B`. */
export function findPhpNames(scan: Scan, collector: SignalCollector): void {
  const { text, spans } = scan;
  let span = 0;
  for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', at)) {
    while (span < spans.length && endOf(scan, span) <= at) span += SPAN_SIZE;
    if (span < spans.length && startOf(scan, span) <= at) {
      at = endOf(scan, span);
      continue;
    }
    const end = endOfDotted(text, at + 1, BACKSLASH);
    if (isFullName(text, at)) addName(text, at + 1, end, '', collector);
    at = Math.max(end, at + 1);
  }
}

/** True if no word precedes the name, and no `use` or `namespace`, which are read as statements. */
function isFullName(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  if (before !== BLANK)
    return (
      before === OPEN_PARENTHESIS ||
      before === QUESTION_MARK ||
      before === EXCLAMATION_MARK ||
      before === OPEN_BRACKET ||
      before === PIPE
    );
  return !/(?:use|function|const|namespace)$/.test(text.slice(Math.max(0, skipSpaceBack(text, at) - 9), at).trimEnd());
}
